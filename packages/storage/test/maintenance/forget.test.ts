import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { heldFolders } from '../../src/degradation/held-folders.js';
import {
  exportRows,
  forgetSession,
  importRows,
  indexTexts,
  isForgotten,
  isSessionKnown,
  type SpoorDatabase,
} from '../../src/index.js';
import { dump } from '../portable/dump.js';
import { at } from '../support/events.js';
import { openDatabase, temporaryDatabase, temporaryFolder } from '../support/temporary.js';

/** A word that is in every text of a session. */
const MARK = 'quokka';

/** Everything that a session can have, many times over, with a word of its own in each text. */
function live(db: SpoorDatabase, session: string, mark: string, times = 60): void {
  db.transaction(() => {
    const put = (table: string, row: Record<string, string | number | null>) => {
      const columns = Object.keys(row);
      db.prepare<[object]>(
        `INSERT OR IGNORE INTO ${table} (${columns}) VALUES (${columns.map((c) => `@${c}`)})`,
      ).run(row);
    };
    const json = JSON.stringify({ text: mark });
    put('sessions', {
      id: session,
      title: mark,
      started_at: at(0),
      last_activity_at: at(0),
      metadata: json,
    });
    for (let n = 0; n < times; n++) {
      const id = `${session}-${n}`;
      const text = `${mark} ${'filler '.repeat((n * 37) % 900)} ${mark}`;
      const long = JSON.stringify({ text });
      put('hook_executions', { id, session_id: session, payload_json: long, created_at: at(n) });
      put('execution_traces', { id, task_id: session, prompt: text, started_at: at(n) });
      put('turn_prompts', { event_id: id, trace_id: id, captured_at: at(n), text });
      put('tool_calls', { session_id: session, tool_use_id: id, summary: text, started_at: at(n) });
      put('agent_invocations', {
        id,
        trace_id: id,
        output_summary: text,
        started_at: at(0),
      });
      put('session_rounds', { session_id: session, key: id });
      put('audit_logs', {
        id,
        session_id: n % 2 === 0 ? session : null,
        task_id: session,
        action: mark,
        category: 'state',
        details: long,
        timestamp: at(n),
      });
      put('state_transitions', { id, task_id: session, to_state: mark, timestamp: at(n) });
      put('checkpoints', { id, task_id: session, data: long, created_at: at(n) });
      put('messages', {
        session_id: session,
        id,
        type: 'user',
        kind: 'prompt',
        content: text,
        timestamp: at(n),
      });
      put('token_usage', { message_id: id, session_id: session, model: mark, timestamp: at(n) });
    }
    put('workflow_states', {
      task_id: session,
      state: mark,
      context: json,
      created_at: at(0),
      updated_at: at(0),
    });
    put('counters', { scope: session, name: mark, value: 1, updated_at: at(0) });
    put('lessons', {
      id: 'lesson',
      category: 'bug',
      title: 'kept',
      summary: 'kept',
      created_at: at(0),
      updated_at: at(0),
    });
    put('lesson_evidence', {
      lesson_id: 'lesson',
      session_id: session,
      tool_use_id: session,
      note: mark,
      created_at: at(0),
    });
    put('transcript_cursors', {
      path: `/t/${mark}/${session}.jsonl`,
      session_id: session,
      identity: mark,
      updated_at: at(0),
    });
    put('transcript_problems', {
      path: `/t/${mark}/${session}.jsonl`,
      offset: 0,
      line: 1,
      length: 3,
      reason: mark,
      session_id: session,
      found_at: at(0),
    });
    db.getDb().exec(`
      INSERT INTO audit_fts (rowid, action, agent, details)
        SELECT seq, action, agent, details FROM audit_logs
        WHERE seq > (SELECT seq FROM search_cursors WHERE name = 'audit');
      UPDATE search_cursors SET seq = (SELECT max(seq) FROM audit_logs) WHERE name = 'audit'`);
  });
  indexTexts(db);
}

/** How often a word stands in the bytes of a database and its log. */
function countIn(path: string, word: string): number {
  return [path, `${path}-wal`].reduce((count, file) => {
    if (!existsSync(file)) return count;
    return count + readFileSync(file).toString('latin1').split(word).length - 1;
  }, 0);
}

describe('a forgotten session', () => {
  it('is gone from every table, and its bytes from the file and the log', async () => {
    const path = join(temporaryFolder(), 'spoor.db');
    const db = openDatabase({ path });
    // Sessions that live at the same time lie on the same pages.
    for (let n = 10; n <= 60; n += 10) {
      live(db, 'kept', 'wombat', n);
      live(db, 'gone', MARK, n);
    }
    db.getDb().pragma('wal_checkpoint(PASSIVE)');
    expect(countIn(path, MARK)).toBeGreaterThan(1_000);
    const kept = dump(openCopyOf(['kept', 'wombat']));

    const report = await forgetSession(db, 'gone');

    expect(report.walEmptied).toBe(true);
    expect(report.rows).toMatchObject({ hook_executions: 60, audit_logs: 60, messages: 60 });
    expect(Object.keys(report.rows).sort()).toEqual(tablesOfSessions(db));
    const { forgotten_sessions, audit_logs, ...rows } = dump(db);
    const { forgotten_sessions: _none, audit_logs: logs, ...before } = kept;
    expect(rows).toEqual(before);
    expect(audit_logs).toEqual(logs);
    expect(forgotten_sessions).toEqual([
      { session_id: 'gone', forgotten_at: report.forgottenAt, until: null },
    ]);
    expect(db.getDb().prepare('SELECT count(*) AS n FROM transcript_cursors').get()).toEqual({
      n: 1,
    });
    for (const index of ['audit_fts', 'messages_fts', 'calls_fts']) {
      const found = db.prepare<[string]>(`SELECT rowid FROM ${index} WHERE ${index} MATCH ?`);
      expect(found.all(MARK)).toEqual([]);
      expect(found.all('wombat')).toHaveLength(60);
      db.getDb().exec(`INSERT INTO ${index} (${index}) VALUES ('integrity-check')`);
    }
    expect(db.getDb().pragma('integrity_check', { simple: true })).toBe('ok');
    expect(db.getDb().pragma('freelist_count', { simple: true })).toBe(0);
    db.close();
    expect(countIn(path, MARK)).toBe(0);
    expect(countIn(path, 'wombat')).toBeGreaterThan(1_000);
  });

  it('leaves none of its words where the index looks for its leaves', async () => {
    const path = join(temporaryFolder(), 'spoor.db');
    const db = openDatabase({ path });
    const insert = db.prepare<object>(
      `INSERT INTO audit_logs (id, session_id, action, category, details, timestamp)
       VALUES (@id, @session, 'Stop', 'state', @details, @at)`,
    );
    let random = 7;
    const word = (mark: string) => {
      random = (random * 1_103_515_245 + 12_345) % 2 ** 31;
      return `${mark}${random.toString(36)}`;
    };
    live(db, 'gone', MARK, 1);
    for (let batch = 0; batch < 4; batch++) {
      db.transaction(() => {
        for (let n = 0; n < 1_000; n++) {
          const [session, mark] = n % 10 === 0 ? ['gone', MARK] : ['kept', 'wombat'];
          const details = JSON.stringify([word(mark), word(mark), word(mark), word(mark)]);
          insert.run({ id: `${batch}-${n}`, session, details, at: at(n) });
        }
      });
      live(db, 'gone', MARK, 1);
    }
    await forgetSession(db, 'gone');
    db.close();
    expect(countIn(path, MARK)).toBe(0);
  });

  it('is audited by its id and nothing else', async () => {
    const db = temporaryDatabase();
    live(db, 'gone', MARK, 3);
    await forgetSession(db, 'gone');
    expect(
      db.getDb().prepare('SELECT action, category, session_id, details FROM audit_logs').all(),
    ).toEqual([
      {
        action: 'session.forget',
        category: 'security',
        session_id: null,
        details: '{"session":"gone"}',
      },
    ]);
  });

  it('stays known as forgotten, for all times, and so does one that was deleted before', async () => {
    const db = temporaryDatabase();
    live(db, 'gone', MARK, 2);
    expect(isForgotten(db, 'gone', at(0))).toBe(false);
    await forgetSession(db, 'gone');
    expect(isForgotten(db, 'gone')).toBe(true);
    expect(isForgotten(db, 'gone', at(1_000_000))).toBe(true);
    expect(isSessionKnown(db, 'gone')).toBe(true);

    db.getDb()
      .prepare(`INSERT INTO forgotten_sessions VALUES ('deleted', '${at(5)}', '${at(5)}')`)
      .run();
    expect(isForgotten(db, 'deleted')).toBe(false);
    expect(isForgotten(db, 'deleted', at(5))).toBe(true);
    expect(isForgotten(db, 'deleted', at(6))).toBe(false);
    await forgetSession(db, 'deleted');
    expect(isForgotten(db, 'deleted', at(6))).toBe(true);
  });

  it('leaves nothing in the spool, whatever state its entries are in', async () => {
    const db = temporaryDatabase();
    const folder = join(temporaryFolder(), 'spool');
    mkdirSync(join(folder, 'rejected'), { recursive: true });
    const put = (name: string, text: string) => writeFileSync(join(folder, name), text);
    put('1.json', '{"of":"gone"}');
    put('2.json', '{"of":"kept","about":"gone"}');
    put('.3.json', 'half of gone');
    put('.4.json', 'half of gone, just now');
    put('rejected/5.json', 'broken gone');
    put('rejected/6.json', 'broken');
    const old = new Date(Date.now() - 120_000);
    utimesSync(join(folder, '.3.json'), old, old);
    const sessionOf = (text: string) => /^{"of":"(\w+)"/.exec(text)?.[1] ?? null;
    const report = await forgetSession(db, 'gone', { spool: { folders: [folder], sessionOf } });
    expect(report.spoolEntries).toBe(3);
    expect(readdirSync(folder).sort()).toEqual(['.4.json', '2.json', 'rejected']);
    expect(readdirSync(join(folder, 'rejected'))).toEqual(['6.json']);
  });

  it('leaves no write that was held back for it', async () => {
    const db = temporaryDatabase();
    const [folder = ''] = heldFolders(db.getDb().name);
    mkdirSync(folder, { recursive: true });
    const hold = (name: string, kept: object) =>
      writeFileSync(join(folder, name), JSON.stringify({ format: 1, database: 'x', kept }));
    hold('1.json', { sessionId: 'gone' });
    hold('2.json', { taskId: 'gone', state: 'x' });
    hold('3.json', { sessionId: 'kept', note: 'about gone' });
    expect((await forgetSession(db, 'gone')).spoolEntries).toBe(2);
    expect(readdirSync(folder)).toEqual(['3.json']);
  });

  it('that was stopped half-way is dropped at once, and gone when it is done again', async () => {
    const db = temporaryDatabase();
    live(db, 'gone', MARK, 120);
    const stopper = new AbortController();
    const work = forgetSession(db, 'gone', {
      signal: stopper.signal,
      onProgress: ({ done }) => done > 200 && stopper.abort(),
    });
    await expect(work).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(isForgotten(db, 'gone')).toBe(true);
    expect(dump(db)['messages']?.length).toBeGreaterThan(0);
    await forgetSession(db, 'gone');
    expect(JSON.stringify(dump(db))).not.toContain(MARK);
  });

  it('says when a reader keeps the log from being emptied', async () => {
    const path = join(temporaryFolder(), 'spoor.db');
    const db = openDatabase({ path });
    live(db, 'gone', MARK, 2);
    const reader = openDatabase({ path, readonly: true });
    reader.getDb().exec('BEGIN; SELECT * FROM sessions');
    expect(await forgetSession(db, 'gone', { walTimeoutMs: 100 })).toMatchObject({
      walEmptied: false,
    });
    reader.getDb().exec('COMMIT');
    expect(await forgetSession(db, 'gone')).toMatchObject({ walEmptied: true, rows: {} });
    db.close();
    expect(countIn(path, MARK)).toBe(0);
  });

  it('is not brought back by an import, unless that is asked for', async () => {
    const db = temporaryDatabase();
    live(db, 'kept', 'wombat', 3);
    live(db, 'gone', MARK, 3);
    const before = dump(db);
    const chunks: Buffer[] = [];
    for await (const chunk of exportRows(db)) chunks.push(Buffer.from(chunk));
    async function* file() {
      yield* chunks;
    }
    await forgetSession(db, 'gone');
    const after = dump(db);

    const report = await importRows(db, file());
    expect(report).toMatchObject({ new: 0, merged: 0, refused: 0 });
    expect(report.tables['turn_prompts']).toMatchObject({ forgotten: 3, known: 3 });
    expect(report.forgotten).toBeGreaterThan(20);
    expect(dump(db)).toEqual(after);

    await importRows(db, file(), { includeForgotten: true });
    expect(dump(db)).toEqual(before);
    expect(isForgotten(db, 'gone')).toBe(false);
  });

  it('of another machine stays forgotten on this one, where it is not', async () => {
    const there = temporaryDatabase();
    for (const id of ['both', 'there']) await forgetSession(there, id);
    const here = temporaryDatabase();
    live(here, 'both', 'wombat', 1);
    async function* file() {
      for await (const chunk of exportRows(there)) yield Buffer.from(chunk);
    }
    await importRows(here, file());
    expect(isForgotten(here, 'both')).toBe(false);
    expect(isForgotten(here, 'there')).toBe(true);
  });
});

/** Tables with a column that can name a session, but the list of the forgotten. */
function tablesOfSessions(db: SpoorDatabase): string[] {
  const named = db
    .prepare<[], { name: string }>(
      `SELECT DISTINCT t.name FROM pragma_table_list AS t JOIN pragma_table_info(t.name) AS c
       WHERE t.schema = 'main' AND c.name IN ('session_id', 'task_id', 'trace_id', 'scope')
         AND t.name NOT IN ('forgotten_sessions', 'configurations', 'usage_quarters')`,
    )
    .all()
    .map(({ name }) => name);
  return [...named, 'sessions'].sort();
}

function openCopyOf([session = '', mark = '']: readonly string[]): SpoorDatabase {
  const db = temporaryDatabase();
  live(db, session, mark);
  return db;
}
