import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '@spoor/core';
import { AuditLogger, ChangeWatch, SpoorDatabase } from '@spoor/storage';
import { expect, test } from 'vitest';
import { listLike, makePlace, type Place, QUIET_END, query, runHook, spooled } from './run-hook.js';

const HOUR_MS = 3_600_000;

/** A hook's process whose clock is off by so much. */
function runAt(place: Place, offsetMs: number, input: JsonObject) {
  const clock = join(place.root, 'clock.cjs');
  writeFileSync(
    clock,
    `const offset = Number(process.env.CLOCK_OFFSET_MS);
     const { now } = Date;
     Date.now = () => now() + offset;`,
  );
  const env = { NODE_OPTIONS: `--require ${clock}`, CLOCK_OFFSET_MS: String(offsetMs) };
  return runHook(place, input, { env });
}

function call(id: string): JsonObject {
  return {
    session_id: 'session',
    hook_event_name: 'PreToolUse',
    tool_name: 'Bash',
    tool_use_id: id,
    prompt_id: 'p',
    tool_input: { command: `echo ${id}` },
  };
}

const idsOf = (place: Place, order: string) =>
  query<{ id: string }>(
    place,
    `SELECT tool_use_id AS id FROM hook_executions ORDER BY ${order}`,
  ).map(({ id }) => id);

test('a clock that goes back loses and doubles nothing, and who follows by seq sees each event', async () => {
  const place = makePlace();
  new SpoorDatabase({ path: place.databasePath }).close();
  const reader = new SpoorDatabase({ path: place.databasePath, readonly: true });
  const audit = new AuditLogger(reader);
  const watch = new ChangeWatch(reader);
  const followed: (string | null)[] = [];
  let after = 0;
  const offsets = [0, -HOUR_MS, 2 * HOUR_MS, -48 * HOUR_MS, -HOUR_MS, 0];
  for (const [index, offset] of offsets.entries()) {
    expect(await runAt(place, offset, call(`c${index}`))).toMatchObject(QUIET_END);
    expect(spooled(place)).toEqual([]);
    expect(watch.changed()).toBe(true);
    for (const entry of audit.tail(after, 10)) {
      followed.push(String((entry.details as JsonObject)['tool_use_id'] ?? entry.id));
      after = entry.seq;
    }
    expect(followed).toHaveLength(index + 1);
  }
  reader.close();
  expect(idsOf(place, 'seq')).toEqual(['c0', 'c1', 'c2', 'c3', 'c4', 'c5']);
  expect(idsOf(place, 'created_at, id')).toEqual(['c3', 'c1', 'c4', 'c0', 'c5', 'c2']);
  const [session] = query<{ started: string; last: string; most: string; least: string }>(
    place,
    `SELECT started_at AS started, last_activity_at AS last,
            (SELECT max(created_at) FROM hook_executions) AS most,
            (SELECT min(created_at) FROM hook_executions) AS least
       FROM sessions`,
  );
  expect(session).toMatchObject({ started: session?.least, last: session?.most });
});

test('what was spooled under another clock is drained once, whichever way it went', async () => {
  const place = makePlace();
  const db = new SpoorDatabase({ path: place.databasePath });
  db.getDb().exec('BEGIN IMMEDIATE');
  await runAt(place, 24 * HOUR_MS, call('ahead'));
  await runAt(place, -24 * HOUR_MS, call('behind'));
  expect(spooled(place)).toHaveLength(2);
  db.getDb().exec('ROLLBACK');
  db.close();
  expect(await runAt(place, -HOUR_MS, call('now'))).toMatchObject(QUIET_END);
  listLike(place);
  listLike(place);
  expect(idsOf(place, 'created_at')).toEqual(['behind', 'now', 'ahead']);
  expect(spooled(place)).toEqual([]);
});
