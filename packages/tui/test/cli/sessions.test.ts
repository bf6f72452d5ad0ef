import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SpoorDatabase } from '@spoor/storage';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEMO_ID, recordSteps, renamed } from './record-demo.js';
import { makeUser, runSpoor, SPOOR } from './spoor-process.js';

describe('where nothing is recorded', () => {
  const user = makeUser();
  afterAll(user.remove);

  it('lists nothing, and says how to begin', async () => {
    expect(await runSpoor(user, ['sessions', 'list', '--json'])).toEqual({
      code: 0,
      stdout: '[]\n',
      stderr: '',
    });
    const { code, stdout } = await runSpoor(user, ['sessions', 'list']);
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: `No sessions yet. Record Claude Code from now on: spoor hooks install
Bring in what it has kept of earlier ones: spoor import
`,
    });
  });

  it('lists nothing of an empty database', async () => {
    await runSpoor(user, ['db', 'init']);
    const { code, stdout } = await runSpoor(user, ['sessions', 'list', '--json']);
    expect({ code, stdout }).toEqual({ code: 0, stdout: '[]\n' });
  });

  it('knows no session', async () => {
    const { code, stdout, stderr } = await runSpoor(user, ['sessions', 'show', '\u001b[2Jabc']);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toBe('spoor: no session `␛[2Jabc`; see `spoor sessions list`\n');
  });
});

describe('where sessions are recorded', () => {
  const user = makeUser();
  const show = (...args: string[]) => runSpoor(user, ['sessions', 'show', ...args]);
  const list = (...args: string[]) => runSpoor(user, ['sessions', 'list', ...args]);

  const writeSpoolFile = (name: string, text: string) => {
    const spool = join(user.dataDir, 'spool');
    mkdirSync(spool, { recursive: true, mode: 0o700 });
    writeFileSync(join(spool, name), text, { mode: 0o600 });
  };

  beforeAll(() => {
    recordSteps(user.databasePath);
    const hostile = 'look \u001b]0;owned\u0007\u001b[2J\u009b31m at \u202ethis\nand that';
    recordSteps(user.databasePath, renamed('aaaa-1', hostile), Date.parse('2026-11-22T09:00:00Z'));
    recordSteps(
      user.databasePath,
      renamed('aaaa-2', 'x'.repeat(5_000)),
      Date.parse('2026-11-23T09:00:00Z'),
    );
  });
  afterAll(user.remove);

  it('lists them as JSON, the last active first', async () => {
    const sessions = JSON.parse((await list('--json')).stdout);
    expect(sessions.map((session: { id: string }) => session.id)).toEqual([
      'aaaa-2',
      'aaaa-1',
      DEMO_ID,
    ]);
    expect(sessions[2]).toMatchObject({
      status: 'ended',
      startedAt: '2026-11-21T09:00:00.000Z',
      workingDirectory: '/home/dev/repo',
      firstPrompt: 'Add a script that greets, and test it.',
      turns: 2,
      toolCalls: 12,
      failedCalls: 2,
      runningCalls: 0,
      subagents: 2,
      rounds: 2,
    });
  });

  it('lists no more than it is asked for', async () => {
    expect(JSON.parse((await list('--json', '--limit', '2')).stdout)).toHaveLength(2);
    const more = /\nThere are more: spoor sessions list --limit 4\n$/;
    expect((await list('--limit', '2')).stdout).toMatch(more);
    expect((await list('--limit', '3')).stdout).not.toContain('There are more');
  });

  it('lists them as a table that fits, and in which nothing drives the terminal', async () => {
    const { stdout } = await list();
    const lines = stdout.trimEnd().split('\n');
    expect(lines).toHaveLength(4);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100);
    expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    expect(lines[2]).toContain('␛[2J');
  });

  it('shows one, found by the start of its id, with subagents under their calls', async () => {
    const { code, stdout } = await show(DEMO_ID.slice(0, 6));
    expect(code).toBe(0);
    expect(stdout).toContain(DEMO_ID);
    expect(stdout).toContain('2 turns, 12 tool calls (2 failed), 2 subagents');
    const timeline = stdout
      .slice(stdout.indexOf('\n\n'))
      .split('\n')
      .map((line) => line.slice(10));
    expect(timeline.join('\n')).toMatch(/^Add a script.*✓ done$/m);
    expect(timeline.join('\n')).toMatch(/^ {2}Agent .*\n {4}↳ general-purpose.*\n {6}Bash /m);
    expect(timeline.join('\n')).toMatch(
      /^ {2}Bash sh greet\.sh .*9ms {2}✗ failed\n {4}Exit code 2/m,
    );
  });

  it('shows one as JSON', async () => {
    const history = JSON.parse((await show(DEMO_ID, '--json')).stdout);
    expect(Object.keys(history)).toEqual([
      'session',
      'turns',
      'toolCalls',
      'subagents',
      'figures',
      'client',
    ]);
    expect(history.session.id).toBe(DEMO_ID);
    expect(history.toolCalls).toHaveLength(12);
    expect(history.subagents).toHaveLength(2);
  });

  it('asks for more where a start fits several', async () => {
    const { code, stderr } = await show('aaaa');
    expect(code).toBe(1);
    expect(stderr).toBe(
      'spoor: several sessions start with `aaaa`: aaaa-1, aaaa-2; give more of it\n',
    );
  });

  it('shows hostile text in full harmlessness', async () => {
    const text = await show('aaaa-1');
    expect(text.stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    const json = await show('aaaa-1', '--json');
    expect(json.stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
  });

  it('stops without a word when its reader has seen enough', () => {
    const script = `"$0" "$1" sessions show aaaa-2 --json | head -c 1; echo " \${PIPESTATUS[0]}"`;
    const result = spawnSync('bash', ['-c', script, process.execPath, SPOOR], {
      env: user.env,
      encoding: 'utf8',
    });
    expect({ stdout: result.stdout, stderr: result.stderr }).toEqual({
      stdout: '{ 0\n',
      stderr: '',
    });
  });

  it('lists what is there, and says so, while it cannot catch up', async () => {
    const db = new SpoorDatabase({ path: user.databasePath });
    db.getDb().exec('BEGIN IMMEDIATE');
    writeSpoolFile('waits.json', 'any');
    const { code, stdout, stderr } = await list('--json');
    db.getDb().exec('ROLLBACK');
    db.close();
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toHaveLength(3);
    expect(stderr).toMatch(/^spoor: the list may be incomplete: .*locked.*\n$/);
    rmSync(join(user.dataDir, 'spool', 'waits.json'));
  });

  it('catches up first: what waits in the spool is listed, what is no event is set aside', async () => {
    writeSpoolFile('garbage.json', 'no event');
    const { code, stderr } = await list();
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const status = await runSpoor(user, ['db', 'status', '--json']);
    expect(JSON.parse(status.stdout).spool).toEqual({ waiting: 0, rejected: 1 });
  });
});
