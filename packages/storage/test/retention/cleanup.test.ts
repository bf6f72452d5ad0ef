import { statSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  AuditLogger,
  type CleanupOptions,
  cleanup,
  HookExecutionLog,
  lastRun,
  type SpoorDatabase,
} from '../../src/index.js';
import { event } from '../support/events.js';
import { openDatabase, temporaryDatabase, temporaryFolder } from '../support/temporary.js';
import { startWriters } from '../support/writers.js';

const NOW = Date.parse('2026-11-21T09:00:00.000Z');
const now = () => NOW;
const daysAgo = (days: number) => new Date(NOW - days * 86_400_000).toISOString();

interface Message {
  session: string;
  id: string;
  days: number;
  tool: boolean;
  bytes: number;
}

function addEvent(db: SpoorDatabase, id: string, days: number, bytes = 200): void {
  const payloadJson = JSON.stringify('x'.repeat(bytes));
  new HookExecutionLog(db).append(event(id, { createdAt: daysAgo(days), payloadJson }));
}

function addMessage(db: SpoorDatabase, { session, id, days, tool, bytes }: Message): void {
  db.getDb()
    .prepare(
      `INSERT INTO messages (session_id, id, type, role, content, tool_uses, usage, token_count, timestamp)
       VALUES (?, ?, ?, 'user', ?, ?, '{"n":1}', 7, ?)`,
    )
    .run(session, id, tool ? 'tool_result' : 'text', 'x'.repeat(bytes), '[]', daysAgo(days));
}

const withPayload = (db: SpoorDatabase) =>
  db
    .getDb()
    .prepare('SELECT id FROM hook_executions WHERE payload_json IS NOT NULL ORDER BY id')
    .pluck()
    .all() as string[];

const withContent = (db: SpoorDatabase) =>
  db
    .getDb()
    .prepare(`SELECT session_id || id FROM messages WHERE content IS NOT NULL ORDER BY 1`)
    .pluck()
    .all() as string[];

const countRows = (db: SpoorDatabase, table: string) =>
  db.getDb().prepare(`SELECT count(*) FROM ${table}`).pluck().get();

describe('a clean-up', () => {
  test('lets payloads and tool output go by default, and keeps rows, ids and figures', async () => {
    const db = temporaryDatabase();
    for (const days of [29, 31, 400]) addEvent(db, `e${days}`, days);
    const common = { session: 's', bytes: 100 };
    addMessage(db, { ...common, id: 'young', days: 80, tool: true });
    addMessage(db, { ...common, id: 'old', days: 100, tool: true });
    addMessage(db, { ...common, id: 'text', days: 1_000, tool: false });
    const before = statSync(db.getDb().name).size;
    const report = await cleanup(db, { now });
    expect(report).toMatchObject({
      dryRun: false,
      payloads: { rows: 2, bytes: 404 },
      toolOutput: { rows: 1, bytes: 100 },
      messages: { rows: 0 },
      fits: null,
    });
    expect(before).toBeGreaterThan(0);
    expect(withPayload(db)).toEqual(['e29']);
    expect(withContent(db)).toEqual(['stext', 'syoung']);
    expect(countRows(db, 'hook_executions')).toBe(3);
    expect(new HookExecutionLog(db).append(event('e400'))).toBe(false);
    expect(db.getDb().prepare('SELECT DISTINCT usage, token_count FROM messages').all()).toEqual([
      { usage: '{"n":1}', token_count: 7 },
    ]);
    expect(lastRun(db, 'cleanup')).toMatchObject({ outcome: 'success', details: { payloads: 2 } });
    expect(new AuditLogger(db).query({ limit: 1 })[0]).toMatchObject({
      action: 'database.cleanup',
      details: { payloads: 2, toolOutput: 1 },
    });
    expect(await cleanup(db, { now })).toMatchObject({ payloads: { rows: 0 } });
  });

  test('changes nothing on a dry run, also on a connection that only reads', async () => {
    const path = join(temporaryFolder(), 'spoor.db');
    const db = openDatabase({ path });
    for (let n = 0; n < 50; n++) addEvent(db, `e${n}`, 100 - n);
    const reader = openDatabase({ path, readonly: true });
    const planned = await cleanup(reader, { now, dryRun: true, payloadDays: 80 });
    expect(planned).toMatchObject({ dryRun: true, payloads: { rows: 20 } });
    expect(withPayload(db)).toHaveLength(50);
    expect(countRows(db, 'maintenance_runs')).toBe(0);
    expect(countRows(db, 'audit_logs')).toBe(0);
    expect(await cleanup(db, { now, payloadDays: 80 })).toMatchObject({
      payloads: planned.payloads,
    });
  });

  test('finds what came late with an old time, and what a longer retention had kept', async () => {
    const db = temporaryDatabase();
    addEvent(db, 'a', 40);
    await cleanup(db, { now });
    addEvent(db, 'late', 50);
    addMessage(db, { session: 's', id: 'late', days: 95, tool: true, bytes: 10 });
    await cleanup(db, { now });
    expect([withPayload(db), withContent(db)]).toEqual([[], []]);
    addEvent(db, 'b', 45);
    await cleanup(db, { now, payloadDays: 60 });
    expect(withPayload(db)).toEqual(['b']);
    await cleanup(db, { now, payloadDays: 30 });
    expect(withPayload(db)).toEqual([]);
  });

  test('really gives the disk space back', async () => {
    const db = temporaryDatabase();
    const path = db.getDb().name;
    db.transaction(() => {
      for (let n = 0; n < 2_000; n++) addEvent(db, `e${n}`, n < 1_800 ? 60 : 1, 5_000);
    });
    db.getDb().pragma('wal_checkpoint(TRUNCATE)');
    const before = statSync(path).size;
    const report = await cleanup(db, { now });
    const after = statSync(path).size;
    expect(report.fileShrankBytes).toBe(before - after);
    expect(after).toBeLessThan(before / 4);
    expect(db.getDb().pragma('freelist_count', { simple: true })).toBe(0);
    expect(statSync(`${path}-wal`).size).toBeLessThan(100_000);
    expect(db.getDb().pragma('integrity_check', { simple: true })).toBe('ok');
  });

  test('goes down the list, the oldest first, until the size fits', async () => {
    const db = temporaryDatabase();
    db.transaction(() => {
      for (let n = 0; n < 400; n++) addEvent(db, `e${n}`, 20 - n / 40, 5_000);
      for (let n = 0; n < 400; n++) {
        const id = String(n).padStart(3, '0');
        const session = `s${n % 3}`;
        addMessage(db, { session, id, days: 20 - n / 40, tool: n % 2 === 0, bytes: 5_000 });
      }
    });
    const planned = await cleanup(db, { now, maxSizeMb: 3, dryRun: true });
    const first = await cleanup(db, { now, maxSizeMb: 3 });
    expect(first).toMatchObject({ fits: true, messages: { rows: 0 } });
    expect(Math.abs(planned.payloads.rows - first.payloads.rows)).toBeLessThan(40);
    expect(first.payloads.rows).toBeGreaterThan(50);
    expect(first.toolOutput.rows).toBe(0);
    const second = await cleanup(db, { now, maxSizeMb: 1.2 });
    expect(second).toMatchObject({ fits: true });
    expect(second.messages.rows).toBeGreaterThan(0);
    const left = db
      .getDb()
      .prepare(
        `SELECT max(timestamp) FILTER (WHERE content IS NULL) AS gone,
           min(timestamp) FILTER (WHERE content IS NOT NULL) AS kept
         FROM messages WHERE type = 'text'`,
      )
      .get() as { gone: string; kept: string };
    expect(left.gone < left.kept).toBe(true);
    expect(await cleanup(db, { now, maxSizeMb: 0.01 })).toMatchObject({ fits: false });
    expect(statSync(db.getDb().name).size).toBeLessThan(1_000_000);
  });

  test("takes a quiet session's text, keeps its figures, and the index in step", async () => {
    const db = temporaryDatabase();
    const handle = db.getDb();
    for (const [id, days] of [
      ['quiet', 200],
      ['busy', 1],
    ] as const) {
      const at = daysAgo(days);
      handle
        .prepare('INSERT INTO sessions (id, started_at, last_activity_at) VALUES (?, ?, ?)')
        .run(id, at, at);
      handle
        .prepare(
          'INSERT INTO execution_traces (id, task_id, prompt, started_at) VALUES (?, ?, ?, ?)',
        )
        .run(`${id}-t`, id, 'tell me', at);
      handle
        .prepare(
          'INSERT INTO turn_prompts (event_id, trace_id, captured_at, text) VALUES (?, ?, ?, ?)',
        )
        .run(`${id}-p`, `${id}-t`, at, 'tell me');
      for (const status of ['success', 'running']) {
        handle
          .prepare(
            `INSERT INTO tool_calls (session_id, tool_use_id, status, summary, duration_ms, facts)
             VALUES (?, ?, ?, 'ls -la', 12, '{"about":1}')`,
          )
          .run(id, status, status);
      }
      addMessage(db, { session: id, id: 'm', days, tool: false, bytes: 10 });
      new AuditLogger(db).log({
        sessionId: id,
        action: 'Bash',
        category: 'agent',
        details: { summary: `xylophone ${id}` },
      });
    }
    handle.exec(
      `INSERT INTO audit_fts (rowid, action, agent, details)
         SELECT seq, action, agent, details FROM audit_logs;
       UPDATE search_cursors SET seq = (SELECT max(seq) FROM audit_logs) WHERE name = 'audit'`,
    );
    const report = await cleanup(db, { now, sessionDays: 90, payloadDays: null });
    expect(report.sessions.rows).toBe(4);
    expect(await cleanup(db, { now, sessionDays: 90 })).toMatchObject({ sessions: { rows: 0 } });
    const all = (sql: string) => handle.prepare(sql).pluck().all();
    expect(all('SELECT prompt FROM execution_traces ORDER BY id')).toEqual(['tell me', null]);
    expect(all('SELECT trace_id FROM turn_prompts')).toEqual(['busy-t']);
    expect(
      all(`SELECT status FROM tool_calls WHERE session_id = 'quiet' AND summary IS NULL`),
    ).toEqual(['success']);
    expect(all('SELECT sum(duration_ms) FROM tool_calls')).toEqual([48]);
    expect(withContent(db)).toEqual(['busym']);
    const found = `SELECT session_id FROM audit_fts JOIN audit_logs ON seq = audit_fts.rowid
      WHERE audit_fts MATCH 'xylophone'`;
    expect(all(found)).toEqual(['busy']);
    handle.exec(
      `DELETE FROM audit_logs WHERE seq > (SELECT seq FROM search_cursors WHERE name = 'audit');
       INSERT INTO audit_fts (audit_fts, rank) VALUES ('integrity-check', 1)`,
    );
  });

  test('stops between two steps, and the next one goes on', async () => {
    const db = temporaryDatabase();
    db.transaction(() => {
      for (let n = 0; n < 1_000; n++) addEvent(db, `e${n}`, 60, 3_000);
    });
    const stopper = new AbortController();
    const work = cleanup(db, { now, signal: stopper.signal, onProgress: () => stopper.abort() });
    await expect(work).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(withPayload(db).length).toBeGreaterThan(0);
    expect(withPayload(db).length).toBeLessThan(1_000);
    await cleanup(db, { now });
    expect(withPayload(db)).toEqual([]);
  });

  test('forgets its own old records, but not the last of each kind', async () => {
    const db = temporaryDatabase();
    const run = db
      .getDb()
      .prepare(
        `INSERT INTO maintenance_runs (operation, started_at, outcome) VALUES (?, ?, 'success')`,
      );
    run.run('check', daysAgo(50));
    run.run('check', daysAgo(40));
    run.run('backup', daysAgo(40));
    run.run('backup', daysAgo(2));
    const write = db.getDb().prepare('INSERT INTO applied_writes (id, applied_at) VALUES (?, ?)');
    write.run('old', daysAgo(31));
    write.run('new', daysAgo(29));
    await cleanup(db, { now });
    const left = db
      .getDb()
      .prepare(
        `SELECT operation, started_at AS at FROM maintenance_runs WHERE operation <> 'cleanup' ORDER BY seq`,
      )
      .all();
    expect(left).toEqual([
      { operation: 'check', at: daysAgo(40) },
      { operation: 'backup', at: daysAgo(2) },
    ]);
    expect(db.getDb().prepare('SELECT id FROM applied_writes').pluck().all()).toEqual(['new']);
  });
});

test('clean-ups in any order leave what a plain model says', async () => {
  const days = fc.integer({ min: 0, max: 60 });
  const limit = fc.option(days, { nil: null });
  const step = fc.oneof(
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('event' as const), days }) },
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant('message' as const),
        days,
        tool: fc.boolean(),
        session: fc.constantFrom('a', 'b', 'c'),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('cleanup' as const),
        options: fc.record({ payloadDays: limit, toolOutputDays: limit, messageDays: limit }),
      }),
    },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const db = temporaryDatabase({ inMemory: true });
      const events = new Map<string, number>();
      const messages = new Map<string, { days: number; tool: boolean }>();
      for (const [n, one] of steps.entries()) {
        if (one.kind === 'event') {
          addEvent(db, `e${n}`, one.days, 20);
          events.set(`e${n}`, one.days);
        } else if (one.kind === 'message') {
          addMessage(db, { ...one, id: `m${n}`, bytes: 20 });
          messages.set(`${one.session}m${n}`, one);
        } else {
          await checkStep(db, one.options, events, messages);
        }
      }
      expect(withPayload(db)).toEqual([...events.keys()].toSorted());
      expect(withContent(db)).toEqual([...messages.keys()].toSorted());
    }),
    { numRuns: 60 },
  );
});

async function checkStep(
  db: SpoorDatabase,
  options: Required<Pick<CleanupOptions, 'payloadDays' | 'toolOutputDays' | 'messageDays'>>,
  events: Map<string, number>,
  messages: Map<string, { days: number; tool: boolean }>,
): Promise<void> {
  const goes = (age: number, days: number | null | undefined) => days != null && age > days;
  const expected = { payloads: 0, toolOutput: 0, messages: 0 };
  for (const [id, age] of events) {
    if (!goes(age, options.payloadDays)) continue;
    events.delete(id);
    expected.payloads++;
  }
  for (const [id, { days, tool }] of messages) {
    if (!goes(days, tool ? options.toolOutputDays : options.messageDays)) continue;
    messages.delete(id);
    expected[tool ? 'toolOutput' : 'messages']++;
  }
  const planned = await cleanup(db, { ...options, now, dryRun: true });
  const done = await cleanup(db, { ...options, now });
  for (const report of [planned, done]) {
    const { payloads, toolOutput, messages } = report;
    expect({
      payloads: payloads.rows,
      toolOutput: toolOutput.rows,
      messages: messages.rows,
    }).toEqual(expected);
  }
}

test('a clean-up under four writers lets them through, and takes nothing of theirs', async () => {
  const path = join(temporaryFolder(), 'spoor.db');
  const db = openDatabase({ path });
  db.transaction(() => {
    for (let n = 0; n < 2_000; n++) addEvent(db, `e${n}`, 60, 4_000);
  });
  const writers = startWriters(path);
  await writers.more(40);
  const start = writers.committed().length;
  const report = await cleanup(db);
  const during = writers.committed().length - start;
  await writers.more(40);
  const { committed, errors } = await writers.stop();
  expect(errors).toEqual([]);
  expect(during).toBeGreaterThan(10);
  expect(report.payloads.rows).toBe(2_000);
  expect(withPayload(db)).toEqual(committed.toSorted());
  expect(db.getDb().pragma('integrity_check', { simple: true })).toBe('ok');
});
