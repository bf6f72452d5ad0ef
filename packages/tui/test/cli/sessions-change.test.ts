import { SpoorDatabase } from '@spoor/storage';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordSteps, renamed } from './record-demo.js';
import { makeUser, runSpoor } from './spoor-process.js';

describe('changing a session', () => {
  const user = makeUser();
  const spoor = (...args: string[]) => runSpoor(user, args);
  const sessions = async (): Promise<{ id: string; name: string | null }[]> =>
    JSON.parse((await spoor('sessions', 'list', '--json')).stdout);

  beforeAll(() => {
    for (const id of ['aaaa-1', 'aaaa-2', 'bbbb-1']) {
      recordSteps(user.databasePath, renamed(id, `about ${id}`));
    }
  });
  afterAll(user.remove);

  it('gives it a name, which shows in the list and in the audit log', async () => {
    const { code, stdout, stderr } = await spoor('sessions', 'rename', 'bb', ' mine \u001b[2J ');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toBe('Session bbbb-1 is now called mine ␛[2J\n');
    expect((await sessions()).find(({ id }) => id === 'bbbb-1')?.name).toBe('mine \u001b[2J');
    const log = await spoor('audit', 'list', '--action', 'session.rename', '--json');
    expect(JSON.parse(log.stdout)).toMatchObject([{ sessionId: 'bbbb-1', category: 'state' }]);
  });

  it.each([
    [['rename', 'aaaa', 'x'], 1, /several sessions start with `aaaa`/],
    [['rename', 'zz', 'x'], 1, /no session `zz`/],
    [['rename', 'bb', '  '], 2, /the name is empty/],
    [['delete', 'zz', '--yes'], 1, /no session `zz`/],
    [['delete', 'aaaa', '--yes'], 1, /several sessions/],
    [['delete', 'aaaa-1'], 2, /`--yes`/],
  ])('refuses %j', async (args, exitCode, message) => {
    const { code, stdout, stderr } = await spoor('sessions', ...args);
    expect({ code, stdout }).toEqual({ code: exitCode, stdout: '' });
    expect(stderr).toMatch(message);
    expect(await sessions()).toHaveLength(3);
  });

  it('deletes it with all that belongs to it, and says who did', async () => {
    const { code, stdout } = await spoor('sessions', 'delete', 'aaaa-1', '--yes');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Deleted session aaaa-1 “.*” \(turns: 2, tool calls: 12\)\n$/);
    expect((await sessions()).map(({ id }) => id).toSorted()).toEqual(['aaaa-2', 'bbbb-1']);
    const log = await spoor('audit', 'list', '--session', 'aaaa-1', '--json');
    expect(JSON.parse(log.stdout)).toMatchObject([{ action: 'session.delete', agent: 'user' }]);
    const db = new SpoorDatabase({ path: user.databasePath, readonly: true });
    const count = db
      .getDb()
      .prepare("SELECT count(*) FROM hook_executions WHERE session_id = 'aaaa-1'");
    expect(count.pluck().get()).toBe(0);
    db.close();
  });
});
