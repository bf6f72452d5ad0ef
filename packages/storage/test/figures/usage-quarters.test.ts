import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Handle, migrate, SCHEMA_VERSION, SessionStore } from '../../src/index.js';
import { session } from '../support/records.js';
import { temporaryDatabase } from '../support/temporary.js';
import { minute, putUsage, type UsageFixture, usage } from '../support/usage-rows.js';

interface Quarter {
  readonly quarter: string;
  readonly session_id: string;
  readonly agent_id: string;
  readonly model: string;
}

/** Sums over the messages themselves, by a plain loop. */
function counted(handle: Handle): object[] {
  const rows = handle.prepare('SELECT * FROM token_usage').all() as Record<string, unknown>[];
  const sums = new Map<string, Record<string, string | number>>();
  for (const row of rows) {
    const time = String(row['timestamp']);
    const part = ['00', '15', '30', '45'][Math.floor(Number(time.slice(14, 16)) / 15)];
    const key = {
      quarter: `${time.slice(0, 14)}${part}`,
      session_id: String(row['session_id']),
      agent_id: String(row['agent_id'] ?? ''),
      model: String(row['model'] ?? ''),
    };
    const sum = sums.get(JSON.stringify(key)) ?? {
      ...key,
      ...{ messages: 0, input_tokens: 0, output_tokens: 0, cache_read_tokens: 0 },
      ...{ cache_write_tokens: 0, cost_nano_usd: 0, unpriced_messages: 0, unpriced_tokens: 0 },
    };
    let tokens = 0;
    const add = (column: string, value: number) => {
      sum[column] = Number(sum[column]) + value;
    };
    for (const column of ['input', 'output', 'cache_read', 'cache_write']) {
      const value = Number(row[`${column}_tokens`]);
      tokens += value;
      add(`${column}_tokens`, value);
    }
    add('messages', 1);
    if (row['cost_usd'] === null) {
      add('unpriced_messages', 1);
      add('unpriced_tokens', tokens);
    } else {
      add('cost_nano_usd', Math.round(Number(row['cost_usd']) * 1e9));
    }
    sums.set(JSON.stringify(key), sum);
  }
  return [...sums.values()].sort((a, b) => (keyOf(a as never) < keyOf(b as never) ? -1 : 1));
}

function keyOf({ quarter, session_id, agent_id, model }: Quarter): string {
  return [quarter, session_id, agent_id, model].join('\u0000');
}

function kept(handle: Handle): object[] {
  const rows = handle.prepare('SELECT * FROM usage_quarters').all() as Quarter[];
  return rows.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

const row = fc.record({
  messageId: fc.constantFrom('m1', 'm2', 'm3', 'm4', 'm5'),
  sessionId: fc.constantFrom('s1', 's2'),
  agentId: fc.constantFrom(null, 'a1'),
  model: fc.constantFrom(null, 'model-a', 'model-b'),
  inputTokens: fc.nat(1e9),
  outputTokens: fc.nat(1e6),
  cacheReadTokens: fc.nat(1e9),
  cacheWriteTokens: fc.nat(1e9),
  costUsd: fc.option(fc.double({ min: 0, max: 1_000, noNaN: true })),
  timestamp: fc.oneof(
    fc.nat(90).map(minute),
    fc.constantFrom('2026-11-01T00:14:59.999Z', '2026-11-01T00:15:00.000Z', 'no time'),
  ),
  traceId: fc.constant(null),
}) satisfies fc.Arbitrary<UsageFixture>;

const step = fc.oneof(
  row.map((value) => (handle: Handle) => putUsage(handle, value)),
  fc.constantFrom('m1', 'm2', 'm3').map((id) => (handle: Handle) => {
    handle.prepare('DELETE FROM token_usage WHERE message_id = ?').run(id);
  }),
  fc.constantFrom(null, 0.25, 1e-9).map((cost) => (handle: Handle) => {
    handle.prepare("UPDATE token_usage SET cost_usd = ? WHERE model = 'model-a'").run(cost);
  }),
  fc.constantFrom('s1', 's3').map((id) => (handle: Handle) => {
    handle.prepare("UPDATE token_usage SET session_id = ? WHERE session_id = 's2'").run(id);
  }),
);

test('whatever is written, moved, priced anew or deleted: they are what the messages add up to', () => {
  const handle = temporaryDatabase({ inMemory: true }).getDb();
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      handle.exec('DELETE FROM token_usage');
      expect(kept(handle)).toEqual([]);
      for (const run of steps) run(handle);
      expect(kept(handle)).toEqual(counted(handle));
    }),
  );
});

test('a database of an older schema gets those of the messages that it holds', () => {
  const handle = temporaryDatabase().getDb();
  migrate(handle, { to: 4 });
  const rows = Array.from({ length: 40 }, (_, i) =>
    usage(`m${i}`, { timestamp: minute(i * 7), costUsd: i % 5 === 0 ? null : i / 3 }),
  );
  putUsage(handle, ...rows);
  migrate(handle);
  expect(handle.pragma('user_version', { simple: true })).toBe(SCHEMA_VERSION);
  expect(kept(handle).length).toBeGreaterThan(10);
  expect(kept(handle)).toEqual(counted(handle));
});

test('those of a deleted session go with it', () => {
  const db = temporaryDatabase();
  new SessionStore(db).put(session('s1'));
  new SessionStore(db).put(session('s2'));
  putUsage(db.getDb(), usage('m1'), usage('m2', { sessionId: 's2' }));
  new SessionStore(db).delete('s1');
  expect(kept(db.getDb())).toMatchObject([{ session_id: 's2', messages: 1 }]);
});
