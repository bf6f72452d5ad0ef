import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { HOSTILE, SESSION, seedSession, seedUsage } from './figures-data.js';
import { makeUser, runSpoor } from './spoor-process.js';

const COMMANDS = ['stats', 'agents', 'tools', 'failures'];

describe('where nothing is recorded', () => {
  const user = makeUser();
  afterAll(user.remove);

  test.each(['stats', 'agents', 'tools'])('%s says what to do next', async (command) => {
    expect(await runSpoor(user, [command])).toEqual({
      code: 0,
      stdout: 'No figures yet. Take in your history: spoor import\n',
      stderr: '',
    });
  });

  it('has no failures, and JSON of nothing', async () => {
    expect((await runSpoor(user, ['failures'])).stdout).toBe('Nothing went wrong yet.\n');
    for (const command of ['agents', 'tools', 'failures']) {
      expect((await runSpoor(user, [command, '--json'])).stdout).toBe('[]\n');
    }
    const { stdout } = await runSpoor(user, ['stats', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ by: 'day', rows: [], total: { totalTokens: 0 } });
  });
});

describe('figures', () => {
  const user = makeUser();
  const project = join(user.root, 'project');
  const spoor = (...args: string[]) => runSpoor(user, args);
  const json = async (...args: string[]) => JSON.parse((await spoor(...args, '--json')).stdout);

  beforeAll(() => {
    seedSession(user.databasePath, project);
    seedUsage(user.databasePath, [
      { id: 'm1', at: '2026-11-20T12:00:00.000Z', output: 1_234_567 },
      { id: 'm2', at: '2026-11-20T12:01:00.000Z' },
      { id: 'm3', at: '2026-11-21T12:00:00.000Z', model: `new${HOSTILE}`, cost: null },
    ]);
  });
  afterAll(user.remove);

  it('of days are a table with its total, and say what is missing', async () => {
    const { stdout } = await spoor('stats', '--utc');
    const [head = '', first = '', second = '', total = '', ...notes] = stdout.split('\n');
    expect(head).toMatch(/^DAY +INPUT +OUTPUT +CACHE READ +CACHE WRITE +TOKENS +COST +TURNS/);
    expect(first).toMatch(/^2026-11-20 +20 +1\.2M +6\.0k +800 +1\.2M +\$1\.00 +1 +4 +2 +1m01s/);
    expect(second).toMatch(/^2026-11-21 .* \? +0 +0 +0 /);
    expect(total).toMatch(/^Total .*\$1\.00\+ +1 +4 +2 /);
    expect(notes.join('\n')).toMatch(/without what has no price:\n +new.*\(3,415 tokens\)/);
  });

  it('are as wide as COLUMNS says, with what they are called for short', async () => {
    const lines = async (columns: number, ...args: string[]) => {
      const env = { COLUMNS: String(columns) };
      const { stdout } = await runSpoor(user, ['stats', '--utc', ...args], { env });
      return stdout.split('\n');
    };
    const [narrow = ''] = await lines(80);
    expect(narrow).toMatch(/INPUT +OUTPUT +CACHE READ +CACHE WRITE +TOKENS +COST/);
    expect(narrow).not.toContain('MESSAGES');
    expect((await lines(160))[0]).toMatch(/CALLS +FAILED +TIME +MESSAGES +BY TOKENS$/);
    expect((await lines(160, '--by', 'project'))[1]).toMatch(/^project /);
    expect((await lines(100, '--by', 'session'))[1]).toMatch(/^aaaaaaaa {2}mend it/);
    const models = await lines(160, '--by', 'model');
    expect(models.find((line) => line.startsWith('x-1 '))).toBeDefined();
    expect((await lines(100, '--model', 'x-1'))[1]).toMatch(/^2026-11-20 /);
  });

  it('are exact as JSON', async () => {
    expect(await json('stats', '--utc')).toEqual({
      by: 'day',
      rows: [
        {
          key: '2026-11-20',
          ...{ messages: 2, inputTokens: 20, outputTokens: 1_234_572, cacheReadTokens: 6_000 },
          ...{ cacheWriteTokens: 800, totalTokens: 1_241_392, costUsd: 1, unpricedMessages: 0 },
          ...{ unpricedTokens: 0, turns: 1, durationMs: 61_000, calls: 4, failures: 2, denied: 0 },
        },
        expect.objectContaining({ key: '2026-11-21', costUsd: null, unpricedTokens: 3_415 }),
      ],
      total: expect.objectContaining({ messages: 3, costUsd: 1, unpricedTokens: 3_415 }),
      unpriced: [{ model: `new${HOSTILE}`, messages: 1, tokens: 3_415 }],
      unreadableLines: 0,
    });
  });

  it('are grouped and narrowed', async () => {
    const keys = async (...args: string[]) =>
      (await json('stats', '--utc', ...args)).rows.map(({ key }: { key: string }) => key);
    expect(await keys('--by', 'week')).toEqual(['2026-W47']);
    expect(await keys('--by', 'month')).toEqual(['2026-11']);
    expect(await keys('--by', 'project')).toEqual([project]);
    // No message is known that asked for the calls.
    expect(await keys('--by', 'model')).toEqual(['claude-x-1', `new${HOSTILE}`, null]);
    expect(await keys('--by', 'agent')).toEqual(['main']);
    expect(await keys('--by', 'session')).toEqual([SESSION]);
    expect(await keys('--since', '2026-11-21')).toEqual(['2026-11-21']);
    expect(await keys('--until', '2026-11-20')).toEqual(['2026-11-20']);
    expect(await keys('--session', SESSION.slice(0, 6))).toHaveLength(2);
    expect(await keys('--project', project)).toHaveLength(2);
    expect(await keys('--project', user.home)).toEqual([]);
    expect(await keys('--model', 'claude-x-1')).toEqual(['2026-11-20']);
    expect((await json('stats', '--by', 'tool'))[0]).toMatchObject({ key: 'Bash', calls: 3 });
  });

  it('of agents, tools and servers are tables too', async () => {
    expect((await spoor('agents')).stdout).toMatch(/^main +1 +100 % +0 +1m01s .*\$1\.00\+/m);
    expect((await spoor('tools')).stdout).toMatch(/^Bash +3 +2 +67 % .* 250ms +250ms .*6\.1 kB/m);
    expect((await json('tools', '--by', 'server')).map(({ calls }: { calls: 1 }) => calls)).toEqual(
      [3, 1],
    );
    expect(await json('agents')).toMatchObject([{ agent: 'main', runs: 1, unpricedTokens: 3_415 }]);
  });

  it('of failures put equal ones together, above the prompt that they happened under', async () => {
    const { stdout } = await spoor('failures');
    expect(stdout).toMatch(/✗ failed +Bash +×2 +aaaaaaaa +project +Exit code 1 ↵ no such test/);
    expect(stdout).toMatch(/! API .* API Error: 529 overloaded/);
    expect(stdout.match(/in: mend it/g)).toHaveLength(1);
    expect(await json('failures')).toHaveLength(3);
    expect(await json('failures', '--kind', 'api')).toMatchObject([{ kind: 'api' }]);
    expect(await json('failures', '--limit', '1')).toHaveLength(1);
  });

  it('for which there is nothing say so', async () => {
    const line = 'No figures for that. All there are: spoor stats\n';
    for (const command of ['stats', 'agents', 'tools']) {
      expect((await spoor(command, '--until', '2020-01-01')).stdout).toBe(line);
    }
    const none = await spoor('failures', '--until', '2020-01-01');
    expect(none.stdout).toBe('Nothing of that went wrong.\n');
  });

  test.each(COMMANDS)(
    '%s lets nothing drive the terminal, and has no colour in a pipe',
    async (c) => {
      for (const args of [[c], [c, '--json'], ...(c === 'stats' ? [[c, '--by', 'model']] : [])]) {
        const { stdout, stderr, code } = await spoor(...args);
        expect([code, stderr]).toEqual([0, '']);
        expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
      }
    },
  );

  test.each([
    ['stats', '--by', 'hour'],
    ['stats', '--since', 'yesterday'],
    ['stats', '--since', '2026-02-31'],
    ['stats', '--since', '2026-11-20', '--until', '2026-11-19'],
    ['stats', '--by', 'tool', '--model', 'x'],
    ['agents', '--days', '0'],
    ['agents', '--days', '1', '--since', '1d'],
    ['tools', '--by', 'day'],
    ['failures', '--kind', 'x'],
    ['failures', '--limit', '-1'],
  ])('refuse %s %s %s', async (...args) => {
    const { code, stdout, stderr } = await spoor(...args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^spoor: [^\n]+ --help`\n$/);
  });
});

describe('days are those of the time zone', () => {
  const user = makeUser();
  afterAll(user.remove);
  const days = async (TZ: string, ...args: string[]) => {
    const { stdout } = await runSpoor(user, ['stats', '--json', ...args], { env: { TZ } });
    const { rows } = JSON.parse(stdout) as { rows: { key: string; outputTokens: number }[] };
    return rows.map(({ key, outputTokens }) => [key, outputTokens]);
  };

  // Each message has its own power of two, so that sums tell which they are made of.
  beforeAll(() => {
    seedUsage(user.databasePath, [
      // Samoa had no 30 December 2011: it went from UTC-10 to UTC+14.
      { id: 'a', at: '2011-12-30T09:59:59.999Z', output: 1 },
      { id: 'b', at: '2011-12-30T10:00:00.000Z', output: 2 },
      // New York's clocks go forward on 8 March 2026 at 07:00 UTC, and back on 1 November at 06:00.
      { id: 'c', at: '2026-03-08T04:59:59.999Z', output: 4 },
      { id: 'd', at: '2026-03-08T05:00:00.000Z', output: 8 },
      { id: 'e', at: '2026-03-09T03:59:59.999Z', output: 16 },
      { id: 'f', at: '2026-11-01T03:59:59.999Z', output: 32 },
      { id: 'g', at: '2026-11-01T04:00:00.000Z', output: 64 },
      { id: 'h', at: '2026-11-02T04:59:59.999Z', output: 128 },
      // Nepal is at UTC+5:45.
      { id: 'i', at: '2026-11-20T18:14:59.999Z', output: 256 },
      { id: 'j', at: '2026-11-20T18:15:00.000Z', output: 512 },
    ]);
  });

  it('in New York, over both changes of the clocks', async () => {
    const zone = 'America/New_York';
    expect(await days(zone, '--since', '2026-03-01', '--until', '2026-11-10')).toEqual([
      ['2026-03-07', 4],
      ['2026-03-08', 24],
      ['2026-10-31', 32],
      ['2026-11-01', 192],
    ]);
    const one = await days(zone, '--since', '2026-11-01', '--until', '2026-11-01');
    expect(one).toEqual([['2026-11-01', 192]]);
  });

  it('in Nepal, a quarter of an hour off', async () => {
    expect(await days('Asia/Kathmandu', '--since', '2026-11-20')).toEqual([
      ['2026-11-20', 256],
      ['2026-11-21', 512],
    ]);
    expect(await days('Asia/Kathmandu', '--since', '2026-11-21')).toEqual([['2026-11-21', 512]]);
  });

  it('in Samoa, with a day that never was', async () => {
    expect(await days('Pacific/Apia', '--until', '2012-01-01')).toEqual([
      ['2011-12-29', 1],
      ['2011-12-31', 2],
    ]);
    expect(await days('Pacific/Apia', '--since', '2011-12-30', '--until', '2011-12-31')).toEqual([
      ['2011-12-31', 2],
    ]);
  });

  it('of UTC, where that is asked for', async () => {
    expect(await days('Pacific/Apia', '--utc', '--until', '2011-12-31')).toEqual([
      ['2011-12-30', 3],
    ]);
    expect(await days('America/New_York', '--utc', '--since', '2026-11-20')).toEqual([
      ['2026-11-20', 768],
    ]);
  });

  it('where only a part is asked for, too', async () => {
    const part = ['--since', '2026-11-21', '--model', 'claude-x-1'];
    expect(await days('Asia/Kathmandu', ...part)).toEqual([['2026-11-21', 512]]);
  });
});

test('costs follow the prices that are set', async () => {
  const user = makeUser();
  try {
    seedUsage(user.databasePath, [
      { id: 'm1', at: '2026-11-20T12:00:00.000Z', output: 1_000_000, model: 'our-own', cost: null },
    ]);
    const costOf = async (env: Record<string, string> = {}) => {
      const { stdout } = await runSpoor(user, ['stats', '--json'], { env });
      return (JSON.parse(stdout) as { total: { costUsd: number | null } }).total.costUsd;
    };
    expect(await costOf()).toBeNull();
    const configFile = join(user.root, 'prices.json');
    const models = [{ model: 'our-own', input: 0, output: 3, cacheRead: 0, cacheWrite5m: 0 }];
    writeFileSync(configFile, JSON.stringify({ pricing: { models } }));
    expect(await costOf({ SPOOR_CONFIG: configFile })).toBe(3);
    expect(await costOf()).toBeNull();
  } finally {
    user.remove();
  }
});
