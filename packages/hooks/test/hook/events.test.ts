import type { JsonObject } from '@spoor/core';
import { describe, expect, it } from 'vitest';
import {
  type Example,
  listLike,
  makePlace,
  QUIET_END,
  query,
  readExamples,
  runHook,
  spooled,
} from './run-hook.js';

const examples = readExamples();

/** Runs things a few at a time, as a client does. */
async function inBatches<T>(items: readonly T[], size: number, run: (item: T) => Promise<void>) {
  for (let i = 0; i < items.length; i += size) await Promise.all(items.slice(i, i + size).map(run));
}

describe('every payload that the client sends', () => {
  it('is recorded whole, with exit 0 and in silence', async () => {
    const place = makePlace();
    await inBatches(examples, 8, async (example) => {
      expect(await runHook(place, example.stdin), example.event).toMatchObject(QUIET_END);
    });
    listLike(place);
    const rows = query<{ hook_type: string; status: string; payload_json: string }>(
      place,
      'SELECT hook_type, status, payload_json FROM hook_executions',
    );
    expect(rows.map((row) => row.hook_type).sort()).toEqual(examples.map((e) => e.event).sort());
    expect(new Set(rows.map((row) => row.status))).toEqual(new Set(['success']));
    const kept = rows.map((row) => row.payload_json).sort();
    expect(kept).toEqual(examples.map((example) => JSON.stringify(example.stdin)).sort());
    expect(spooled(place)).toEqual([]);
  });

  it('pairs in both orders', async () => {
    const pairs = pairsOf(examples);
    expect(pairs.length).toBeGreaterThan(10);
    for (const reversed of [false, true]) {
      const place = makePlace();
      await inBatches(pairs, 6, async ({ session, start, end }) => {
        const inOrder = reversed ? [end, start] : [start, end];
        for (const example of inOrder) {
          const payload = { ...example.stdin, session_id: session, tool_use_id: 'call' };
          expect(await runHook(place, payload)).toMatchObject(QUIET_END);
        }
      });
      // On a busy machine some of them have waited for the database in vain, and spooled.
      listLike(place);
      for (const { session, start, status } of pairs) {
        const rows = query(
          place,
          `SELECT status, tool_name FROM tool_calls WHERE session_id = '${session}'`,
        );
        expect(rows).toEqual([{ status, tool_name: start.stdin['tool_name'] }]);
      }
    }
  });
});

/** A start and an end of the same tool, as far as there are real payloads of both. */
interface Pair {
  /** Each has one of its own. */
  readonly session: string;
  readonly start: Example;
  readonly end: Example;
  readonly status: string;
}

function pairsOf(all: readonly Example[]): Pair[] {
  const ends = {
    PostToolUse: 'success',
    PostToolUseFailure: 'failure',
    PermissionDenied: 'denied',
  };
  return all.flatMap((end, index) => {
    const status = ends[end.event as keyof typeof ends];
    const start = all.find(
      (e) => e.event === 'PreToolUse' && e.stdin['tool_name'] === end.stdin['tool_name'],
    );
    return status === undefined || start === undefined
      ? []
      : [{ session: `pair-${index}`, start, end, status }];
  });
}

describe('the same event more than once', () => {
  it('is two events when two processes saw it, and one call', async () => {
    const place = makePlace();
    const payload = examples.find((e) => e.event === 'PreToolUse')?.stdin as JsonObject;
    await Promise.all([1, 2, 3].map(() => runHook(place, payload)));
    listLike(place);
    expect(query(place, 'SELECT count(*) AS n FROM hook_executions')).toEqual([{ n: 3 }]);
    expect(query(place, 'SELECT count(*) AS n FROM tool_calls')).toEqual([{ n: 1 }]);
  });

  it('counts a Stop told by two installs as one round', async () => {
    const place = makePlace();
    const stop = examples.find((e) => e.event === 'Stop')?.stdin as JsonObject;
    await runHook(place, stop);
    await runHook(place, stop);
    await runHook(place, { ...stop, last_assistant_message: 'another' });
    listLike(place);
    expect(query(place, "SELECT value FROM counters WHERE name = 'rounds'")).toEqual([
      { value: 2 },
    ]);
  });
});

describe('many at once', () => {
  it('keeps twenty events that come at the same moment, on a database that is not there yet', async () => {
    const place = makePlace();
    const runs = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        runHook(place, {
          session_id: 'busy',
          hook_event_name: 'PreToolUse',
          tool_name: 'Bash',
          tool_use_id: `call-${i}`,
          prompt_id: 'p',
          tool_input: { command: `echo ${i}` },
        }),
      ),
    );
    for (const run of runs) expect(run).toMatchObject(QUIET_END);
    listLike(place);
    expect(query(place, 'SELECT count(DISTINCT tool_use_id) AS n FROM hook_executions')).toEqual([
      { n: 20 },
    ]);
    expect(query(place, 'SELECT count(*) AS n FROM hook_executions')).toEqual([{ n: 20 }]);
    expect(spooled(place)).toEqual([]);
  });

  it('loses none of 200 that are released at once, and keeps none twice', async () => {
    const place = makePlace();
    const runs = await Promise.all(
      Array.from({ length: 200 }, (_, i) =>
        runHook(place, {
          session_id: 'storm',
          hook_event_name: 'PostToolUse',
          tool_name: 'Read',
          tool_use_id: `call-${i}`,
          prompt_id: 'p',
          duration_ms: 5,
        }),
      ),
    );
    for (const run of runs) expect(run).toMatchObject({ status: 0, stdout: '' });
    listLike(place);
    const [row] = query<{ all: number; distinct: number }>(
      place,
      'SELECT count(*) AS "all", count(DISTINCT tool_use_id) AS "distinct" FROM hook_executions',
    );
    expect(row).toEqual({ all: 200, distinct: 200 });
    expect(spooled(place)).toEqual([]);
  }, 120_000);
});
