import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { SpoorDatabase } from '@spoor/storage';
import { expect, it } from 'vitest';
import { makeRecordingUser, type RecordingUser } from './recording-user.js';

const LOOPS = 4;

/** What the loops of hooks have told so far. */
interface Told {
  readonly ids: string[];
  readonly stop: () => Promise<void>;
}

/** Four loops, each of which starts a hook, waits for its end, and starts the next. */
function keepRecording(user: RecordingUser): Told {
  const ids: string[] = [];
  let going = true;
  const loop = async (name: string) => {
    for (let call = 0; going; call++) {
      const id = `${name}-${call}`;
      const { code, stdout, stderr } = await user.hook({
        hook_event_name: 'PostToolUse',
        session_id: `session-${name}`,
        prompt_id: 'p',
        tool_name: 'Bash',
        tool_use_id: id,
        tool_input: { command: `echo ${id}` },
        tool_response: { stdout: id },
      });
      expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
      expect(stderr.split('\n').length).toBeLessThanOrEqual(2);
      ids.push(id);
    }
  };
  const loops = Promise.all(Array.from({ length: LOOPS }, (_, index) => loop(`loop${index}`)));
  return {
    ids,
    stop: async () => {
      going = false;
      await loops;
    },
  };
}

/** The calls that a database has events of; an event that is there twice stands twice. */
function recorded(path: string): string[] {
  const db = new SpoorDatabase({ path, readonly: true, migrations: 'none' });
  try {
    const rows = db
      .prepare<[], { id: string }>('SELECT tool_use_id AS id FROM hook_executions ORDER BY seq')
      .all();
    return rows.map(({ id }) => id);
  } finally {
    db.close();
  }
}

/** The same of every backup. */
function backedUp(user: RecordingUser): Map<string, Set<string>> {
  const folder = join(user.dataDir, 'backups');
  return new Map(
    readdirSync(folder).map((name) => {
      const bytes = readFileSync(join(folder, name));
      const copy = join(user.root, name.replace(/\.gz$/, ''));
      writeFileSync(copy, name.endsWith('.gz') ? gunzipSync(bytes) : bytes);
      return [name, new Set(recorded(copy))];
    }),
  );
}

it('every upkeep command does its work while hooks record, and nothing is lost', async () => {
  const user = await makeRecordingUser();
  const done = async (...args: string[]) => {
    const result = await user.spoor(...args);
    expect({ args, code: result.code, stderr: result.stderr }).toEqual({
      args,
      code: 0,
      stderr: expect.not.stringMatching(/^spoor:/m),
    });
    return result.stdout;
  };
  await user.hook({ hook_event_name: 'Stop', session_id: 'unwanted', prompt_id: 'p' });
  const told = keepRecording(user);
  try {
    while (told.ids.length < 2 * LOOPS) await done('sessions', 'list');

    const beforeBackup = [...told.ids];
    const { path } = JSON.parse(await done('db', 'backup', '--json')) as { path: string };
    expect(backedUp(user).get(path.split('/').at(-1) ?? '')).toSatisfy((ids: Set<string>) =>
      beforeBackup.every((id) => ids.has(id)),
    );
    await done('db', 'cleanup', '--older-than', '0d');
    await done('db', 'check', '--deep');
    await done('forget', 'unwanted', '--yes');
    await done('db', 'migrate', '--to', '2');
    await done('db', 'migrate');
    await done('db', 'maintain', '--force');
    const beforeExport = [...told.ids];
    const file = join(user.root, 'all.jsonl');
    await done('export', '--output', file);
    const exported = readFileSync(file, 'utf8');
    for (const id of beforeExport) expect(exported).toContain(`"${id}"`);
    await done('db', 'restore', 'latest', '--yes');
    await done('db', 'reset', '--yes');
    await done('import', file);
    const afterwards = told.ids.length;
    while (told.ids.length < afterwards + 2 * LOOPS) await done('db', 'status');
  } finally {
    await told.stop();
  }
  await done('sessions', 'list');
  expect(user.spooled()).toEqual([]);

  const live = recorded(user.databasePath);
  expect(live.length).toBe(new Set(live).size);
  const kept = new Set([...live, ...[...backedUp(user).values()].flatMap((ids) => [...ids])]);
  expect(told.ids.filter((id) => !kept.has(id))).toEqual([]);
  const check = JSON.parse(await done('db', 'check', '--deep', '--json'));
  expect(check.check).toMatchObject({ verdict: 'ok', problems: [] });
}, 180_000);
