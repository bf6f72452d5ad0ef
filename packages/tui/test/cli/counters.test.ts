import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { AuditLogger, CounterStore, SpoorDatabase } from '@spoor/storage';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEMO_ID, recordSteps } from './record-demo.js';
import { makeUser, runSpoor } from './spoor-process.js';

describe('where nothing is counted', () => {
  const user = makeUser();
  afterAll(user.remove);

  it('lists none, reads 0, and makes nothing', async () => {
    expect((await runSpoor(user, ['counters', 'list'])).stdout).toBe('No such counters yet.\n');
    expect((await runSpoor(user, ['counters', 'list', '--json'])).stdout).toBe('[]\n');
    expect((await runSpoor(user, ['counters', 'get', 'global', 'x'])).stdout).toBe('0\n');
    expect((await runSpoor(user, ['counters', 'reset', 'global', 'x'])).code).toBe(1);
    expect(readdirSync(user.home)).toEqual([]);
  });
});

describe('counters', () => {
  const user = makeUser();
  const project = join(user.root, 'project');
  const counters = (...args: string[]) => runSpoor(user, ['counters', ...args]);
  const listed = async (...args: string[]) => {
    const all = JSON.parse((await counters('list', '--json', ...args)).stdout);
    return all.map(({ scope, name, value }: Record<string, unknown>) => [scope, name, value]);
  };
  const open = () => new SpoorDatabase({ path: user.databasePath });

  beforeAll(() => {
    mkdirSync(join(project, '.git'), { recursive: true });
    recordSteps(user.databasePath);
    const db = open();
    const store = new CounterStore(db);
    store.increment('global', 'builds', 3);
    store.increment(`project:${project}`, 'builds', 5);
    store.increment('ambi-1', 'x');
    store.increment('ambi-2', '\u001b[2J\u202e');
    db.close();
  });
  afterAll(user.remove);

  it('are listed by scope and name, of all scopes or of one', async () => {
    const all = await listed();
    expect(all).toHaveLength(5);
    expect(all).toContainEqual([DEMO_ID, 'rounds', 2]);
    expect(await listed('--scope', DEMO_ID.slice(0, 6))).toEqual([[DEMO_ID, 'rounds', 2]]);
    expect(await listed('--scope', 'global')).toEqual([['global', 'builds', 3]]);
    const ofProject = [[`project:${project}`, 'builds', 5]];
    expect(await listed('--project', join(project, '.git'))).toEqual(ofProject);
    expect(await listed('--scope', `project:${project}`)).toEqual(ofProject);
    expect(await listed('--limit', '2', '--offset', '1')).toEqual(all.slice(1, 3));
  });

  it('are a table in which nothing drives the terminal', async () => {
    const { stdout } = await counters('list');
    expect(stdout).toMatch(/^SCOPE +NAME +VALUE +CHANGED$/m);
    expect(stdout).toMatch(/^global +builds +3 +/m);
    expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
  });

  it('are read by the start of their scope', async () => {
    expect((await counters('get', DEMO_ID.slice(0, 6), 'rounds')).stdout).toBe('2\n');
    expect((await counters('get', 'global', 'none')).stdout).toBe('0\n');
    expect(JSON.parse((await counters('get', 'ambi-1', 'x', '--json')).stdout)).toEqual({
      scope: 'ambi-1',
      name: 'x',
      value: 1,
    });
    expect(await counters('get', 'ambi', 'x')).toEqual({
      code: 1,
      stdout: '',
      stderr: 'spoor: several scopes start with `ambi`: ambi-1, ambi-2; give more of it\n',
    });
  });

  it('are reset, which the audit log notes', async () => {
    expect((await counters('reset', 'global', 'builds')).stdout).toBe('Reset builds: 3 → 0\n');
    expect((await counters('get', 'global', 'builds')).stdout).toBe('0\n');
    expect(await counters('reset', 'global', 'none')).toMatchObject({ code: 1, stdout: '' });
    const db = open();
    expect(new AuditLogger(db).query({ agent: 'user' })).toMatchObject([
      { action: 'counter.reset', details: { scope: 'global', name: 'builds', value: 3 } },
    ]);
    db.close();
  });

  it('have one scope at a time', async () => {
    const { code, stderr } = await counters('list', '--scope', 'global', '--project', '.');
    expect(code).toBe(2);
    expect(stderr).toMatch(/`--scope` and `--project` exclude each other/);
  });
});
