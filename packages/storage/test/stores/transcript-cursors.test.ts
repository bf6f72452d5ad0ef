import { expect, test } from 'vitest';
import {
  type TranscriptCursor,
  TranscriptCursors,
  type TranscriptProblem,
} from '../../src/index.js';
import { at } from '../support/events.js';
import { temporaryDatabase } from '../support/temporary.js';

const store = () => new TranscriptCursors(temporaryDatabase({ inMemory: true }));

const cursor = (path: string, changes: Partial<TranscriptCursor> = {}): TranscriptCursor => ({
  path,
  sessionId: 's1',
  agentId: null,
  identity: '17',
  size: 300,
  mtimeMs: 1_700_000_000_000,
  offset: 200,
  line: 4,
  headHash: 'h',
  tailHash: 't',
  badLines: 0,
  updatedAt: at(1),
  ...changes,
});

const problem = (path: string, offset: number): TranscriptProblem => ({
  path,
  offset,
  line: offset + 1,
  length: 5,
  reason: 'is no JSON',
  sessionId: 's1',
  foundAt: at(1),
});

test('a position is written, read, and written over by its path', () => {
  const cursors = store();
  expect(cursors.get('/a')).toBeNull();
  cursors.put(cursor('/a'));
  const next = cursor('/a', {
    sessionId: 's2',
    agentId: 'a1',
    identity: '18',
    size: 0,
    mtimeMs: 0,
    offset: 0,
    line: 0,
    headHash: null,
    tailHash: null,
    badLines: 3,
    updatedAt: at(2),
  });
  cursors.put(next);
  expect(cursors.get('/a')).toEqual(next);
});

test('positions are listed: all, those of a session, those of an identity', () => {
  const cursors = store();
  const [b, a, c] = [
    cursor('/b'),
    cursor('/a', { identity: '18' }),
    cursor('/c', { sessionId: 's2' }),
  ];
  for (const one of [b, a, c]) cursors.put(one);
  expect([...cursors.all()]).toEqual([
    ['/a', a],
    ['/b', b],
    ['/c', c],
  ]);
  expect(cursors.ofSession('s1')).toEqual([a, b]);
  expect(cursors.ofIdentity('17')).toEqual([b, c]);
});

test('problems are kept once, in the order of the file, and cleared with a new reading', () => {
  const cursors = store();
  for (const offset of [9, 2, 9]) cursors.noteProblem(problem('/a', offset));
  cursors.noteProblem(problem('/b', 1));
  cursors.noteProblem({ ...problem('/c', 1), sessionId: 's2' });
  expect(cursors.problemsOf('s1')).toEqual([problem('/a', 2), problem('/a', 9), problem('/b', 1)]);
  cursors.clearProblems('/a');
  expect(cursors.problemsOf('s1')).toEqual([problem('/b', 1)]);
});

test('a hundred problems are kept of a file', () => {
  const cursors = store();
  for (let offset = 0; offset < 150; offset++) cursors.noteProblem(problem('/a', offset));
  cursors.noteProblem(problem('/b', 0));
  const kept = cursors.problemsOf('s1');
  expect(kept.filter(({ path }) => path === '/a').map(({ offset }) => offset)).toEqual(
    Array.from({ length: 100 }, (_, offset) => offset),
  );
  expect(kept).toHaveLength(101);
});

test('a file that was moved takes its position and its problems along', () => {
  const cursors = store();
  cursors.put(cursor('/old', { badLines: 1 }));
  cursors.noteProblem(problem('/old', 5));
  cursors.put(cursor('/new', { offset: 1 }));
  cursors.noteProblem(problem('/new', 1));
  cursors.move('/old', '/new');
  cursors.move('/new', '/new');
  expect([...cursors.all().values()]).toEqual([cursor('/new', { badLines: 1 })]);
  expect(cursors.problemsOf('s1')).toEqual([problem('/new', 5)]);
});

test('a file is forgotten with its problems', () => {
  const cursors = store();
  cursors.put(cursor('/a'));
  cursors.noteProblem(problem('/a', 5));
  expect(cursors.remove('/a')).toBe(true);
  expect(cursors.remove('/a')).toBe(false);
  expect(cursors.all().size + cursors.problemsOf('s1').length).toBe(0);
});
