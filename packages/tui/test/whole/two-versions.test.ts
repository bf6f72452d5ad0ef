import type { JsonObject } from '@spoor/core';
import { SpoorDatabase } from '@spoor/storage';
import { expect, it } from 'vitest';
import { makeRecordingUser, type RecordingUser } from './recording-user.js';

const event = (id: string): JsonObject => ({
  hook_event_name: 'PreToolUse',
  session_id: 'session',
  prompt_id: 'p',
  tool_name: 'Bash',
  tool_use_id: id,
  tool_input: { command: 'ls' },
});

function recorded(user: RecordingUser): string[] {
  const db = new SpoorDatabase({ path: user.databasePath, readonly: true });
  try {
    return db
      .prepare<[], { id: string }>(
        'SELECT tool_use_id AS id FROM hook_executions ORDER BY tool_use_id',
      )
      .all()
      .map(({ id }) => id);
  } finally {
    db.close();
  }
}

it('a newer Spoor beside this one costs no event, and each is drained once', async () => {
  const user = await makeRecordingUser();
  await user.hook(event('a'));
  const db = new SpoorDatabase({ path: user.databasePath });
  const version = Number(db.getDb().pragma('user_version', { simple: true }));
  db.getDb().pragma('user_version = 999');
  for (const id of ['b', 'c']) {
    const { code, stdout, stderr } = await user.hook(event(id));
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(stderr).toMatch(/^spoor: event kept in the spool: .*update Spoor[^\n]*\n$/);
  }
  expect(user.spooled()).toHaveLength(2);
  for (const args of [
    ['sessions', 'list'],
    ['audit', 'list'],
    ['db', 'backup'],
    ['db', 'migrate'],
    ['export'],
  ]) {
    const { code, stdout, stderr } = await user.spoor(...args);
    expect({ args, code, stdout }).toEqual({ args, code: 1, stdout: '' });
    expect(stderr).toMatch(/^spoor: [^\n]*update Spoor[^\n]*\n$/);
  }
  const status = await user.spoor('hooks', 'status');
  expect(status.stdout).toContain("Last event: can't be told");
  expect(status.stderr).toMatch(/update Spoor/);
  db.getDb().pragma(`user_version = ${version}`);
  db.close();
  expect((await user.spoor('sessions', 'list')).code).toBe(0);
  expect(recorded(user)).toEqual(['a', 'b', 'c']);
  expect(user.spooled()).toEqual([]);
});

it('while an older schema is there hooks spool; coming up again drains all, once', async () => {
  const user = await makeRecordingUser();
  await user.hook(event('a'));
  for (const [to, id] of [
    ['2', 'b'],
    ['1', 'c'],
  ] as const) {
    expect((await user.spoor('db', 'migrate', '--to', to)).code).toBe(0);
    const { code, stdout, stderr } = await user.hook(event(id));
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(stderr).toMatch(/^(spoor: event kept in the spool: [^\n]*spoor db migrate[^\n]*\n)?$/);
  }
  expect((await user.spoor('db', 'migrate')).code).toBe(0);
  await user.hook(event('d'));
  await Promise.all([user.spoor('sessions', 'list'), user.spoor('sessions', 'list')]);
  expect(recorded(user)).toEqual(['a', 'b', 'c', 'd']);
  expect(user.spooled()).toEqual([]);
});
