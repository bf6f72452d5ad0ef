import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import {
  AuditLogger,
  CounterStore,
  DurableWriter,
  defineOperation,
  ExecutionTracker,
  HookExecutionLog,
  pruneAppliedWrites,
  StorageError,
} from '../../src/index.js';
import { OUTAGES } from '../support/outage.js';
import { openDatabase, temporaryFolder } from '../support/temporary.js';
import { ask, heldFiles, temporaryWriter } from '../support/writer.js';

const SECRET = 'ghp_abcdefghijklmnopqrstuvwxyz0123456789';

describe('a durable writer', () => {
  test('writes at once where the database can be used, and tells what came of it', async () => {
    const { path, writer, notices } = temporaryWriter();
    const counted = await writer.write('counter.increment', { scope: 'global', name: 'x', by: 3 });
    expect(counted).toMatchObject({ outcome: 'written', value: 3 });
    const again = await writer.write('counter.increment', { scope: 'global', name: 'x' });
    expect(again).toMatchObject({ outcome: 'written', value: 4 });
    expect(writer.status()).toEqual({
      state: 'ok',
      since: null,
      reason: null,
      code: null,
      held: 0,
    });
    expect(notices).toEqual([]);
    expect(heldFiles(path)).toEqual([]);
  });

  test('knows the kinds of writes that agents have', async () => {
    const { path, writer } = temporaryWriter();
    const entry = await writer.write('audit.log', {
      action: 'deploy',
      category: 'agent',
      details: { token: SECRET, tokens: 12 },
    });
    await writer.write('event.append', { sessionId: 's1', hookType: 'Own', payload: { n: 1 } });
    await writer.write('trace.save', { id: 't1', taskId: 's1', prompt: 'do', success: true });
    const usage = { inputTokens: 5, outputTokens: 1, totalTokens: 6 };
    const run = { id: 'i1', traceId: 't1', agent: 'planner', qualityScore: 0.5 } as const;
    await writer.write('invocation.save', run);
    await writer.write('invocation.save', { ...run, outcome: 'success', tokenUsage: usage });
    await writer.write('counter.increment', { scope: 's1', name: 'rounds' });
    const reset = await writer.write('counter.reset', { scope: 's1', name: 'rounds' });
    expect(reset).toMatchObject({ value: true });

    const db = openDatabase({ path });
    const [logged] = new AuditLogger(db).query({ category: 'agent' });
    expect(logged).toMatchObject({ id: entry.id, action: 'deploy', details: { tokens: 12 } });
    expect(JSON.stringify(logged)).not.toContain(SECRET);
    expect(new HookExecutionLog(db).ofSession('s1')).toMatchObject([
      { hookType: 'Own', payloadJson: '{"n":1}' },
    ]);
    const tracker = new ExecutionTracker(db);
    expect(tracker.getTrace('t1')).toMatchObject({ prompt: 'do', success: true });
    expect(tracker.getInvocations('t1')).toMatchObject([{ id: 'i1', outcome: 'success' }]);
    expect(new CounterStore(db).get('s1', 'rounds')).toBe(0);
    expect(ask(path, 'SELECT token_usage FROM agent_invocations')).toEqual([JSON.stringify(usage)]);
  });

  test('takes kinds of the caller, typed and redacted', async () => {
    const setting = defineOperation({
      keep: (input: { key: string; value: unknown }) => ({
        key: input.key,
        value: JSON.stringify(input.value),
      }),
      apply: (db, { key, value }) =>
        db
          .prepare<[string, string]>(
            `INSERT INTO configurations (key, value, updated_at) VALUES (?, ?, 'now')`,
          )
          .run(key, value).changes,
    });
    const { path, writer } = temporaryWriter({ operations: { setting } });
    const { outcome } = await writer.write('setting', { key: 'a', value: `is ${SECRET}` });
    expect(outcome).toBe('written');
    const [value] = ask<string>(path, 'SELECT value FROM configurations');
    expect(value).toMatch(/^"is /);
    expect(value).not.toContain(SECRET);
  });

  test('writes a given id once, whoever asks', async () => {
    const { path, writer } = temporaryWriter();
    const step = { scope: 'global', name: 'x' };
    await writer.write('counter.increment', step, { id: 'payment-17' });
    const second = await writer.write('counter.increment', step, { id: 'payment-17' });
    expect(second).toEqual({ outcome: 'repeated', id: 'payment-17' });
    const other = temporaryWriter({ path });
    const third = await other.writer.write('counter.increment', step, { id: 'payment-17' });
    expect(third.outcome).toBe('repeated');
    expect(ask(path, 'SELECT value FROM counters')).toEqual([1]);
  });

  test('keeps the order in which it was asked, also of writes that nobody waits for', async () => {
    const { path, writer } = temporaryWriter();
    const numbers = Array.from({ length: 200 }, (_, n) => String(n));
    await Promise.all(
      numbers.map((n) => writer.write('audit.log', { action: n, category: 'state' })),
    );
    expect(ask(path, 'SELECT action FROM audit_logs ORDER BY seq')).toEqual(numbers);
    expect(ask(path, 'SELECT action FROM audit_logs ORDER BY id')).toEqual(numbers);
  });

  test('refuses what can never be written, and goes on', async () => {
    const { path, writer, notices } = temporaryWriter({
      operations: {
        refused: defineOperation({
          apply: (db, sql: string) => {
            new CounterStore(db).increment('global', 'half');
            db.getDb().exec(sql);
          },
        }),
      },
    });
    const text = { scope: 'g', name: 'x', by: '1' };
    // @ts-expect-error What a step adds is a number.
    const added = writer.write('counter.increment', text);
    await expect(added).rejects.toMatchObject({ code: 'INVALID' });
    const bad = { scope: 'global', name: 'x', by: 0.5 };
    await expect(writer.write('counter.increment', bad)).rejects.toMatchObject({ code: 'INVALID' });
    await expect(writer.write('refused', 'INSERT INTO missing VALUES (1)')).rejects.toThrow(
      /no such table/,
    );
    // @ts-expect-error There is no such operation.
    const unknown = writer.write('toString', '');
    await expect(unknown).rejects.toMatchObject({ code: 'INVALID' });
    expect((await writer.write('refused', 'SELECT 1')).outcome).toBe('written');
    expect(ask(path, 'SELECT value FROM counters')).toEqual([1]);
    expect(ask(path, 'SELECT count(*) FROM applied_writes')).toEqual([1]);
    expect(notices).toEqual([]);
    expect(heldFiles(path)).toEqual([]);
  });

  test('takes no operation that has to wait', async () => {
    const later = defineOperation({
      apply: async (db, name: string) => void new CounterStore(db).increment('global', name),
    });
    const { path, writer } = temporaryWriter({ operations: { later } });
    await expect(writer.write('later', 'x')).rejects.toThrow(/`later` must not return a promise/);
    expect(ask(path, 'SELECT value FROM counters')).toEqual([]);
  });

  test('opens nothing before its first write, and writes no more once it is closed', async () => {
    const { path, writer } = temporaryWriter();
    expect(existsSync(path)).toBe(false);
    await writer.write('audit.log', { action: 'a', category: 'state' });
    const last = writer.write('audit.log', { action: 'b', category: 'state' });
    await writer.close();
    expect((await last).outcome).toBe('written');
    const late = writer.write('audit.log', { action: 'c', category: 'state' });
    await expect(late).rejects.toMatchObject({ code: 'CLOSED' });
    expect(ask(path, 'SELECT action FROM audit_logs ORDER BY seq')).toEqual(['a', 'b']);
  });

  test('works on a database in memory', async () => {
    const writer = new DurableWriter({ database: { inMemory: true } });
    const { outcome } = await writer.write('audit.log', { action: 'a', category: 'state' });
    expect(outcome).toBe('written');
    await writer.close();
  });

  test.each(['', 'relative.db', ':memory:'])('refuses the path %j', (path) => {
    expect(() => new DurableWriter({ database: { path } })).toThrow(StorageError);
  });
});

test('what was applied long ago is forgotten', async () => {
  const path = join(temporaryFolder(), 'spoor.db');
  const db = openDatabase({ path });
  const sql = 'INSERT INTO applied_writes (id, applied_at) VALUES (?, ?)';
  db.transaction(() => {
    db.prepare<[string, string]>(sql).run('old', '2026-10-01T00:00:00.000Z');
    db.prepare<[string, string]>(sql).run('new', '2026-11-01T00:00:00.000Z');
  });
  expect(pruneAppliedWrites(db, '2026-10-15T00:00:00.000Z')).toBe(1);
  expect(ask(path, 'SELECT id FROM applied_writes')).toEqual(['new']);
});

test('a clock that goes back changes neither the order nor the deadline', async () => {
  const { path, writer } = temporaryWriter();
  await writer.write('audit.log', { action: 'first', category: 'state' });
  const end = OUTAGES[0]?.begin(path);
  const clock = vi.spyOn(Date, 'now');
  const real = performance.timeOrigin + performance.now();
  for (let i = 0; i < 6; i++) {
    clock.mockReturnValue(Math.floor(real) - i * 3_600_000);
    await writer.write('audit.log', { action: `held ${i}`, category: 'state' });
  }
  end?.();
  expect(await writer.flush()).toMatchObject({ state: 'ok', held: 0 });
  clock.mockRestore();
  expect(ask(path, 'SELECT action FROM audit_logs ORDER BY seq')).toEqual([
    'first',
    ...Array.from({ length: 6 }, (_, i) => `held ${i}`),
  ]);
});
