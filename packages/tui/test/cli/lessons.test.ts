import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { LESSON_CATEGORIES, LessonsStore, SpoorDatabase } from '@spoor/storage';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CliIo } from '../../src/cli/io.js';
import { removeLesson } from '../../src/cli/lessons/remove.js';
import { recordSteps } from './record-demo.js';
import { makeUser, runSpoor, type TestUser } from './spoor-process.js';

const ESCAPES = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/;

function storeOf<T>(user: TestUser, use: (lessons: LessonsStore) => T): T {
  const db = new SpoorDatabase({ path: user.databasePath });
  try {
    return use(new LessonsStore(db));
  } finally {
    db.close();
  }
}

describe('where there is no lesson', () => {
  const user = makeUser();
  afterAll(user.remove);

  it('lists none, makes nothing, and says how to keep one', async () => {
    const { code, stdout } = await runSpoor(user, ['lessons', 'list']);
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining('lessons add') });
    expect((await runSpoor(user, ['lessons', 'search', 'x', '--json'])).stdout).toBe('[]\n');
    expect(readdirSync(user.home)).toEqual([]);
  });

  it('knows the categories that the store knows', async () => {
    const { stdout } = await runSpoor(user, ['lessons', 'add', '--help']);
    expect([...stdout.matchAll(/"(\w+)"/g)].map(([, name]) => name)).toEqual([
      ...LESSON_CATEGORIES,
    ]);
  });

  it.each(['show', 'apply', 'edit', 'remove'])('%s finds none', async (verb) => {
    await runSpoor(user, ['db', 'init']);
    const { code, stdout, stderr } = await runSpoor(user, ['lessons', verb, '\u001b[2Jx']);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toBe('spoor: no lesson `␛[2Jx`; see `spoor lessons list`\n');
  });
});

describe('lessons', () => {
  let user: TestUser;
  beforeEach(() => {
    user = makeUser();
  });
  afterEach(() => user.remove());

  const lessons = (...args: string[]) => runSpoor(user, ['lessons', ...args]);
  const json = async (...args: string[]) =>
    JSON.parse((await lessons(...args, '--json')).stdout) as Record<string, unknown>[] &
      Record<string, unknown>;

  it('are kept with all their fields, changed, applied, shown and removed', async () => {
    const project = join(user.root, 'project');
    mkdirSync(join(project, '.git', 'x'), { recursive: true });
    const evidence = ['--evidence', 's1:toolu_1', '--evidence', 's1:toolu_2'];
    const tags = ['--tag', 'sqlite', '--tag', 'locks, waits'];
    const { code, stdout } = await lessons(
      ...['add', '--category', 'bug', '--title', 'Begin IMMEDIATE', '--summary', 'Or BUSY comes.'],
      ...['--details', 'First.\nSecond.', '--agent', 'reviewer', '--file', 'src/a.ts'],
      ...['--project', join(project, '.git', 'x'), '--confidence', '0.85', ...tags, ...evidence],
    );
    expect(code).toBe(0);
    const id = /^Kept (\S+): Begin IMMEDIATE\n$/.exec(stdout)?.[1] ?? '';
    expect(await json('show', id.slice(0, 10))).toMatchObject({
      id,
      category: 'bug',
      title: 'Begin IMMEDIATE',
      summary: 'Or BUSY comes.',
      details: 'First.\nSecond.',
      tags: ['sqlite', 'locks, waits'],
      projectId: expect.stringMatching(/project$/),
      sourceAgent: 'reviewer',
      sourceFile: 'src/a.ts',
      confidence: 0.85,
      evidence: [{ toolUseId: 'toolu_1' }, { toolUseId: 'toolu_2' }],
    });
    await lessons('edit', id, '--title', 'New', '--tag', '', '--project', '', '--agent', '');
    await lessons('edit', id, '--remove-evidence', 's1:toolu_1', '--evidence', 's2:toolu_3');
    expect(await json('show', id)).toMatchObject({
      title: 'New',
      summary: 'Or BUSY comes.',
      tags: [],
      projectId: null,
      sourceAgent: null,
      sourceFile: 'src/a.ts',
      evidence: [{ toolUseId: 'toolu_2' }, { toolUseId: 'toolu_3' }],
    });
    expect((await lessons('apply', id)).stdout).toBe('Applied once: New\n');
    expect((await lessons('apply', id)).stdout).toBe('Applied 2 times: New\n');
    const shown = (await lessons('show', id)).stdout;
    expect(shown).toMatch(/^New\n/);
    expect(shown).toMatch(/^Sure +85%$/m);
    expect(shown).toMatch(/^First\.\nSecond\.$/m);
    expect(shown).toContain('s1:toolu_2');
    const refused = await lessons('remove', id);
    expect(refused).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining('`--yes`'),
    });
    expect((await lessons('remove', id, '--yes')).stdout).toBe(`Removed ${id}: New\n`);
    expect(await json('list')).toEqual([]);
  });

  it('point at recorded calls, found by the start of their session', async () => {
    recordSteps(user.databasePath);
    const listed = JSON.parse((await runSpoor(user, ['sessions', 'list', '--json'])).stdout);
    const session = listed[0].id as string;
    const shown = await runSpoor(user, ['sessions', 'show', session, '--json']);
    const call = JSON.parse(shown.stdout).toolCalls[0];
    const evidence = `${session.slice(0, 5)}:${call.toolUseId}`;
    const kept = ['--category', 'pattern', '--title', 'x', '--evidence', evidence];
    const { id } = await json('add', ...kept);
    expect(await json('show', String(id))).toMatchObject({
      evidence: [{ sessionId: session, toolUseId: call.toolUseId, toolName: call.toolName }],
    });
    expect((await lessons('show', String(id))).stdout).toContain(`  ${call.toolName} `);
    await lessons('add', '--category', 'bug', '--title', 'y', '--evidence', `${session}:other`);
    expect(await json('list', '--evidence', session.slice(0, 5))).toHaveLength(2);
    expect(await json('list', '--evidence', evidence)).toMatchObject([{ id }]);
  });

  it.each([
    [['add', '--category', 'x', '--title', 'y'], /Allowed choices are bug, pattern/],
    [['add', '--title', 'y'], /a lesson needs `--category` and `--title`/],
    [['add'], /no editor is set: set \$VISUAL or \$EDITOR/],
    [['add', '--category', 'bug', '--title', 'x', '--confidence', '2'], /from 0 to 1/],
    [['add', '--category', 'bug', '--title', 'x', '--evidence', 'y'], /`SESSION:CALL`, not `y`/],
    [['search'], /missing required argument 'text'/],
    [['list', '--limit', 'x'], /whole number/],
  ])('call %j bad usage', async (args, message) => {
    const { code, stdout, stderr } = await lessons(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^spoor: .*\n$/);
    expect(stderr).toMatch(message);
  });

  it('say what is wrong with a blank title', async () => {
    const { code, stderr } = await lessons('add', '--category', 'bug', '--title', ' ');
    expect({ code, stderr }).toEqual({ code: 1, stderr: 'spoor: `title` must not be blank\n' });
  });

  describe('are written in an editor', () => {
    const editor = (script: string) => {
      const path = join(user.root, 'my editor.sh');
      writeFileSync(path, `#!/bin/sh\n${script}\n`, { mode: 0o700 });
      return { env: { VISUAL: `'${path}'`, EDITOR: 'false' } };
    };
    const write = (script: string, ...args: string[]) =>
      runSpoor(user, ['lessons', ...args], editor(script));
    const kept = () => storeOf(user, (store) => store.search());
    const temporary = () => readdirSync(String(user.env['TMPDIR']));

    it('a new one, from an empty form', async () => {
      const script = `sed -i 's/^title:.*/title: Mine/; s/^tags:.*/tags: a, b/' "$1"; echo More >> "$1"`;
      const { code, stdout } = await write(script, 'add');
      expect({ code, stdout }).toEqual({
        code: 0,
        stdout: expect.stringMatching(/^Kept .*: Mine\n/),
      });
      expect(kept()).toMatchObject([{ title: 'Mine', tags: ['a', 'b'], details: 'More' }]);
      expect(temporary()).toEqual([]);
    });

    it('or not at all, when nothing is written', async () => {
      const { code, stdout } = await write('true', 'add');
      expect({ code, stdout }).toEqual({ code: 0, stdout: 'Nothing was written, nothing kept.\n' });
      expect(temporary()).toEqual([]);
    });

    it('a known one, of which only what changed is written', async () => {
      await lessons('add', '--category', 'bug', '--title', 'Old', '--summary', 'kept');
      const id = kept()[0]?.id ?? '';
      expect((await write('true', 'edit', id)).stdout).toBe('Nothing changed: Old\n');
      const { stdout } = await write(`sed -i 's/^title:.*/title: New/' "$1"`, 'edit', id);
      expect(stdout).toBe(`Changed ${id}: New\n`);
      expect(kept()).toMatchObject([{ title: 'New', summary: 'kept' }]);
    });

    it('and what cannot be taken is not lost', async () => {
      const { code, stderr } = await write(
        `sed -i 's/^title:.*/title: T/; s/^category:.*/category: x/' "$1"`,
        'add',
      );
      expect(code).toBe(1);
      const path = /`category` must be .*; your text is kept in (\S+)\n/.exec(stderr)?.[1] ?? '';
      expect(readFileSync(path, 'utf8')).toContain('category: x');
      const failed = await write('exit 3', 'add');
      expect(failed).toMatchObject({ code: 1, stderr: expect.stringMatching(/editor .* failed/) });
    });
  });
});

describe('where lessons are kept', () => {
  const user = makeUser();
  beforeAll(() => {
    mkdirSync(join(user.root, 'here'));
    storeOf(user, (store) => {
      const hostile = 'look \u001b]0;owned\u0007\u001b[2J\u009b31m at \u202ethis\nand that';
      store.create({ category: 'bug', title: hostile, summary: hostile, tags: [hostile] });
      store.create({ category: 'pattern', title: '数据库连接', tags: ['a', 'b'], confidence: 0.9 });
      store.create({
        category: 'pattern',
        title: 'Only there',
        details: 'NEAR( "quoted" text',
        projectId: '/there',
        tags: ['ab'],
      });
    });
  });
  afterAll(user.remove);

  const found = async (verb: string, ...args: string[]) => {
    const { stdout } = await runSpoor(user, ['lessons', verb, '--json', ...args]);
    return (JSON.parse(stdout) as { title: string }[]).map(({ title }) => title.slice(0, 5));
  };

  it.each([
    [['list'], ['数据库连接', 'Only ', 'look ']],
    [
      ['list', '--category', 'pattern'],
      ['数据库连接', 'Only '],
    ],
    [['list', '--tag', 'a'], ['数据库连接']],
    [['list', '--tag', 'a', '--tag', 'ab'], []],
    [
      ['list', '--project', '/there/'],
      ['数据库连接', 'Only ', 'look '],
    ],
    [
      ['list', '--project', '.'],
      ['数据库连接', 'look '],
    ],
    [['list', '--limit', '1', '--offset', '1'], ['Only ']],
    [['search', '连接'], ['数据库连接']],
    [['search', 'NEAR(', '"quo'], ['Only ']],
    [['search', '--', '--there', '-only'], ['Only ']],
    [['search', 'nothing'], []],
  ])('%j', async ([verb = '', ...args], titles) => {
    expect(await found(verb, ...args)).toEqual(titles);
  });

  it('the most used come first on request', async () => {
    storeOf(user, (store) => {
      const [lesson] = store.search({ query: 'only' });
      store.recordApplication(lesson?.id ?? '');
    });
    expect((await found('list', '--most-applied'))[0]).toBe('Only ');
  });

  it('nothing in them drives the terminal, and the table fits', async () => {
    const listed = (await runSpoor(user, ['lessons', 'list'])).stdout;
    const lines = listed.trimEnd().split('\n');
    expect(lines).toHaveLength(4);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100);
    expect(listed).not.toMatch(ESCAPES);
    const id = storeOf(user, (store) => store.search({ query: 'owned' })[0]?.id ?? '');
    for (const args of [
      ['show', id],
      ['show', id, '--json'],
      ['apply', id],
    ]) {
      expect((await runSpoor(user, ['lessons', ...args])).stdout).not.toMatch(ESCAPES);
    }
  });

  it('a start that fits several is not enough', async () => {
    const { code, stderr } = await runSpoor(user, ['lessons', 'show', '0']);
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringMatching(/^spoor: several lessons start with `0`: .*give more of it\n$/),
    });
  });

  it.each([
    ['y\n', 0],
    ['Yes\n', 0],
    ['\n', 1],
    ['no\n', 1],
    ['', 1],
  ])('on a terminal it is asked, and %j leaves %i', async (answer, left) => {
    const { id } = storeOf(user, (store) => store.create({ category: 'bug', title: 'doomed' }));
    const stdin = Object.assign(new PassThrough(), { isTTY: true });
    const stderr = Object.assign(new PassThrough(), { isTTY: true });
    stdin.end(answer);
    const { env } = user;
    const streams = { stdin, stderr, stdout: new PassThrough() };
    const io = { ...streams, env, homeDir: user.home, onInterrupt: () => () => undefined };
    await removeLesson({ ...io, platform: process.platform } as unknown as CliIo, id, {});
    expect(String(stderr.read())).toContain('Remove “doomed”? [y/N] ');
    expect(storeOf(user, (store) => store.search({ query: 'doomed' }))).toHaveLength(left);
    storeOf(user, (store) => store.delete(id));
  });
});
