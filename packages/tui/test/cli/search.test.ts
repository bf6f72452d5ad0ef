import { SpoorDatabase } from '@spoor/storage';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeUser, runSpoor } from './spoor-process.js';
import { recordTranscript, TOLD } from './transcript-demo.js';

const UNSAFE = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/;

describe('a search where nothing is recorded', () => {
  const user = makeUser();
  afterAll(user.remove);

  it('finds nothing, and says how to begin', async () => {
    const { code, stdout } = await runSpoor(user, ['search', 'zebra']);
    expect(code).toBe(0);
    expect(stdout).toBe(
      'Nothing is recorded yet. Record Claude Code from now on: spoor hooks install\n' +
        'Bring in what it has kept of earlier sessions: spoor import\n',
    );
    const json = await runSpoor(user, ['search', 'zebra', '--json']);
    expect(JSON.parse(json.stdout)).toEqual({ hits: [], more: false, complete: true });
  });
});

describe('a search', () => {
  const user = makeUser();
  const search = (...args: string[]) => runSpoor(user, ['search', ...args]);
  const kinds = async (...args: string[]) => {
    const { hits } = JSON.parse((await search(...args, '--json')).stdout);
    return hits.map(({ kind }: { kind: string }) => kind).sort();
  };

  beforeAll(() => recordTranscript(user.databasePath));
  afterAll(user.remove);

  it('finds texts, and says where they are and how to open them', async () => {
    const { code, stdout, stderr } = await search('zebra');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(
      /^bbbb-111 {2}zoo {2}Zebra \*crossing\*\n(?: .+\n)* {2}\S+ \S+ {2}prompt\n {4}Paint the zebra > \*str/m,
    );
    expect(stdout).toMatch(/command {2}Bash failure\n {4}paint --zebra/);
    expect(stdout).toContain('Open one: spoor sessions show bbbb-111 --messages\n');
    expect(stdout).not.toMatch(UNSAFE);
    const wide = stdout.split('\n').filter((line) => line.length > 100);
    expect(wide).toEqual([]);
  });

  it('brings the index up to date on its way', async () => {
    await search('zebra');
    const db = new SpoorDatabase({ path: user.databasePath, readonly: true });
    const left = db.getDb().prepare(
      `SELECT count(*) FROM messages
       WHERE seq > (SELECT seq FROM search_cursors WHERE name = 'messages')`,
    );
    expect(left.pluck().get()).toBe(0);
    db.close();
  });

  it('gives all that is known of a hit as JSON, with the places of what was looked for', async () => {
    const { stdout } = await search('painted', '--json');
    expect(JSON.parse(stdout)).toEqual({
      hits: [
        {
          kind: 'answer',
          at: '2026-11-20T09:00:07.000Z',
          sessionId: TOLD,
          projectId: '/home/dev/zoo',
          agentId: 'a1',
          traceId: null,
          promptId: null,
          messageId: 'm7',
          toolUseId: null,
          toolName: null,
          status: null,
          score: 1,
          snippet: {
            text: 'The okapi is painted.',
            marks: [[13, 20]],
            cutBefore: false,
            cutAfter: false,
          },
        },
      ],
      more: false,
      complete: true,
    });
  });

  it('takes filters', async () => {
    expect(await kinds('zebra')).toEqual(['answer', 'command', 'error', 'prompt']);
    expect(await kinds('zebra', '--kind', 'prompt', '--kind', 'error')).toEqual([
      'error',
      'prompt',
    ]);
    expect(await kinds('zebra', '--tool', 'bash')).toEqual(['command']);
    expect(await kinds('zebra', '--session', 'bbbb-1')).toHaveLength(4);
    expect(await kinds('zebra', '--project', '/home/dev/zoo')).toHaveLength(4);
    expect(await kinds('zebra', '--project', '/elsewhere')).toEqual([]);
    expect(await kinds('zebra', '--until', '2026-11-19')).toEqual([]);
    expect(await kinds('zebra', '--since', '2026-11-20', '--until', '2026-11-20')).toHaveLength(4);
    expect(await kinds('zebra', '--limit', '2', '--sort', 'time')).toHaveLength(2);
    expect((await search('zebra', '--limit', '2')).stdout).toContain('There are more: --limit 4');
  });

  it('takes several words, and nothing for syntax', async () => {
    expect(await kinds('paint', 'zebra', 'stripes')).toEqual(['prompt']);
    expect(await kinds('"zebra overload"')).toEqual(['error']);
    expect(await kinds('zebra AND nothing*')).toEqual([]);
    expect((await search('(nothing')).stdout).toBe(
      'Nothing found. All words must be there; try fewer, or without filters.\n',
    );
  });

  it('finds prompts that only hooks told of', async () => {
    expect(await kinds('script that greets')).toContain('prompt');
  });

  it('refuses what it can not understand', async () => {
    for (const args of [['  '], ['x', '--kind', 'dream'], ['x', '--limit', '0']]) {
      const { code, stderr } = await search(...args);
      expect(code).toBe(2);
      expect(stderr).toMatch(/^spoor: [^\n]+\n$/);
    }
    const { code, stderr } = await search('x', '--session', 'none');
    expect([code, stderr]).toEqual([1, 'spoor: no session `none`; see `spoor sessions list`\n']);
  });
});
