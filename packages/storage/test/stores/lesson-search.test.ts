import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Lesson, LessonsStore, type NewLesson, SpoorDatabase } from '../../src/index.js';

/** A store with lessons that have these fields; found by their titles. */
function store(...lessons: Partial<NewLesson>[]): LessonsStore {
  const kept = new LessonsStore(new SpoorDatabase({ inMemory: true }));
  for (const lesson of lessons) kept.create({ category: 'bug', title: 'untitled', ...lesson });
  return kept;
}

const titles = (lessons: LessonsStore, query: Parameters<LessonsStore['search']>[0]) =>
  lessons.search(query).map(({ title }) => title);

describe('a text', () => {
  const lessons = store(
    { title: 'Locks', summary: 'Begin IMMEDIATE, or BUSY comes at once', details: "don't wait" },
    { title: '数据库连接池', summary: '关闭空闲连接', details: 'pool size' },
    { title: 'データベースの移行', summary: 'マイグレーションは一度に' },
    { title: 'Deploys', summary: 'Ship it 🚀 on Mondays 👩‍👩‍👧', details: '100% of C++ builds' },
    { title: 'Near misses', summary: 'a NEAR( b) AND title: NOT x*', details: 'foo-bar "quoted"' },
    { title: 'Naïve café', summary: 'Ελληνικά и русский текст', details: 'हिन्दी भाषा' },
  );

  test.each([
    ['immediate', ['Locks']],
    ['IMMEDIATE busy', ['Locks']],
    ['imme', ['Locks']],
    ['busy imme', ['Locks']],
    ["don't", ['Locks']],
    ['"busy', ['Locks']],
    ['连接', ['数据库连接池']],
    ['连接 pool', ['数据库连接池']],
    ['移行', ['データベースの移行']],
    ['データ 移行', ['データベースの移行']],
    ['🚀', ['Deploys']],
    ['🚀 ship', ['Deploys']],
    ['👩‍👩‍👧', ['Deploys']],
    ['c++', ['Deploys']],
    ['100%', ['Deploys']],
    ['NEAR(', ['Near misses']],
    ['NEAR(b', ['Near misses']],
    ['x*', ['Near misses']],
    ['title:', ['Near misses']],
    ['foo-bar', ['Near misses']],
    ['foo - bar', ['Near misses']],
    ['"quoted"', ['Near misses']],
    ['*', ['Near misses']],
    ['%', ['Deploys']],
    ['naive cafe', ['Naïve café']],
    ['ΕΛΛΗΝΙΚΆ', ['Naïve café']],
    ['ТЕКСТ', ['Naïve café']],
    ['भाषा', ['Naïve café']],
    ['_', []],
    ['\\', []],
    ['nothing', []],
    ['没有', []],
  ])('%j finds %j', (query, expected) => {
    expect(titles(lessons, { query })).toEqual(expected);
  });

  test.each(['', '   ', '\n\t', '\u0000'])('%j lists all', (query) => {
    expect(lessons.search({ query })).toHaveLength(6);
  });

  test('of which no lesson holds all words finds those that hold some', () => {
    expect(titles(lessons, { query: 'how do I begin immediate transactions?' })).toEqual(['Locks']);
    expect(titles(lessons, { query: 'pool immediate' }).toSorted()).toEqual([
      'Locks',
      '数据库连接池',
    ]);
    expect(titles(lessons, { query: 'immediate 连接' }).toSorted()).toEqual([
      'Locks',
      '数据库连接池',
    ]);
  });
});

describe('the order', () => {
  test('is by relevance: the title weighs most', () => {
    const filler = Array.from({ length: 6 }, (_, n) => ({ title: `other ${n}`, summary: 'words' }));
    const lessons = store(
      { title: 'in details', details: 'about migration', confidence: 1 },
      { title: 'in summary', summary: 'about migration', confidence: 0.9 },
      { title: 'migration', confidence: 0 },
      ...filler,
    );
    expect(titles(lessons, { query: 'migration' })).toEqual([
      'migration',
      'in summary',
      'in details',
    ]);
  });

  test('puts a whole word before one that goes on', () => {
    const filler = Array.from({ length: 6 }, (_, n) => ({ title: `other ${n}` }));
    const lessons = store(
      { title: 'a tested thing', confidence: 1 },
      { title: 'a test thing', confidence: 0 },
      ...filler,
    );
    expect(titles(lessons, { query: 'test' })).toEqual(['a test thing', 'a tested thing']);
  });

  test('is the same for parts of a text', () => {
    const lessons = store(
      { title: 'in details', details: '关于迁移', confidence: 1 },
      { title: 'in summary', summary: '关于迁移', confidence: 0.9 },
      { title: '迁移', confidence: 0 },
    );
    expect(titles(lessons, { query: '迁移' })).toEqual(['迁移', 'in summary', 'in details']);
  });

  test('of equally relevant ones is by confidence, then by use', () => {
    const same = { summary: 'retry with jitter' };
    const lessons = store(
      { ...same, title: 'low', confidence: 0.1 },
      { ...same, title: 'used', confidence: 0.8 },
      { ...same, title: 'high', confidence: 0.9 },
      { ...same, title: 'unused', confidence: 0.8 },
    );
    const used = lessons.search({ limit: 9 }).find(({ title }) => title === 'used');
    lessons.recordApplication(used?.id ?? '');
    const expected = ['high', 'used', 'unused', 'low'];
    expect(titles(lessons, { query: 'jitter' })).toEqual(expected);
    expect(titles(lessons, {})).toEqual(expected);
    expect(titles(lessons, { query: 'jitter', limit: 2, offset: 1 })).toEqual(expected.slice(1, 3));
  });

  test('is the same over many lessons, page by page', () => {
    const lessons = store(
      ...Array.from({ length: 1_200 }, (_, n) => ({
        title: n % 3 === 0 ? `jitter ${n}` : `lesson ${n}`,
        summary: 'retry with jitter',
        confidence: ((n * 7) % 1_200) / 1_200,
      })),
    );
    const expected = [true, false].flatMap((inTitle) =>
      lessons
        .search({ limit: 1_200 })
        .filter(({ title }) => title.startsWith('jitter') === inTitle)
        .toSorted((a, b) => b.confidence - a.confidence)
        .map(({ title }) => title),
    );
    const pages = Array.from({ length: 12 }, (_, n) =>
      titles(lessons, { query: 'jitter', limit: 100, offset: n * 100 }),
    );
    expect(pages.flat()).toEqual(expected);
    expect(titles(lessons, { query: 'jitter', limit: 9_999 })).toEqual(expected);
  });
});

describe('filters', () => {
  const lessons = store(
    { title: 'here', projectId: '/work', tags: ['sqlite', 'locks'], category: 'bug' },
    { title: 'there', projectId: '/other', tags: ['sql'], category: 'pattern' },
    { title: 'anywhere', tags: ['sqlite', "o'brien", '100%'], category: 'pattern' },
  );

  test.each([
    [{ projectId: '/work' }, ['anywhere', 'here']],
    [{ projectId: '/other' }, ['anywhere', 'there']],
    [{ projectId: '/none' }, ['anywhere']],
    [{ projectId: null }, ['anywhere']],
    [{ category: 'pattern' as const }, ['anywhere', 'there']],
    [{ category: 'pattern' as const, projectId: '/work' }, ['anywhere']],
    [{ tags: ['sqlite'] }, ['anywhere', 'here']],
    [{ tags: ['sql'] }, ['there']],
    [{ tags: ['sqlite', 'locks'] }, ['here']],
    [{ tags: ['sqlite', 'sqlite'] }, ['anywhere', 'here']],
    [{ tags: ['lock'] }, []],
    [{ tags: ["o'brien"] }, ['anywhere']],
    [{ tags: ['100%'] }, ['anywhere']],
    [{ tags: ['%'] }, []],
    [{ tags: [] }, ['anywhere', 'here', 'there']],
    [{ query: 'here', tags: ['sqlite'] }, ['here']],
    [{ query: '🚀', projectId: '/work' }, []],
  ])('%j', (query, expected) => {
    expect(titles(lessons, query).toSorted()).toEqual(expected);
  });

  test.each([{ category: 'x' }, { limit: -1 }, { offset: 0.5 }, { limit: Number.NaN }])(
    'refuse %j',
    (query) => {
      expect(() => lessons.search(query as never)).toThrow(
        expect.objectContaining({ code: 'INVALID' }),
      );
    },
  );
});

test('the full-text index keeps step with what changes', () => {
  const lessons = store({ title: 'old words' });
  const [lesson] = lessons.search();
  const id = lesson?.id ?? '';
  lessons.update(id, { title: 'new words' });
  expect([titles(lessons, { query: 'old' }), titles(lessons, { query: 'new' })]).toEqual([
    [],
    ['new words'],
  ]);
  lessons.delete(id);
  expect(titles(lessons, { query: 'words' })).toEqual([]);
});

test('the full-text index is whole after any changes', () => {
  const step = fc.record({
    kind: fc.constantFrom('create', 'create', 'update', 'apply', 'delete'),
    at: fc.nat(9),
    title: fc.constantFrom('one', 'two words', '数据库', 'ünï cödé'),
    details: fc.constantFrom('more', null),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
      const db = new SpoorDatabase({ inMemory: true });
      const lessons = new LessonsStore(db);
      for (const { kind, at, ...fields } of steps) {
        const all = lessons.search({ limit: 99 });
        const id = all[at % Math.max(1, all.length)]?.id ?? '';
        if (kind === 'create') lessons.create({ category: 'bug', ...fields });
        else if (kind === 'update') lessons.update(id, fields);
        else if (kind === 'apply') lessons.recordApplication(id);
        else lessons.delete(id);
      }
      db.getDb().exec("INSERT INTO lessons_fts (lessons_fts, rank) VALUES ('integrity-check', 1)");
      db.close();
    }),
    { numRuns: 50 },
  );
});

/** Words of one letter can't be beginnings of others, so that a plain model can tell what is found. */
const WORDS = ['a', 'b', 'c', 'd', 'e'];

test('all words, else any of them: as a plain model finds it', () => {
  const words = fc.uniqueArray(fc.constantFrom(...WORDS), { maxLength: 4 });
  const lesson = fc.record({
    title: words.map((list) => ['title', ...list].join(' ')),
    summary: words.map((list) => list.join(' ')),
    details: words.map((list) => list.join(' ')),
    tags: fc.uniqueArray(fc.constantFrom('x', 'xy', 'y'), { maxLength: 3 }),
    projectId: fc.constantFrom('/p', '/q', null),
    category: fc.constantFrom('bug' as const, 'pattern' as const),
  });
  const query = fc.record({
    words: fc.uniqueArray(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 3 }),
    tags: fc.uniqueArray(fc.constantFrom('x', 'xy', 'y', 'z'), { maxLength: 2 }),
    projectId: fc.constantFrom('/p', null, undefined),
    category: fc.constantFrom('bug' as const, undefined),
  });
  fc.assert(
    fc.property(fc.array(lesson, { maxLength: 8 }), query, (lessons, { words, ...filter }) => {
      const db = new SpoorDatabase({ inMemory: true });
      const kept = new LessonsStore(db);
      const created = lessons.map((one) => kept.create(one));
      const fits = created.filter(
        (one) =>
          filter.tags.every((tag) => one.tags.includes(tag)) &&
          (filter.category === undefined || one.category === filter.category) &&
          (filter.projectId === undefined ||
            one.projectId === null ||
            one.projectId === filter.projectId),
      );
      const holds = (one: Lesson, word: string) =>
        `${one.title} ${one.summary} ${one.details}`.split(' ').includes(word);
      const all = fits.filter((one) => words.every((word) => holds(one, word)));
      const any = fits.filter((one) => words.some((word) => holds(one, word)));
      const found = kept.search({ query: words.join(' '), ...filter, limit: 99 });
      const expected = all.length > 0 ? all : any;
      expect(found.map(({ id }) => id).toSorted()).toEqual(expected.map(({ id }) => id).toSorted());
      const pages = [0, 2, 4, 6].flatMap((offset) =>
        kept.search({ query: words.join(' '), ...filter, limit: 2, offset }),
      );
      expect(pages).toEqual(found);
      db.close();
    }),
    { numRuns: 100 },
  );
});

/** Pieces that mean something to FTS5, SQL, LIKE or JSON, and letters of many scripts. */
const PIECES = [
  ...[
    '"',
    "'",
    '*',
    '(',
    ')',
    ':',
    '^',
    '-',
    '+',
    '{',
    '}',
    '[',
    ']',
    ',',
    '.',
    ';',
    '%',
    '_',
    '\\',
  ],
  ...['NEAR', 'NEAR(', 'AND', 'OR', 'NOT', 'title', 'lessons_fts', '--', '/*', '\u0000', '\ud800'],
  ...[
    ' ',
    '\n',
    '\t',
    '\u00a0',
    '\u3000',
    'word',
    'Ünïcödé',
    '数据',
    'かな',
    'ไทย',
    'हिन्दी',
    '🚀',
    '👩‍👩‍👧',
  ],
  ...['\u0301', '\u200d', '\ufeff', '𞤀', '€', '1e5', '\u{10ffff}', '$spoor', '?', '@x', ':name'],
];

test('20,000 random texts are searched for without an error', () => {
  const lessons = store({
    title: 'word 数据',
    summary: '🚀 NEAR title',
    details: 'हिन्दी "quoted"',
  });
  const text = fc.oneof(
    fc.array(fc.constantFrom(...PIECES), { maxLength: 8 }).map((list) => list.join('')),
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc.string({ unit: 'grapheme', maxLength: 20 }),
    fc
      .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 12 })
      .map((units) => String.fromCharCode(...units)),
  );
  const texts = fc.sample(text, { numRuns: 20_000 });
  const found = texts.filter((query) => lessons.search({ query }).length > 0);
  expect(found.length).toBeGreaterThan(1_000);
  expect(found.length).toBeLessThan(texts.length);
  expect(lessons.search({ query: 'word '.repeat(100_000) })).toHaveLength(1);
  expect(lessons.search({ query: '数'.repeat(100_000) })).toEqual([]);
}, 120_000);
