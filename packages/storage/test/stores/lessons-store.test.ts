import { describe, expect, test } from 'vitest';
import { AuditLogger, type Lesson, LessonsStore, ToolCallStore } from '../../src/index.js';
import { call } from '../support/records.js';
import { temporaryDatabase } from '../support/temporary.js';

const LESSON = {
  category: 'bug' as const,
  title: 'Retry BUSY',
  summary: 'A deferred transaction that writes fails at once.',
};

function open() {
  const db = temporaryDatabase({ inMemory: true });
  return { db, lessons: new LessonsStore(db) };
}

describe.each([
  ['in memory', { inMemory: true }],
  ['on disk', {}],
])('a lesson %s', (_place, options) => {
  test('is created, read, changed, applied, and deleted', () => {
    const lessons = new LessonsStore(temporaryDatabase(options));
    const lesson = lessons.create({
      ...LESSON,
      details: 'Begin IMMEDIATE.',
      tags: [' sqlite ', 'locks', '', 'locks'],
      projectId: '/work',
      sourceAgent: 'reviewer',
      sourceFile: 'src/a.ts',
      confidence: 0.9,
    });
    expect(lesson).toEqual({
      ...LESSON,
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      details: 'Begin IMMEDIATE.',
      tags: ['sqlite', 'locks'],
      projectId: '/work',
      sourceAgent: 'reviewer',
      sourceFile: 'src/a.ts',
      confidence: 0.9,
      applicationCount: 0,
      createdAt: expect.any(String),
      updatedAt: lesson.createdAt,
    });
    expect(lessons.getById(lesson.id)).toEqual(lesson);
    expect(lessons.idsStartingWith(lesson.id.slice(0, 6))).toEqual([lesson.id]);
    const changed = lessons.update(lesson.id, { title: 'Retry', details: null, tags: [] });
    expect(changed).toMatchObject({ title: 'Retry', details: null, tags: [], projectId: '/work' });
    expect(lessons.recordApplication(lesson.id)?.applicationCount).toBe(1);
    expect(lessons.recordApplication(lesson.id)?.applicationCount).toBe(2);
    expect(lessons.delete(lesson.id)).toBe(true);
    expect(lessons.getById(lesson.id)).toBeNull();
  });
});

test('what is not there is null or false', () => {
  const { lessons, db } = open();
  expect(lessons.getById('x')).toBeNull();
  expect(lessons.update('x', { title: 'y' })).toBeNull();
  expect(lessons.recordApplication('x')).toBeNull();
  expect(lessons.delete('x')).toBe(false);
  expect(lessons.removeEvidence('x', { sessionId: 's', toolUseId: 't' })).toBe(false);
  expect(lessons.evidenceOf('x')).toEqual([]);
  expect(new AuditLogger(db).query()).toEqual([]);
});

test('what is left out has its default', () => {
  const { lessons } = open();
  expect(lessons.create({ category: 'pattern', title: 'Only this' })).toMatchObject({
    summary: '',
    details: null,
    tags: [],
    projectId: null,
    confidence: 0.5,
  });
});

test.each([
  ['category', { category: 'advice' }],
  ['category', { category: undefined }],
  ['title', { title: '  ' }],
  ['title', { title: undefined }],
  ['confidence', { confidence: 1.01 }],
  ['confidence', { confidence: -0.1 }],
  ['confidence', { confidence: Number.NaN }],
  ['confidence', { confidence: '1' }],
  ['tags', { tags: 'one' }],
  ['tags', { tags: [1] }],
  ['projectId', { projectId: '' }],
  ['summary', { summary: 4 }],
  ['toolUseId', { evidence: [{ sessionId: 's', toolUseId: ' ' }] }],
])('a wrong %s is refused by its name, and nothing is written', (field, wrong) => {
  const { lessons, db } = open();
  const refusal = expect.objectContaining({
    code: 'INVALID',
    message: expect.stringContaining(`\`${field}\``),
  });
  expect(() => lessons.create({ ...LESSON, ...wrong } as never)).toThrow(refusal);
  expect(lessons.search()).toEqual([]);
  expect(new AuditLogger(db).query()).toEqual([]);
});

test('a change is checked too', () => {
  const { lessons } = open();
  const { id } = lessons.create(LESSON);
  expect(() => lessons.update(id, { title: '', summary: 'new' })).toThrow(/`title`/);
  expect(lessons.getById(id)).toMatchObject(LESSON);
});

test('secrets are kept nowhere', () => {
  const { lessons, db } = open();
  const secret = `ghp_${'a1B2'.repeat(9)}`;
  const text = `never print ${secret}`;
  const { id } = lessons.create({
    category: 'security',
    title: text,
    summary: text,
    details: text,
    tags: [secret],
    sourceAgent: text,
    sourceFile: text,
    evidence: [{ sessionId: 's', toolUseId: 't', note: text }],
  });
  lessons.update(id, { summary: `${text} again` });
  const rows = ['lessons', 'lessons_fts', 'lesson_evidence', 'audit_logs'].map((table) =>
    db.getDb().prepare(`SELECT * FROM ${table}`).all(),
  );
  expect(JSON.stringify(rows)).not.toContain(secret);
  expect(lessons.search({ query: 'never print' })).toHaveLength(1);
});

test('operations are audited, in the transaction that does them', () => {
  const { lessons, db } = open();
  const { id } = lessons.create(LESSON);
  lessons.update(id, { confidence: 1 });
  lessons.recordApplication(id);
  lessons.addEvidence(id, { sessionId: 's1', toolUseId: 'c1' });
  lessons.removeEvidence(id, { sessionId: 's1', toolUseId: 'c1' });
  lessons.delete(id);
  const entries = new AuditLogger(db).query();
  expect(entries.map(({ action }) => action).toSorted()).toEqual(
    ['create', 'update', 'apply', 'addEvidence', 'removeEvidence', 'delete']
      .map((verb) => `lesson.${verb}`)
      .toSorted(),
  );
  expect(entries.find(({ action }) => action === 'lesson.update')?.details).toEqual({
    id,
    changed: ['confidence'],
  });
});

describe('evidence', () => {
  test('points at tool calls, recorded or not', () => {
    const { lessons, db } = open();
    new ToolCallStore(db).put(call('c1', { summary: 'npm test', status: 'failure' }));
    const { id } = lessons.create({
      ...LESSON,
      evidence: [{ sessionId: 's1', toolUseId: 'c1', note: 'failed' }],
    });
    const gone = { sessionId: 's9', toolUseId: 'c9' };
    expect(lessons.addEvidence(id, gone)).toBe(true);
    expect(lessons.addEvidence(id, { ...gone, note: 'later' })).toBe(false);
    expect(lessons.evidenceOf(id)).toMatchObject([
      { toolUseId: 'c1', note: 'failed', toolName: 'Bash', summary: 'npm test', status: 'failure' },
      { ...gone, note: 'later', toolName: null, summary: null, status: null },
    ]);
    expect(lessons.removeEvidence(id, gone)).toBe(true);
    expect(lessons.evidenceOf(id)).toHaveLength(1);
  });

  test('leads to the lessons', () => {
    const { lessons } = open();
    const ids = ['c1', 'c2'].map(
      (toolUseId) => lessons.create({ ...LESSON, evidence: [{ sessionId: 's1', toolUseId }] }).id,
    );
    const found = (list: Lesson[]) => list.map(({ id }) => id);
    expect(found(lessons.lessonsOf('s1'))).toEqual(ids);
    expect(found(lessons.lessonsOf('s1', 'c2'))).toEqual([ids[1]]);
    expect(lessons.lessonsOf('s2')).toEqual([]);
    const evidence = { sessionId: 's1', toolUseId: 'c2' };
    expect(found(lessons.search({ evidence }))).toEqual([ids[1]]);
    expect(found(lessons.search({ evidence, query: 'busy' }))).toEqual([ids[1]]);
    expect(found(lessons.search({ evidence: { sessionId: 's1' } })).toSorted()).toEqual(
      ids.toSorted(),
    );
    expect(lessons.search({ evidence: { sessionId: 's2' } })).toEqual([]);
  });

  test('of no lesson is refused; that of a deleted one is gone', () => {
    const { lessons, db } = open();
    const evidence = { sessionId: 's1', toolUseId: 'c1' };
    expect(() => lessons.addEvidence('x', evidence)).toThrow(
      expect.objectContaining({ code: 'NOT_FOUND' }),
    );
    lessons.delete(lessons.create({ ...LESSON, evidence: [evidence] }).id);
    expect(db.getDb().prepare('SELECT count(*) FROM lesson_evidence').pluck().get()).toBe(0);
  });
});

test('lists have their usual lengths', () => {
  const { lessons } = open();
  for (let n = 0; n < 25; n++) {
    const { id } = lessons.create({ ...LESSON, title: `lesson ${n}`, confidence: n / 25 });
    for (let times = 0; times < n % 3; times++) lessons.recordApplication(id);
  }
  expect(lessons.getByCategory('bug')).toHaveLength(20);
  expect(lessons.getByCategory('bug', 3).map(({ confidence }) => confidence)).toEqual([
    24 / 25,
    23 / 25,
    22 / 25,
  ]);
  expect(lessons.getByCategory('pattern')).toEqual([]);
  const most = lessons.getMostApplied();
  expect(most).toHaveLength(10);
  expect(most.map(({ applicationCount }) => applicationCount)).toEqual([...Array(8).fill(2), 1, 1]);
  expect(lessons.search()).toHaveLength(20);
  expect(lessons.search({ limit: 100 })).toHaveLength(25);
  expect(lessons.search({ limit: 100, offset: 20 })).toHaveLength(5);
});
