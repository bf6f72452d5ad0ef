import { execFileSync, spawn } from 'node:child_process';
import { existsSync, lstatSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AuditLogger, type SequencedAuditEntry, SpoorDatabase } from '@spoor/storage';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEMO_ID, recordSteps, renamed } from './record-demo.js';
import { makeUser, runSpoor, SPOOR } from './spoor-process.js';

const CONTROL = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/;

describe('where nothing is recorded', () => {
  const user = makeUser();
  afterAll(user.remove);
  const audit = (...args: string[]) => runSpoor(user, ['audit', ...args]);

  it('lists, counts and follows nothing', async () => {
    expect(await audit('list', '--json')).toEqual({ code: 0, stdout: '[]\n', stderr: '' });
    expect(await audit('list')).toEqual({ code: 0, stdout: 'No entries.\n', stderr: '' });
    expect(await audit('summary', '--json')).toEqual({ code: 0, stdout: '[]\n', stderr: '' });
    expect(await audit('tail')).toMatchObject({ code: 0, stdout: '' });
  });

  it('exports nothing, and leaves no file', async () => {
    const path = join(user.root, 'out.json');
    const { code, stdout, stderr } = await audit('export', '-o', path);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^spoor: nothing is recorded yet/);
    expect(existsSync(path)).toBe(false);
  });
});

describe('the audit log', () => {
  const user = makeUser();
  const audit = (...args: string[]) => runSpoor(user, ['audit', ...args]);
  const listed = async (...args: string[]): Promise<SequencedAuditEntry[]> =>
    JSON.parse((await audit('list', '--json', ...args)).stdout);

  beforeAll(() => {
    recordSteps(user.databasePath);
    recordSteps(user.databasePath, renamed('aaaa-1', 'x'), Date.parse('2026-11-22T09:00:00Z'));
    const db = new SpoorDatabase({ path: user.databasePath });
    new AuditLogger(db).log({
      action: 'hostile \u001b]0;owned\u0007\u001b[2J\u202e',
      category: 'user',
      agent: '\u009b31m',
      userId: 'somebody',
      timestamp: '2026-11-23T09:00:00.000Z',
      details: { text: '=1+1 \u001b[2J and a needle' },
    });
    db.close();
  });
  afterAll(user.remove);

  it('is listed newest first, as JSON and as a table that fits and drives nothing', async () => {
    const entries = await listed('--limit', '1000');
    expect(entries.length).toBeGreaterThan(50);
    const times = entries.map(({ timestamp }) => timestamp);
    expect(times).toEqual(times.toSorted().reverse());
    const { stdout } = await audit('list', '--limit', '7');
    const lines = stdout.trimEnd().split('\n');
    expect(lines).toHaveLength(8);
    expect(lines[0]).toMatch(/^TIME .*CATEGORY .*ACTION .*DETAILS$/);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100);
    expect(stdout).not.toMatch(CONTROL);
    expect((await audit('list', '--json')).stdout).not.toMatch(CONTROL);
  });

  it('is filtered by everything, and paged', async () => {
    const all = await listed('--limit', '1000');
    const cases: [string[], (entry: SequencedAuditEntry) => boolean][] = [
      [['--session', DEMO_ID.slice(0, 6)], (e) => e.sessionId === DEMO_ID],
      [['--category', 'file'], (e) => e.category === 'file'],
      [['--agent', 'main', '--action', 'Stop'], (e) => e.agent === 'main' && e.action === 'Stop'],
      [['--user', 'somebody'], (e) => e.userId === 'somebody'],
      [['--since', '2026-11-22'], (e) => e.timestamp >= '2026-11-22'],
      [['--until', '2026-11-21'], (e) => e.timestamp < '2026-11-22'],
      [['--text', 'NEEDLE'], (e) => e.userId === 'somebody'],
      [['--text', '"needle" OR ('], () => false],
      [['--session', 'unknown'], () => false],
      [['--project', '/home/dev/repo'], (e) => e.projectId === '/home/dev/repo'],
    ];
    for (const [args, fits] of cases) {
      const found = await listed('--limit', '1000', ...args);
      expect([args, found.map(({ id }) => id)]).toEqual([
        args,
        all.filter(fits).map(({ id }) => id),
      ]);
    }
    const first = await listed('--limit', '5');
    const second = await listed('--limit', '5', '--before', String(first.at(-1)?.seq));
    expect([...first, ...second].map(({ id }) => id)).toEqual(all.slice(0, 10).map(({ id }) => id));
  });

  it.each([
    ['list', '--since', 'yesterday'],
    ['list', '--category', 'nonsense'],
    ['list', '--before', '999999'],
    ['summary', '--by', 'week'],
    ['export', '--format', 'xml'],
    ['tail', '-n', '-1'],
  ])('refuses `%s %s %s`', async (...args) => {
    const { code, stdout, stderr } = await audit(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr.split('\n')).toHaveLength(2);
  });

  it('is counted', async () => {
    const all = await listed('--limit', '1000');
    const counts: { key: string; count: number }[] = JSON.parse(
      (await audit('summary', '--by', 'day', '--json')).stdout,
    );
    expect(counts.map(({ key }) => key)).toEqual(['2026-11-21', '2026-11-22', '2026-11-23']);
    expect(counts.reduce((sum, { count }) => sum + count, 0)).toBe(all.length);
    const { stdout } = await audit('summary', '--by', 'action', '--session', 'aaaa-1');
    expect(stdout).toMatch(/^ACTION +ENTRIES\nPreToolUse +\d+ {2}█+\n/);
    expect((await audit('summary', '--by', 'action')).stdout).not.toMatch(CONTROL);
  });

  it('is exported to the standard output in every format', async () => {
    const all = (await listed('--limit', '1000')).reverse();
    const json = JSON.parse((await audit('export')).stdout) as { id: string }[];
    expect(json.map(({ id }) => id)).toEqual(all.map(({ id }) => id));
    const lines = (await audit('export', '--format', 'jsonl', '--category', 'user')).stdout;
    expect(lines.trimEnd().split('\n')).toHaveLength(
      all.filter((e) => e.category === 'user').length,
    );
    const csv = (await audit('export', '--format', 'csv')).stdout;
    expect(csv.startsWith('id,timestamp,')).toBe(true);
  });

  it('is exported to a file that only its owner can read, whole or not at all', async () => {
    const path = join(user.root, 'out.csv');
    writeFileSync(path, 'before');
    const csv = ['export', '--format', 'csv', '--category', 'user'];
    const { code, stdout, stderr } = await audit(...csv, '--output', path);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^Exported \d+ entr(y|ies) to \/.*out\.csv\n$/);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readFileSync(path, 'utf8')).toBe((await audit(...csv)).stdout);
    const [note] = await listed('--action', 'audit.export', '--limit', '1');
    expect(note).toMatchObject({ category: 'security', details: { format: 'csv' } });
    const nowhere = await audit('export', '--output', join(user.root, 'none', 'x.json'));
    expect(nowhere).toMatchObject({ code: 1, stdout: '' });
    expect(nowhere.stderr).toMatch(/^spoor: .*x\.json: can't be written: .*\n$/);
    const below = await audit('export', '--output', join(path, 'x.json'));
    expect(below).toMatchObject({ code: 1, stdout: '' });
    expect(below.stderr).toMatch(/^spoor: .*x\.json: can't be written: .*\n$/);
    const folder = await audit('export', '--output', user.root);
    expect(folder).toMatchObject({ code: 1, stdout: '' });
    const pipe = join(user.root, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const refused = await audit('export', '--output', pipe);
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toMatch(/^spoor: .*pipe: is no regular file; .*\n$/);
    expect(lstatSync(pipe).isFIFO()).toBe(true);
    expect(readdirSync(user.root).filter((name) => name.includes('partial'))).toEqual([]);
  });

  it('is followed until it is interrupted, though the clock goes back', async () => {
    const child = spawn(process.execPath, [SPOOR, 'audit', 'tail', '-n', '2', '--json'], {
      env: user.env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const actions: string[] = [];
    let rest = '';
    let notify = () => {};
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      actions.push(...lines.map((line) => JSON.parse(line).action as string));
      notify();
    });
    const seen = (count: number) =>
      new Promise<void>((resolve) => {
        notify = () => {
          if (actions.length >= count) resolve();
        };
        notify();
      });
    await seen(2);
    const db = new SpoorDatabase({ path: user.databasePath });
    const log = new AuditLogger(db);
    for (let i = 0; i < 3; i++) {
      log.log({
        action: `late ${i}`,
        category: 'user',
        timestamp: `2020-01-0${3 - i}T00:00:00.000Z`,
      });
      await seen(3 + i);
    }
    db.close();
    child.kill('SIGINT');
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect(code).toBe(0);
    expect(actions.slice(2)).toEqual(['late 0', 'late 1', 'late 2']);
  });
});
