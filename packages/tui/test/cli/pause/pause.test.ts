import { existsSync, mkdirSync, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { AuditLogger, SpoorDatabase } from '@spoor/storage';
import { describe, expect, it, onTestFinished } from 'vitest';
import { makeUser, runSpoor, type TestUser } from '../spoor-process.js';

function newUser(): TestUser {
  const user = makeUser();
  onTestFinished(user.remove);
  return user;
}

function audited(path: string): string[] {
  const db = new SpoorDatabase({ path, readonly: true });
  try {
    return new AuditLogger(db).query({}).map(({ action }) => action);
  } finally {
    db.close();
  }
}

const PAUSED = /Recording is paused until \S+Z; `spoor resume` ends that\.\n/;

describe('pause and resume', () => {
  it('are told in every view, and audited', async () => {
    const user = newUser();
    const paused = await runSpoor(user, ['pause', '--for', '2h']);
    expect(paused).toMatchObject({ code: 0, stderr: '', stdout: expect.stringMatching(PAUSED) });
    for (const args of [['sessions', 'list'], ['db', 'status'], []]) {
      expect((await runSpoor(user, args)).stdout).toMatch(PAUSED);
    }
    const list = await runSpoor(user, ['sessions', 'list', '--json']);
    expect(JSON.parse(list.stdout)).toEqual([]);
    expect(list.stderr).toMatch(PAUSED);
    const status = JSON.parse((await runSpoor(user, ['db', 'status', '--json'])).stdout);
    expect(status.pause).toEqual({
      everywhere: { since: expect.any(String), until: expect.any(String) },
      projects: [],
    });
    expect(await runSpoor(user, ['resume'])).toEqual({
      code: 0,
      stdout: 'Recording goes on.\n',
      stderr: '',
    });
    expect((await runSpoor(user, ['resume'])).stdout).toBe('Recording was not paused.\n');
    expect((await runSpoor(user, ['sessions', 'list'])).stdout).not.toMatch(/paused/);
    expect(audited(user.databasePath).sort()).toEqual(['recording.pause', 'recording.resume']);
    expect(existsSync(join(user.dataDir, 'pause.json'))).toBe(false);
  });

  it('go for a project by the user’s configuration', async () => {
    const user = newUser();
    const project = join(user.home, 'private');
    mkdirSync(project);
    const real = realpathSync(project);
    const pause = () => runSpoor(user, ['pause', '--project', project]);
    expect((await pause()).stdout).toBe(`Nothing is recorded in ${real} from now on.\n`);
    expect((await pause()).code).toBe(0);
    const file = join(user.home, '.config', 'spoor', 'config.json');
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ pause: { projects: [real] } });
    expect((await runSpoor(user, ['sessions', 'list'])).stdout).toContain(
      `Nothing is recorded in ${real}`,
    );
    const resume = (path: string) => runSpoor(user, ['resume', '--project', path]);
    expect((await resume(user.home)).stdout).toMatch(/^Recording was not paused in/);
    expect((await resume(project)).stdout).toBe(`Recording goes on in ${real}.\n`);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({});
    expect(audited(user.databasePath).sort()).toEqual(['recording.pause', 'recording.resume']);
  });

  it.each([
    [['--for', 'soon'], /`--for soon`: give a time like 30m/],
    [['--for', '0s'], /`--for 0s`/],
    [['--until', '2020-01-01'], /is over already/],
    [['--until', 'noon'], /give a time like 18:30/],
    [['--for', '1h', '--until', '23:59'], /one of `--for` and `--until`/],
    [['--project', '.', '--for', '1h'], /not for a time/],
  ])('refuse %j', async (args, reason) => {
    const user = newUser();
    const { code, stdout, stderr } = await runSpoor(user, ['pause', ...args]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(reason);
    expect(existsSync(join(user.dataDir, 'pause.json'))).toBe(false);
  });
});
