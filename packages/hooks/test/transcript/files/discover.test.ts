import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { discoverTranscripts, transcriptsOf } from '../../../src/transcript/files/discover.js';
import { temporaryFolder } from './place.js';

const ONE = '11111111-1111-4111-8111-111111111111';
const TWO = '22222222-2222-4222-8222-222222222222';
const THREE = '33333333-3333-4333-8333-333333333333';

/** Files of a profile; each path with its age, in seconds since 1970, and its text. */
function makeProfile(files: Record<string, readonly [number, string?]>): string {
  const root = temporaryFolder();
  for (const [name, [time, text = '{}\n']] of Object.entries(files)) {
    const path = join(root, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    utimesSync(path, time, time);
  }
  return root;
}

function sampleProfile(): string {
  return makeProfile({
    [`projects/-a/${TWO}.jsonl`]: [100],
    [`projects/-a/${TWO}/subagents/agent-x2.jsonl`]: [90],
    [`projects/-a/${TWO}/subagents/agent-x1.jsonl`]: [80],
    [`projects/-a/${TWO}/subagents/agent-x1.meta.json`]: [80],
    [`projects/-a/${TWO}/subagents/run/deeper/agent-y.jsonl`]: [85],
    [`projects/-a/${TWO}/subagents/run/notes.jsonl`]: [85],
    [`projects/-a/${TWO}/tool-results/result.jsonl`]: [1],
    [`projects/-a/${TWO}/tool-results/agent-z.jsonl`]: [1],
    [`projects/-b/${ONE}.jsonl`]: [50],
    [`projects/-b/memory/notes.md`]: [1],
    [`projects/-b/${THREE}/subagents/agent-w.jsonl`]: [70],
    'history.jsonl': [1],
    'todos/x.jsonl': [1],
  });
}

/** Whose files were found, in their order. */
function found(...paths: string[]): (string | undefined)[][] {
  const { transcripts, problems } = discoverTranscripts(paths);
  expect(problems).toEqual([]);
  return transcripts.map(({ sessionId, agentId }) =>
    agentId === null ? [sessionId] : [sessionId, agentId],
  );
}

const ALL = [[ONE], [THREE, 'w'], [TWO], [TWO, 'x1'], [TWO, 'y'], [TWO, 'x2']];
const OF_TWO = [[TWO], [TWO, 'x1'], [TWO, 'y'], [TWO, 'x2']];

describe('transcripts', () => {
  it('of a profile come oldest session first, each before its subagents', () => {
    const root = sampleProfile();
    expect(found(root)).toEqual(ALL);
  });

  it('come with what a stat tells, and what stands beside them', () => {
    const root = sampleProfile();
    const { transcripts } = discoverTranscripts([root]);
    const folder = join(root, 'projects/-a', TWO, 'subagents');
    expect(transcripts.find(({ agentId }) => agentId === 'x1')).toEqual({
      path: join(folder, 'agent-x1.jsonl'),
      sessionId: TWO,
      agentId: 'x1',
      metaPath: join(folder, 'agent-x1.meta.json'),
      identity: expect.stringMatching(/^\d+$/),
      size: 3,
      mtimeMs: 80_000,
    });
    expect(transcripts.find(({ agentId }) => agentId === 'x2')?.metaPath).toBeNull();
  });

  it.each([
    ['the folder of projects', 'projects', ALL],
    ['a project', 'projects/-a', OF_TWO],
    ['a project without files of its own', 'projects/-b', [[ONE], [THREE, 'w']]],
    ['a session', `projects/-a/${TWO}.jsonl`, OF_TWO],
    ["a session's folder", `projects/-a/${TWO}`, OF_TWO.slice(1)],
    ["the folder of a session's subagents", `projects/-a/${TWO}/subagents`, OF_TWO.slice(1)],
    ['a folder within that', `projects/-a/${TWO}/subagents/run`, [[TWO, 'y']]],
    ['a subagent', `projects/-a/${TWO}/subagents/agent-x2.jsonl`, [[TWO, 'x2']]],
  ])('of %s', (_, path, expected) => {
    expect(found(join(sampleProfile(), path))).toEqual(expected);
  });

  it('of a project whose sessions have only subagents left', () => {
    const root = sampleProfile();
    rmSync(join(root, 'projects/-b', `${ONE}.jsonl`));
    expect(found(join(root, 'projects/-b'))).toEqual([[THREE, 'w']]);
  });

  it('named in several ways are found once', () => {
    const root = sampleProfile();
    symlinkSync(root, join(root, 'again'));
    const paths = ['', 'projects', `projects/-a/${TWO}.jsonl`, 'again', 'again/projects/-a'];
    expect(found(...paths.map((path) => join(root, path)))).toEqual(ALL);
  });

  it('of older clients, beside their session, say themselves whose they are', () => {
    const root = makeProfile({
      [`projects/-a/${TWO}.jsonl`]: [100],
      [`projects/-a/${ONE}.jsonl`]: [200],
      'projects/-a/agent-old.jsonl': [1, `no json\n{"type":"x"}\n{"sessionId":"${ONE}"}\n`],
      'projects/-a/agent-long.jsonl': [
        2,
        `${JSON.stringify({ text: 'x'.repeat(200_000), sessionId: ONE })}\n`,
      ],
    });
    expect(found(root)).toEqual([[TWO], [ONE], [ONE, 'old'], [ONE, 'long']]);
    expect(found(join(root, 'projects/-a/agent-old.jsonl'))).toEqual([[ONE, 'old']]);
  });

  it('are found through links, also ones that go in circles', () => {
    const root = sampleProfile();
    const home = temporaryFolder();
    symlinkSync(root, join(home, '.claude'));
    symlinkSync(join(root, 'projects'), join(root, 'projects/-a', TWO, 'subagents/up'));
    symlinkSync('itself', join(root, 'projects/itself'));
    symlinkSync('nowhere', join(root, 'projects/-a', `${ONE}.jsonl`));
    const { transcripts } = discoverTranscripts([join(home, '.claude')]);
    const own = transcripts.filter(({ path }) => !path.includes('/up/'));
    expect(own.map(({ sessionId, agentId }) => agentId ?? sessionId)).toEqual(
      ALL.map((one) => one.at(-1)),
    );
    expect(own[0]?.path).toBe(join(home, '.claude/projects/-b', `${ONE}.jsonl`));
  });
});

describe('files of others', () => {
  it('are found only in what was named, whatever their links name', () => {
    const root = sampleProfile();
    const others = makeProfile({
      [`projects/-c/${THREE}.jsonl`]: [1],
      'agents/agent-x.jsonl': [1],
      'agents/agent-x.meta.json': [1],
    });
    symlinkSync(join(others, 'projects/-c'), join(root, 'projects/-c'));
    symlinkSync(
      join(others, `projects/-c/${THREE}.jsonl`),
      join(root, `projects/-a/${THREE}.jsonl`),
    );
    symlinkSync(join(others, 'agents'), join(root, 'projects/-a', TWO, 'subagents/out'));
    symlinkSync('/', join(root, 'projects/root'));
    symlinkSync(join(root, 'projects/-b'), join(root, 'projects/within'));
    const { transcripts, problems } = discoverTranscripts([root], { followsLinks: false });
    expect(new Set(transcripts.map(({ sessionId, agentId }) => agentId ?? sessionId))).toEqual(
      new Set(ALL.map((one) => one.at(-1))),
    );
    expect(problems.map(({ reason }) => reason)).toEqual(
      Array(4).fill('is a link that leads out of what was named'),
    );
    const named = discoverTranscripts([join(root, 'projects/-c')], { followsLinks: false });
    expect(named.transcripts.map(({ sessionId }) => sessionId)).toEqual([THREE]);
  });
});

describe('what is no transcript', () => {
  it('is told with a reason', () => {
    const root = makeProfile({
      'projects/-a/a copy.jsonl': [1],
      'projects/-a/agent-.jsonl': [1],
      'projects/-a/agent-lost.jsonl': [1, '{"sessionId":"../../etc"}\n{"sessionId":"half'],
      'projects/-a/notes.txt': [1],
      [`projects/-a/${TWO}.jsonl/inside`]: [1],
    });
    execFileSync('mkfifo', [join(root, 'projects/-a', `${ONE}.jsonl`)]);
    const { transcripts, problems } = discoverTranscripts([
      root,
      join(root, 'none'),
      join(root, 'projects/-a/notes.txt'),
    ]);
    expect(transcripts).toEqual([]);
    const at = (name: string) => join(root, 'projects/-a', name);
    const told = new Map(problems.map(({ path, reason }) => [path, reason]));
    expect(told).toEqual(
      new Map([
        [at('a copy.jsonl'), 'has no usable id in its name'],
        [at('agent-.jsonl'), 'has no usable id in its name'],
        [at('agent-lost.jsonl'), "doesn't say which session it belongs to"],
        [at(`${ONE}.jsonl`), 'is no regular file'],
        [at(`${TWO}.jsonl`), 'is no regular file'],
        [join(root, 'none'), "doesn't exist"],
        [at('notes.txt'), 'has no name of a transcript'],
      ]),
    );
  });

  it.skipIf(process.getuid?.() === 0)('is told when it may not be looked into', () => {
    const root = sampleProfile();
    const closed = join(root, 'projects/-a');
    chmodSync(closed, 0);
    const { transcripts, problems } = discoverTranscripts([root]);
    chmodSync(closed, 0o700);
    expect(transcripts.map(({ sessionId }) => sessionId)).toEqual([ONE, THREE]);
    expect(problems).toEqual([{ path: closed, reason: "can't be read (EACCES)" }]);
  });
});

describe('transcriptsOf', () => {
  it("gives a session's file and those of its subagents", () => {
    const root = sampleProfile();
    const path = join(root, 'projects/-a', `${TWO}.jsonl`);
    expect(transcriptsOf(path).map(({ agentId }) => agentId)).toEqual([null, 'x1', 'y', 'x2']);
    rmSync(join(root, 'projects/-a', TWO), { recursive: true });
    expect(transcriptsOf(path).map(({ agentId }) => agentId)).toEqual([null]);
    rmSync(path);
    expect(transcriptsOf(path)).toEqual([]);
    expect(transcriptsOf('/etc')).toEqual([]);
  });
});
