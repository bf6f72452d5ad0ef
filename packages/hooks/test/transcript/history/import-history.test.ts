import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { forgetSession, loadConfiguration, takeLease } from '@spoor/storage';
import { describe, expect, it } from 'vitest';
import { generateTranscripts } from '../../../../../bench/transcripts/generate.mjs';
import { catchUp, importHistory } from '../../../src/index.js';
import { makePlace, type Place, QUIET_END, runHook } from '../../hook/run-hook.js';
import { callsOf, openStore, readStored, subagentsOf, tokensOf } from './stored.js';

const DAY_MS = 86_400_000;

function importInto(place: Place, options: Partial<Parameters<typeof importHistory>[0]> = {}) {
  return importHistory({
    database: { path: place.databasePath, busyTimeoutMs: 20_000, synchronous: 'FULL' },
    places: [join(place.root, 'claude')],
    ...options,
  });
}

const generate = (place: Place, options: Partial<Parameters<typeof generateTranscripts>[0]> = {}) =>
  generateTranscripts({
    folder: join(place.root, 'claude'),
    seed: 5,
    sessions: 12,
    weight: 0.3,
    ...options,
  });

const sumOf = (counts: object) =>
  Object.values(counts).reduce((sum: number, count: number) => sum + count, 0);

const positive = (counts: object) =>
  Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));

describe('an import of history', () => {
  it.each([0, 2])('takes all that transcripts hold, with %i threads', async (threads) => {
    const place = makePlace();
    const truth = generate(place);
    const report = await importInto(place, { threads });
    expect(report).toMatchObject({
      dryRun: false,
      isStopped: false,
      files: { found: truth.files, read: truth.files, unchanged: 0, unreadable: 0, left: 0 },
      bytes: truth.bytes,
      added: {
        sessions: truth.sessions.length,
        messages: truth.messages,
        turns: truth.turns + truth.notifications,
        calls: sumOf(truth.calls) + truth.serverCalls,
        subagents: truth.subagents.length,
        inputTokens: truth.tokens.input,
        outputTokens: truth.tokens.output,
        cacheReadTokens: truth.tokens.cacheRead,
        cacheWriteTokens: truth.tokens.cacheWrite,
      },
      badLines: 0,
      problems: [],
      forgotten: 0,
    });
    const db = openStore(place);
    expect(tokensOf(db)).toEqual(truth.tokens);
    const { success, unfinished, ...others } = truth.calls;
    expect(callsOf(db)).toEqual(
      positive({ ...others, success: success + truth.serverCalls, unknown: unfinished }),
    );
    expect(subagentsOf(db)).toEqual(
      truth.subagents
        .map(({ agentId, sessionId, parentAgentId, toolUseId, type, depth, outcome }) => ({
          agentId,
          sessionId,
          parentAgentId,
          toolUseId,
          type,
          depth,
          outcome,
        }))
        .sort((a, b) => (a.agentId < b.agentId ? -1 : 1)),
    );
    const own = truth.sessions.filter(({ isOld }) => !isOld);
    expect(own.length).toBeGreaterThan(5);
    for (const { id, messages, title } of own) {
      const row = db
        .prepare<[string], { messages: number; title: string; name: string | null }>(
          `SELECT title, name, (SELECT count(*) FROM messages WHERE session_id = s.id) AS messages
           FROM sessions AS s WHERE id = ?`,
        )
        .get(id);
      expect(row?.messages).toBe(messages);
      if (title !== null) expect([row?.title, row?.name]).toContain(title);
    }
  });

  it('reads nothing again, and then only what is new', async () => {
    const place = makePlace();
    const truth = generate(place, { sessions: 4 });
    await importInto(place);
    const before = readStored(openStore(place));
    expect(await importInto(place)).toMatchObject({
      bytes: 0,
      files: { read: 0, unchanged: truth.files },
    });
    expect(readStored(openStore(place))).toEqual(before);

    const [session] = truth.sessions;
    const path = session?.path ?? '';
    const last = readFileSync(path, 'utf8')
      .trimEnd()
      .split('\n')
      .findLast((it) => it.includes('"uuid"'));
    const line = { ...JSON.parse(last ?? ''), uuid: '99999999-0000-4000-8000-000000000000' };
    appendFileSync(path, `${JSON.stringify(line)}\n`);
    expect(await importInto(place)).toMatchObject({
      bytes: Buffer.byteLength(JSON.stringify(line)) + 1,
      files: { read: 1, unchanged: truth.files - 1 },
      added: { sessions: 0, messages: 1 },
    });
  });

  it.each([0, 2])('goes on where it was stopped, with %i threads', async (threads) => {
    const place = makePlace();
    const truth = generate(place);
    const stopper = new AbortController();
    const first = await importInto(place, {
      threads,
      signal: stopper.signal,
      onProgress: ({ done }) => {
        if (done > 0) stopper.abort();
      },
    });
    expect(first.files.read + first.files.left).toBe(truth.files);
    expect(first.isStopped).toBe(true);
    const second = await importInto(place, { threads });
    expect(second).toMatchObject({ isStopped: false, files: { left: 0 } });
    expect(first.added.messages + second.added.messages).toBe(truth.messages);
    expect(tokensOf(openStore(place))).toEqual(truth.tokens);
  });

  it('stops before it begins when it is told so', async () => {
    const place = makePlace();
    const { files } = generate(place, { sessions: 3 });
    const report = await importInto(place, { signal: AbortSignal.abort(), threads: 2 });
    expect(report).toMatchObject({ isStopped: true, bytes: 0, files: { read: 0, left: files } });
  });

  it('changes nothing in a trial', async () => {
    const place = makePlace();
    const { files, bytes } = generate(place, { sessions: 3 });
    const report = await importInto(place, { dryRun: true });
    expect(report).toMatchObject({ dryRun: true, bytes, files: { found: files, read: files } });
    expect(existsSync(place.databasePath)).toBe(false);
  });

  it('takes what was changed since a time', async () => {
    const place = makePlace();
    const truth = generate(place, { sessions: 5 });
    const [old, ...others] = truth.sessions;
    utimesSync(old?.path ?? '', 1_000, 1_000);
    const sinceMs = Date.now() - DAY_MS;
    const report = await importInto(place, { sinceMs });
    expect(report.files.found).toBe(truth.files - 1);
    expect(report.added.sessions).toBeGreaterThanOrEqual(others.length);
  });

  it('tells lines and files that it could not read, and takes the rest', async () => {
    const place = makePlace();
    const truth = generate(place, { sessions: 3 });
    const [bad, gone] = truth.sessions.map(({ path }) => path);
    appendFileSync(bad ?? '', 'no JSON\n{"cut":\n');
    const lines = readFileSync(bad ?? '', 'utf8')
      .trimEnd()
      .split('\n').length;
    const isRoot = process.getuid?.() === 0;
    if (!isRoot) chmodSync(gone ?? '', 0);
    const report = await importInto(place);
    expect(report.badLines).toBe(2);
    expect(report.files.unreadable).toBe(isRoot ? 0 : 1);
    expect(report.problems.filter(({ path }) => path === bad)).toEqual([
      { path: bad, line: lines - 1, reason: expect.any(String) },
      { path: bad, line: lines, reason: expect.any(String) },
    ]);
    const others = truth.sessions.filter(({ path }) => isRoot || path !== gone);
    const ids = openStore(place).prepare<[], { id: string }>('SELECT id FROM sessions').all();
    expect(ids.map(({ id }) => id).sort()).toEqual(
      expect.arrayContaining(others.map(({ id }) => id)),
    );
  });

  it('leaves out sessions that are forgotten', async () => {
    const place = makePlace();
    const { sessions } = generate(place, { sessions: 3 });
    await importInto(place);
    const id = sessions[0]?.id ?? '';
    const db = openStore(place);
    await forgetSession(db, id, {});
    appendFileSync(sessions[0]?.path ?? '', '{"type":"mode","mode":"normal"}\n');
    const report = await importInto(place);
    expect(report.forgotten).toBe(1);
    const count = db
      .prepare<[string], { count: number }>(
        'SELECT count(*) AS count FROM messages WHERE session_id = ?',
      )
      .get(id);
    expect(count).toEqual({ count: 0 });
  });

  it('leaves out projects in which nothing is recorded, and asks the others what to take out', async () => {
    const place = makePlace();
    const configFile = join(place.root, 'config.json');
    const [paused, open] = ['paused', 'open'].map((name) => {
      const project = join(place.root, name);
      mkdirSync(join(project, '.git'), { recursive: true });
      return project;
    });
    writeFileSync(configFile, JSON.stringify({ pause: { projects: [paused] } }));
    const own = JSON.stringify({ redaction: { literals: ['blue heron'] } });
    writeFileSync(join(open ?? '', '.spoor.json'), own);
    const folder = join(place.root, 'claude/projects/-some');
    mkdirSync(folder, { recursive: true });
    for (const [index, cwd] of [paused, open].entries()) {
      const line = {
        type: 'user',
        uuid: `line-${index}`,
        parentUuid: null,
        promptId: `prompt-${index}`,
        timestamp: '2026-11-20T09:00:00.000Z',
        cwd,
        message: { role: 'user', content: 'a blue heron' },
      };
      const name = `0000000${index}-0000-4000-8000-000000000000.jsonl`;
      writeFileSync(join(folder, name), `${JSON.stringify(line)}\n`);
    }
    const settings = loadConfiguration({ configFile, env: {} });
    const report = await importInto(place, { settings });
    expect(report).toMatchObject({ paused: 1, forgotten: 0, added: { sessions: 1, messages: 1 } });
    const rows = openStore(place)
      .prepare<[], { id: string; content: string }>('SELECT id, content FROM messages')
      .all();
    expect(rows).toEqual([{ id: 'line-1', content: expect.not.stringContaining('heron') }]);
  });

  it('leaves another import alone', async () => {
    const place = makePlace();
    generate(place, { sessions: 2 });
    await importInto(place, { places: [] });
    const lease = takeLease(openStore(place), { name: 'import-history', termMs: 60_000 });
    await expect(importInto(place)).rejects.toMatchObject({
      code: 'LOCKED',
      message: expect.stringContaining('another import'),
    });
    lease?.release();
    expect((await importInto(place)).files.read).toBeGreaterThan(0);
  });

  it('is noted in the audit log once', async () => {
    const place = makePlace();
    const { files } = generate(place, { sessions: 2 });
    await importInto(place);
    await importInto(place);
    const entries = openStore(place)
      .prepare<[], { details: string }>("SELECT details FROM audit_logs WHERE action = 'import'")
      .all();
    expect(entries.map(({ details }) => JSON.parse(details))).toEqual([
      expect.objectContaining({ from: 'transcripts', files }),
    ]);
  });

  it('lets hooks record meanwhile, and loses none of them', async () => {
    const place = makePlace();
    const truth = generate(place, { sessions: 40, weight: 1 });
    const importing = importInto(place, { threads: 2 });
    const runs: ReturnType<typeof runHook>[] = [];
    let isOver = false;
    void importing.finally(() => {
      isOver = true;
    });
    for (let count = 0; count < 12 || (!isOver && count < 60); count += 1) {
      runs.push(runHook(place, eventOf(count)));
      await runs.at(-1);
    }
    const report = await importing;
    expect(report.added.messages).toBe(truth.messages);
    for (const run of await Promise.all(runs)) expect(run).toMatchObject(QUIET_END);
    catchUp({ databasePath: place.databasePath, spoolDirs: [place.spoolDir] });
    const { count } = openStore(place)
      .prepare<[], { count: number }>(
        'SELECT count(DISTINCT tool_use_id) AS count FROM hook_executions',
      )
      .get() ?? { count: 0 };
    expect(count).toBe(runs.length);
    expect(statSync(place.databasePath).mode & 0o777).toBe(0o600);
  }, 120_000);
});

function eventOf(count: number) {
  return {
    session_id: '33333333-3333-4333-8333-333333333333',
    hook_event_name: 'PreToolUse',
    prompt_id: 'while-importing',
    cwd: '/home/dev/repo',
    tool_name: 'Bash',
    tool_use_id: `toolu_${count}`,
    tool_input: { command: 'true' },
  };
}
