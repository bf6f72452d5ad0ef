import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  renameSync,
  statSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { DEFAULT_CONFIGURATION } from '@spoor/core';
import { forgetSession, migrate, SpoorDatabase, startPause } from '@spoor/storage';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ingestForHook } from '../../src/transcript/ingest-for-hook.js';
import { HOOK, makePlace, type Place, QUIET_END, query, runHook, spooled } from './run-hook.js';
import {
  agentFile,
  append,
  countMessages,
  cursors,
  eventOf,
  LINES_OF_TURN,
  listWithTranscripts,
  rowsFromTranscripts,
  SESSION,
  sessionFile,
  toolEvent,
  turnLines,
} from './transcript-place.js';

const MB = 1024 * 1024;

/** Time enough on the slowest machine. */
const env = { SPOOR_RECORDER_DEADLINE_MS: '20000' };

/** Runs a hook that must not be noticed. */
async function hook(place: Place, input: Parameters<typeof runHook>[1]): Promise<void> {
  expect(await runHook(place, input, { env })).toMatchObject(QUIET_END);
}

/** Changes the place's database as nobody else would. */
function change(place: Place, run: (db: SpoorDatabase) => void): void {
  const db = new SpoorDatabase({ path: place.databasePath });
  try {
    run(db);
  } finally {
    db.close();
  }
}

function setConfiguration(place: Place, value: object): void {
  const folder = join(place.root, '.config', 'spoor');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'config.json'), JSON.stringify(value));
}

/** A transcript of many turns. @returns how many messages it has. */
function writeLarge(path: string, bytes: number): number {
  const text = 'word '.repeat(1_500);
  let turns = 0;
  for (let written = 0; written < bytes; ) {
    const lines = Array.from({ length: 100 }, () => turnLines(turns++, text)).join('');
    append(path, lines);
    written += lines.length;
  }
  return turns * LINES_OF_TURN;
}

describe('a hook reads transcripts', () => {
  it.for(['Stop', 'SubagentStop', 'StopFailure', 'PreCompact', 'SessionEnd', 'PostToolUse'])(
    'at %s',
    async (name) => {
      const place = makePlace();
      append(sessionFile(place), turnLines(1, 'The answer') + turnLines(2));
      await hook(place, eventOf(place, name));
      expect(countMessages(place)).toBe(6);
      expect(query(place, 'SELECT sum(output_tokens) AS n FROM token_usage')).toEqual([{ n: 3 }]);
      expect(
        query(place, 'SELECT tool_use_id AS id, origin FROM tool_calls ORDER BY tool_use_id'),
      ).toEqual([
        { id: 'call-1', origin: 'transcript' },
        { id: 'call-2', origin: 'transcript' },
      ]);
      append(sessionFile(place), turnLines(3));
      if (name === 'PostToolUse') return;
      await hook(place, eventOf(place, name));
      expect(countMessages(place)).toBe(9);
    },
  );

  it.for(['SessionStart', 'UserPromptSubmit', 'PreToolUse', 'Notification', 'SubagentStart'])(
    'not at %s',
    async (name) => {
      const place = makePlace();
      append(sessionFile(place), turnLines(1));
      await hook(place, eventOf(place, name));
      expect(cursors(place)).toEqual([]);
    },
  );

  it('of subagents too: nested ones, and those whose own hooks never came', async () => {
    const place = makePlace();
    append(sessionFile(place), turnLines(1));
    append(agentFile(place, 'a1'), turnLines(2, 'One', { agentId: 'a1' }));
    append(agentFile(place, 'a2'), turnLines(3, 'Two', { agentId: 'a2' }));
    const path = agentFile(place, 'a1');
    const stop = { agent_id: 'a1', agent_type: 'Explore', agent_transcript_path: path };
    await hook(place, eventOf(place, 'SubagentStop', stop));
    expect(
      query(place, 'SELECT agent_id AS agent, count(*) AS n FROM messages GROUP BY 1 ORDER BY 1'),
    ).toEqual([
      { agent: null, n: 3 },
      { agent: 'a1', n: 3 },
      { agent: 'a2', n: 3 },
    ]);
  });

  it('which a subagent whose file is nowhere does not keep it from', async () => {
    const place = makePlace();
    append(sessionFile(place), turnLines(1));
    const gone = join(dirname(agentFile(place, 'a')), 'agent-acompact-1.jsonl');
    const stop = { agent_id: 'acompact-1', agent_type: '', agent_transcript_path: gone };
    await hook(place, eventOf(place, 'SubagentStop', stop));
    expect(countMessages(place)).toBe(3);
    expect(cursors(place)).toHaveLength(1);
  });

  it('a part of what is long, within its time; the next goes on, and a listing ends it', async () => {
    const place = makePlace();
    const path = sessionFile(place);
    const messages = writeLarge(path, 24 * MB);
    const reached = () => cursors(place)[0]?.offset ?? 0;
    await hook(place, eventOf(place, 'Stop'));
    const first = reached();
    expect(first).toBeGreaterThan(0);
    expect(first).toBeLessThan(6 * MB);
    await hook(place, eventOf(place, 'Stop'));
    expect(reached()).toBeGreaterThan(first);
    expect(reached()).toBeLessThan(12 * MB);
    listWithTranscripts(place);
    expect(reached()).toBe(statSync(path).size);
    expect(countMessages(place)).toBe(messages);
  });

  it('up to a line that takes too long; a listing reads that', async () => {
    const place = makePlace();
    const path = sessionFile(place);
    append(path, turnLines(1));
    append(path, turnLines(2, 'x'.repeat(50 * MB)));
    append(path, turnLines(3));
    await hook(place, eventOf(place, 'Stop'));
    expect(countMessages(place)).toBe(4);
    await hook(place, eventOf(place, 'Stop'));
    expect(countMessages(place)).toBe(4);
    expect(query(place, 'SELECT * FROM transcript_problems')).toEqual([]);
    listWithTranscripts(place);
    expect(countMessages(place)).toBe(9);
  });

  it('that are damaged', async () => {
    const place = makePlace();
    const path = sessionFile(place);
    append(path, 'no JSON\n{"type":\n[1]\n"text"\n');
    append(path, Buffer.concat([Buffer.alloc(5_000), Buffer.from('\n')]));
    append(path, Buffer.from([0xff, 0xfe, 0x0a]));
    append(path, `${JSON.stringify({ type: 'user', uuid: '../../etc', message: null })}\n`);
    append(path, `${'['.repeat(100_000)}\n`);
    append(path, turnLines(1));
    append(path, '{"type":"user","uuid":"half');
    await hook(place, eventOf(place, 'Stop'));
    expect(query(place, "SELECT id FROM messages WHERE id LIKE 'main-%'")).toHaveLength(3);
    expect(cursors(place)[0]?.size).toBe(statSync(path).size);
    expect(query(place, 'SELECT * FROM transcript_problems').length).toBeGreaterThan(3);
  });

  it('through a link', async () => {
    const place = makePlace();
    const elsewhere = join(place.root, 'elsewhere.jsonl');
    append(elsewhere, turnLines(1));
    mkdirSync(dirname(sessionFile(place)), { recursive: true });
    symlinkSync(elsewhere, sessionFile(place));
    await hook(place, eventOf(place, 'Stop'));
    expect(countMessages(place)).toBe(3);
  });
});

describe('a hook ends well, and keeps its event', () => {
  const things: Record<string, (path: string) => void> = {
    'a pipe': (path) => void execFileSync('mkfifo', [path]),
    'a folder': (path) => mkdirSync(path),
    'a link to itself': (path) => symlinkSync(path, path),
    'a link to a device': (path) => symlinkSync('/dev/zero', path),
    'an empty file': (path) => writeFileSync(path, ''),
    nothing: () => undefined,
  };
  it.for(Object.entries(things))('with %s in the place of a transcript', async ([, make]) => {
    const place = makePlace();
    mkdirSync(dirname(sessionFile(place)), { recursive: true });
    make(sessionFile(place));
    for (const name of ['Stop', 'PostToolUse', 'SessionEnd'])
      await hook(place, eventOf(place, name));
    expect(query(place, 'SELECT count(*) AS n FROM hook_executions')).toEqual([{ n: 3 }]);
    expect(query(place, 'SELECT * FROM messages')).toEqual([]);
    listWithTranscripts(place);
    expect(spooled(place)).toEqual([]);
  });

  it('with a path below a file', async () => {
    const place = makePlace();
    append(sessionFile(place), turnLines(1));
    const path = join(sessionFile(place), `${SESSION}.jsonl`);
    await hook(place, eventOf(place, 'Stop', { transcript_path: path }));
    await hook(place, toolEvent(place, 't', { transcript_path: path }));
    expect(countMessages(place)).toBe(0);
  });

  it('without what reads transcripts beside it, and says nothing', async () => {
    const place = makePlace();
    const folder = join(place.root, 'older');
    mkdirSync(folder);
    for (const name of readdirSync(dirname(HOOK))) {
      if (!name.startsWith('transcripts.'))
        copyFileSync(join(dirname(HOOK), name), join(folder, name));
    }
    append(sessionFile(place), turnLines(1));
    const run = await runHook(place, eventOf(place, 'Stop'), { hook: join(folder, 'hook.cjs') });
    expect(run).toMatchObject(QUIET_END);
    expect(countMessages(place)).toBe(0);
    expect(query(place, 'SELECT count(*) AS n FROM hook_executions')).toEqual([{ n: 1 }]);
  });

  it('with a database that others hold: the event waits, and the transcript', async () => {
    const place = makePlace();
    append(sessionFile(place), turnLines(1));
    const db = new SpoorDatabase({ path: place.databasePath });
    db.getDb().exec('BEGIN IMMEDIATE');
    await hook(place, eventOf(place, 'Stop'));
    db.getDb().exec('ROLLBACK');
    db.close();
    expect(spooled(place)).toHaveLength(1);
    expect(countMessages(place)).toBe(0);
    listWithTranscripts(place);
    expect(countMessages(place)).toBe(3);
  });

  it('with a database of an older schema', async () => {
    const place = makePlace();
    change(place, (db) => void migrate(db.getDb(), { to: 3 }));
    append(sessionFile(place), turnLines(1));
    const run = await runHook(place, eventOf(place, 'Stop'));
    expect(run).toMatchObject({ status: 0, stdout: '' });
    expect(run.stderr.split('\n').length).toBeLessThanOrEqual(2);
    expect(spooled(place)).toHaveLength(1);
    listWithTranscripts(place);
    expect(countMessages(place)).toBe(3);
  });

  it.for(['SIGTERM', 'SIGKILL'] as const)(
    '%s in the middle of it: the next goes on',
    async (signal) => {
      const place = makePlace();
      await hook(place, eventOf(place, 'SessionStart'));
      const messages = writeLarge(sessionFile(place), 6 * MB);
      const db = new SpoorDatabase({ path: place.databasePath });
      onTestFinished(() => db.close());
      const read = db.getDb().prepare('SELECT 1 FROM transcript_cursors').pluck();
      let timer: NodeJS.Timeout | undefined;
      const run = await runHook(place, eventOf(place, 'Stop'), {
        onSpawn: (pid) => {
          timer = setInterval(() => {
            if (read.get() === undefined) return;
            clearInterval(timer);
            process.kill(pid, signal);
          }, 1);
        },
      }).finally(() => clearInterval(timer));
      if (run.signal === null) expect(run).toMatchObject(QUIET_END);
      else expect(run.signal).toBe('SIGKILL');
      expect(db.getDb().pragma('integrity_check', { simple: true })).toBe('ok');
      expect(countMessages(place)).toBeLessThan(messages);
      await hook(place, eventOf(place, 'Stop'));
      listWithTranscripts(place);
      expect(countMessages(place)).toBe(messages);
      expect(query(place, 'SELECT count(*) AS n FROM hook_executions')).toEqual([{ n: 3 }]);
    },
  );
});

describe('a hook leaves alone', () => {
  it('files that are not called as the client calls them', async () => {
    const place = makePlace();
    const folder = dirname(sessionFile(place));
    const other = '6f0e8a7e-0000-4000-8000-000000000002';
    for (const name of ['notes.txt', 'data.jsonl', SESSION, `${other}.jsonl`, 'agent-a.jsonl']) {
      const path = join(folder, name);
      append(path, turnLines(1));
      await hook(place, eventOf(place, 'Stop', { transcript_path: path }));
    }
    append(sessionFile(place), turnLines(1));
    const relative = sessionFile(place).slice(1);
    await hook(place, eventOf(place, 'Stop', { transcript_path: relative }));
    await hook(place, eventOf(place, 'Stop', { transcript_path: 7 }));
    listWithTranscripts(place);
    expect(countMessages(place)).toBe(0);
    expect(cursors(place).filter(({ size }) => size > 0)).toEqual([]);
  });

  it("a subagent's file that is called like another's", async () => {
    const place = makePlace();
    const path = join(place.root, 'agent-other.jsonl');
    append(path, turnLines(1));
    const stop = { agent_id: 'a1', agent_type: 'x', agent_transcript_path: path };
    await hook(place, eventOf(place, 'SubagentStop', stop));
    expect(cursors(place)).toEqual([]);
  });

  it('all of them, where they are switched off', async () => {
    const place = makePlace();
    setConfiguration(place, { transcripts: { enabled: false } });
    append(sessionFile(place), turnLines(1));
    await hook(place, eventOf(place, 'Stop'));
    expect(query(place, 'SELECT count(*) AS n FROM hook_executions')).toEqual([{ n: 1 }]);
    expect(cursors(place)).toEqual([]);
  });

  it('all of them, where the database is switched off', async () => {
    const place = makePlace();
    setConfiguration(place, { database: { enabled: false } });
    append(sessionFile(place), turnLines(1));
    await hook(place, eventOf(place, 'Stop'));
    expect(spooled(place)).toHaveLength(1);
    expect(statSync(place.databasePath, { throwIfNoEntry: false })).toBeUndefined();
  });

  it('all of them, while recording is paused', async () => {
    const place = makePlace();
    await hook(place, eventOf(place, 'SessionStart'));
    startPause(place.dataDir, Date.now(), null);
    append(sessionFile(place), turnLines(1));
    await hook(place, eventOf(place, 'Stop'));
    listWithTranscripts(place);
    expect(cursors(place)).toEqual([]);
  });

  it('those of a session that is forgotten', async () => {
    const place = makePlace();
    append(sessionFile(place), turnLines(1));
    await hook(place, eventOf(place, 'Stop'));
    const db = new SpoorDatabase({ path: place.databasePath });
    await forgetSession(db, SESSION);
    db.close();
    append(sessionFile(place), turnLines(2));
    await hook(place, eventOf(place, 'Stop'));
    await hook(place, toolEvent(place, 't'));
    listWithTranscripts(place);
    expect(countMessages(place)).toBe(0);
  });
});

describe('in mid-turn', () => {
  it('a session is read at most every two seconds', async () => {
    const place = makePlace();
    const path = sessionFile(place);
    const times = new Set<string>();
    for (let index = 0; index < 10; index++) {
      append(path, turnLines(index));
      await hook(place, toolEvent(place, `t${index}`));
      times.add(cursors(place)[0]?.updatedAt ?? 'never');
    }
    const reads = [...times].map((time) => Date.parse(time));
    expect(reads).not.toContain(Number.NaN);
    for (const [index, read] of reads.slice(1).entries()) {
      expect(read - (reads[index] ?? 0)).toBeGreaterThanOrEqual(2_000);
    }
    await hook(place, eventOf(place, 'Stop'));
    expect(countMessages(place)).toBe(30);
  });

  it('a file that has not grown is not read, and one that has is', async () => {
    const place = makePlace();
    append(sessionFile(place), turnLines(1));
    await hook(place, toolEvent(place, 't1'));
    const longAgo = '2020-01-01T00:00:00.000Z';
    change(
      place,
      (db) => void db.getDb().exec(`UPDATE transcript_cursors SET updated_at = '${longAgo}'`),
    );
    await hook(place, toolEvent(place, 't2'));
    expect(cursors(place)[0]?.updatedAt).toBe(longAgo);
    append(sessionFile(place), turnLines(2));
    await hook(place, toolEvent(place, 't3'));
    expect(countMessages(place)).toBe(6);
  });

  it("a subagent's call reads the subagent's file", async () => {
    const place = makePlace();
    append(sessionFile(place), turnLines(1));
    append(agentFile(place, 'a1'), turnLines(2, 'Inside', { agentId: 'a1' }));
    const inside = { agent_id: 'a1', agent_type: 'Explore' };
    await hook(place, toolEvent(place, 't', inside));
    expect(query(place, "SELECT count(*) AS n FROM messages WHERE agent_id = 'a1'")).toEqual([
      { n: 3 },
    ]);
  });
});

describe('several at once', () => {
  it('give the same as one that reads it all', async () => {
    const place = makePlace();
    const path = sessionFile(place);
    await hook(place, eventOf(place, 'Stop'));
    for (let round = 0; round < 6; round++) {
      const text = Array.from({ length: 40 }, (_, index) =>
        turnLines(round * 40 + index, 'word '.repeat(300)),
      ).join('');
      const cut = Math.floor(text.length * 0.6) + round;
      append(path, text.slice(0, cut));
      const hooks = [0, 1, 2].map(() => runHook(place, eventOf(place, 'Stop')));
      append(path, text.slice(cut));
      listWithTranscripts(place);
      for (const run of await Promise.all(hooks)) expect(run).toMatchObject(QUIET_END);
    }
    await hook(place, eventOf(place, 'Stop'));
    listWithTranscripts(place);

    const other = makePlace();
    mkdirSync(dirname(sessionFile(other)), { recursive: true });
    renameSync(path, sessionFile(other));
    await hook(other, eventOf(other, 'UserPromptSubmit'));
    listWithTranscripts(other);
    expect(countMessages(other)).toBe(720);
    expect(rowsFromTranscripts(place)).toEqual(rowsFromTranscripts(other));
  });

  it('wait for one another no longer than a hook waits in all, and leave nothing half done', () => {
    const place = makePlace();
    const path = sessionFile(place);
    append(path, turnLines(1));
    const options = { path: place.databasePath, busyTimeoutMs: 50, oneLockBudget: true };
    const db = new SpoorDatabase(options);
    const other = new SpoorDatabase({ path: place.databasePath });
    onTestFinished(() => {
      db.close();
      other.close();
    });
    const read = () =>
      ingestForHook(
        db,
        { sessionId: SESSION, path },
        { configuration: DEFAULT_CONFIGURATION, budgetMs: 1_000, nowMs: Date.now() },
      );
    other.getDb().exec('BEGIN IMMEDIATE');
    expect(read).toThrow(expect.objectContaining({ code: 'LOCKED' }));
    const started = performance.now();
    expect(read).toThrow(expect.objectContaining({ code: 'LOCKED' }));
    // The budget was used up the first time; 5,000 ms is what others wait.
    expect(performance.now() - started).toBeLessThan(4_000);
    expect(db.getDb().inTransaction).toBe(false);
    expect(db.getDb().pragma('synchronous', { simple: true })).toBe(2);
    other.getDb().exec('ROLLBACK');
    read();
    expect(countMessages(place)).toBe(3);
    unlinkSync(path);
  });
});
