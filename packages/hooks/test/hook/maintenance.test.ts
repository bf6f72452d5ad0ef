import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { makePlace, type Place, QUIET_END, query, runHook } from './run-hook.js';

const SPOOR_HOOKS = join(import.meta.dirname, '../../dist/spoor-hooks.js');

const event = (name: string) => ({
  hook_event_name: name,
  session_id: '6f0e8a7e-0000-4000-8000-000000000001',
  cwd: '/',
  transcript_path: '/none',
  reason: 'other',
});

/** What the installer would have noted. */
function note(place: Place, maintain: readonly string[]): void {
  const folder = join(place.dataDir, 'hook');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(
    join(folder, 'install.json'),
    JSON.stringify({ version: 1, launcher: { maintain }, settings: {} }),
  );
}

/** A command that tells of its start in a file. */
function telling(place: Place): { command: string[]; starts: () => string[] } {
  const script = join(place.root, 'tell.cjs');
  const told = join(place.root, 'told');
  writeFileSync(
    script,
    `const { env, argv } = process;
     require('node:fs').appendFileSync(${JSON.stringify(told)}, env.SPOOR_DATA_DIR + ' ' + argv[2] + '\\n');`,
  );
  const starts = () => (existsSync(told) ? readFileSync(told, 'utf8').trim().split('\n') : []);
  return { command: [process.execPath, script, 'maintain'], starts };
}

/** Waits for what a process of its own does, but not for ever. */
async function until(ready: () => boolean): Promise<void> {
  for (let look = 0; !ready(); look++) {
    if (look === 1_000) throw new Error('it has not come');
    await sleep(20);
  }
}

test("a session's end starts the upkeep, once a day", async () => {
  const place = makePlace();
  const { command, starts } = telling(place);
  note(place, command);
  expect(await runHook(place, event('Stop'))).toMatchObject(QUIET_END);
  expect(existsSync(join(place.dataDir, 'maintained'))).toBe(false);
  expect(await runHook(place, event('SessionEnd'))).toMatchObject(QUIET_END);
  await until(() => starts().length === 1);
  expect(starts()).toEqual([`${place.dataDir} maintain`]);
  await runHook(place, event('SessionEnd'));
  const yesterday = Date.now() / 1_000 - 25 * 3_600;
  utimesSync(join(place.dataDir, 'maintained'), yesterday, yesterday);
  await runHook(place, event('SessionEnd'));
  await until(() => starts().length >= 2);
  await runHook(place, event('SessionEnd'));
  expect(starts()).toHaveLength(2);
});

test('nothing is started where nothing is noted, the command is gone, or it is switched off', async () => {
  const place = makePlace();
  expect(await runHook(place, event('SessionEnd'))).toMatchObject(QUIET_END);
  for (const command of [[], [process.execPath], [process.execPath, join(place.root, 'gone.js')]]) {
    note(place, command);
    expect(await runHook(place, event('SessionEnd'))).toMatchObject(QUIET_END);
  }
  writeFileSync(join(place.dataDir, 'hook', 'install.json'), '{"launcher": [');
  expect(await runHook(place, event('SessionEnd'))).toMatchObject(QUIET_END);
  note(place, telling(place).command);
  const env = { SPOOR_MAINTENANCE: 'off' };
  expect(await runHook(place, event('SessionEnd'), { env })).toMatchObject(QUIET_END);
  expect(existsSync(join(place.dataDir, 'maintained'))).toBe(false);
});

test('the upkeep itself backs up, checks, and outlives the hook', async () => {
  const place = makePlace();
  const done = join(place.root, 'done');
  const script = join(place.root, 'run.cjs');
  writeFileSync(
    script,
    `const { spawnSync } = require('node:child_process');
     const { status } = spawnSync(process.execPath, [${JSON.stringify(SPOOR_HOOKS)}, process.argv[2]]);
     require('node:fs').writeFileSync(${JSON.stringify(done)}, String(status));`,
  );
  note(place, [process.execPath, script, 'maintain']);
  expect(await runHook(place, event('SessionEnd'))).toMatchObject(QUIET_END);
  const ended = () =>
    query<{ operation: string; outcome: string | null }>(
      place,
      'SELECT operation, outcome FROM maintenance_runs ORDER BY operation',
    );
  await until(() => existsSync(done) && readFileSync(done, 'utf8') !== '');
  expect(readFileSync(done, 'utf8')).toBe('0');
  expect(ended()).toEqual([
    { operation: 'backup', outcome: 'success' },
    { operation: 'check', outcome: 'success' },
    { operation: 'cleanup', outcome: 'success' },
    { operation: 'maintain', outcome: 'success' },
  ]);
  const backups = readdirSync(join(place.dataDir, 'backups'));
  expect(backups).toEqual([expect.stringMatching(/^spoor-.*\.db\.gz$/)]);
  expect(query(place, `SELECT 1 FROM audit_logs WHERE action LIKE 'database.%'`)).toEqual([]);
});
