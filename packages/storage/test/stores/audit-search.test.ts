import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AuditLogger, indexAudit, type SpoorDatabase } from '../../src/index.js';
import { at } from '../support/events.js';
import { openDatabase, temporaryDatabase, temporaryFolder } from '../support/temporary.js';

const ENTRIES: Record<string, [action: string, details: object, agent?: string]> = {
  build: ['PreToolUse', { tool: 'Bash', summary: 'npm run build:all\nsecond line' }],
  read: ['PostToolUse', { tool: 'Read', path: '/src/Größe.ts' }, 'Explore'],
  quote: ['UserPromptSubmit', { text: 'say "NEAR(hello world)" OR *' }],
  emoji: ['Notification', { text: 'done 🎉 now' }],
  japanese: ['Notification', { text: 'これは日本語のテストです' }],
  percent: ['Stop', { text: '100%_sure \\ backslash C:\\new' }],
};

const CASES: [text: string, found: string[]][] = [
  ['second', ['build']],
  ['nsecond', []],
  ['SECOND line', ['build']],
  ['buil', ['build']],
  ['build:all', ['build']],
  ['all:build', []],
  ['grosse', []],
  ['GRÖßE', ['read']],
  ['große', ['read']],
  ['explore', ['read']],
  ['pretooluse', ['build']],
  ['"NEAR(hello', ['quote']],
  ['hello OR nothing', []],
  ['say OR', ['quote']],
  ['NOT say', []],
  ['*', ['quote']],
  ['🎉', ['emoji']],
  ['日本語', ['japanese']],
  ['日本語 done', []],
  ['100%', ['percent']],
  ['%', ['percent']],
  ['_', ['percent']],
  ['\\', ['percent']],
  ['tool', ['build', 'read']],
  ['new', ['percent']],
  ['ew', []],
];

function fill(db: SpoorDatabase, names: readonly string[]): void {
  const audit = new AuditLogger(db);
  for (const name of names) {
    const [action, details, agent = 'main'] = ENTRIES[name] ?? ['', {}];
    audit.log({ id: name, action, agent, category: 'user', details: { ...details } });
  }
}

const NAMES = Object.keys(ENTRIES);
const idsOf = (db: SpoorDatabase, text: string) =>
  new AuditLogger(db)
    .query({ text })
    .map(({ id }) => id)
    .sort();

describe('a text is found', () => {
  test.each<[string, number]>([
    ['while nothing is indexed', 0],
    ['when all is indexed', NAMES.length],
    ['when some is', 3],
  ])('%s', (_name, indexed) => {
    const db = temporaryDatabase({ inMemory: true });
    fill(db, NAMES.slice(0, indexed));
    indexAudit(db);
    fill(db, NAMES.slice(indexed));
    for (const [text, found] of CASES) expect([text, idsOf(db, text)]).toEqual([text, found]);
    expect(idsOf(db, ' \t\n')).toHaveLength(NAMES.length);
  });

  test('with the other conditions, on every page, and in counts and the tail', () => {
    const db = temporaryDatabase({ inMemory: true });
    const audit = new AuditLogger(db);
    for (let i = 0; i < 60; i++) {
      if (i === 40) indexAudit(db);
      audit.log({
        id: `a${String(i).padStart(2, '0')}`,
        timestamp: at(i),
        projectId: `/p${i % 2}`,
        action: 'x',
        category: i % 3 === 0 ? 'file' : 'user',
        details: { text: i % 5 === 0 ? 'needle' : 'hay' },
      });
    }
    const expected = [45, 15].map((i) => `a${i}`);
    const query = { text: 'needle', category: 'file', projectId: '/p1' } as const;
    expect(audit.query(query).map(({ id }) => id)).toEqual(expected);
    const [first] = audit.query({ ...query, limit: 1 });
    expect(audit.query({ ...query, before: first }).map(({ id }) => id)).toEqual(['a15']);
    expect(audit.query({ ...query, limit: 1, offset: 1 }).map(({ id }) => id)).toEqual(['a15']);
    expect(audit.summarize({ by: 'category', text: 'needle' })).toEqual([
      { key: 'user', count: 8 },
      { key: 'file', count: 4 },
    ]);
    expect(audit.tail(30, 100, { text: 'needle' }).map(({ id }) => id)).toEqual([
      'a30',
      'a35',
      'a40',
      'a45',
      'a50',
      'a55',
    ]);
  });

  test('on every page where many hold it', () => {
    const db = temporaryDatabase({ inMemory: true });
    db.getDb().exec(`
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20500)
      INSERT INTO audit_logs (id, timestamp, action, category, details)
      SELECT printf('%05d', i), printf('2026-11-21T09:%05d', i), 'x', 'user',
        iif(i % 1000 = 7, '{"t":"rare common"}', '{"t":"common"}') FROM n`);
    indexAudit(db, { limit: 20_300, batchSize: 2_000 });
    const audit = new AuditLogger(db);
    const page = audit.query({ text: 'common', limit: 3, offset: 200 });
    expect(page.map(({ id }) => id)).toEqual(['20300', '20299', '20298']);
    expect(audit.query({ text: 'common rare', limit: 2 }).map(({ id }) => id)).toEqual([
      '20007',
      '19007',
    ]);
    expect(audit.summarize({ by: 'action', text: 'common' })).toEqual([
      { key: 'x', count: 20_500 },
    ]);
  });

  test('by a reader that may not write', () => {
    const path = `${temporaryFolder()}/spoor.db`;
    const writer = openDatabase({ path });
    fill(writer, NAMES.slice(0, 2));
    indexAudit(writer);
    fill(writer, NAMES.slice(2));
    const reader = openDatabase({ path, readonly: true });
    expect(idsOf(reader, 'second')).toEqual(['build']);
    expect(idsOf(reader, 'hello')).toEqual(['quote']);
    expect(idsOf(reader, '🎉')).toEqual(['emoji']);
  });

  test('whatever it is, without an error and the same in the index as before it', () => {
    const tail = temporaryDatabase({ inMemory: true });
    const indexed = temporaryDatabase({ inMemory: true });
    for (const db of [tail, indexed]) fill(db, NAMES);
    indexAudit(indexed);
    const odd = [
      '"',
      '*',
      "'",
      'NEAR(',
      'AND',
      '-',
      '^',
      ':',
      '\0',
      '\ud800',
      '{',
      '🎉',
      '語',
      'ß',
    ];
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc
        .array(fc.oneof(fc.constantFrom(...odd), fc.constantFrom('second', 'say', 'a')))
        .map((words) => words.join(' ')),
      fc.array(fc.constantFrom(...odd)).map((signs) => signs.join('')),
    );
    fc.assert(
      fc.property(text, (anything) => {
        expect(idsOf(indexed, anything)).toEqual(idsOf(tail, anything));
      }),
      { numRuns: 300 },
    );
    const long = 'word '.repeat(100_000);
    expect(idsOf(indexed, long)).toEqual([]);
  });
});

describe('the index', () => {
  const check = (db: SpoorDatabase) => {
    db.getDb().exec("INSERT INTO audit_fts (audit_fts, rank) VALUES ('integrity-check', 1)");
  };

  test('grows in small transactions, and says when it has all', () => {
    const db = temporaryDatabase({ inMemory: true });
    for (let i = 0; i < 25; i++) new AuditLogger(db).log({ action: `a${i}`, category: 'user' });
    expect(indexAudit(db, { batchSize: 4, limit: 8 })).toEqual({ indexed: 8, complete: false });
    check(db);
    expect(indexAudit(db, { batchSize: 4 })).toEqual({ indexed: 17, complete: true });
    expect(indexAudit(db)).toEqual({ indexed: 0, complete: true });
    check(db);
    expect(new AuditLogger(db).query({ text: 'a24' })).toHaveLength(1);
  });

  test('forgets what is deleted, indexed or not, and can be made anew', () => {
    const db = temporaryDatabase({ inMemory: true });
    fill(db, NAMES.slice(0, 3));
    indexAudit(db);
    fill(db, NAMES.slice(3));
    db.getDb().exec("DELETE FROM audit_logs WHERE id IN ('build', 'quote', 'emoji')");
    check(db);
    indexAudit(db);
    check(db);
    expect([idsOf(db, 'second'), idsOf(db, '🎉'), idsOf(db, 'backslash')]).toEqual([
      [],
      [],
      ['percent'],
    ]);
    const words = db
      .getDb()
      .prepare("SELECT count(*) FROM audit_fts WHERE audit_fts MATCH 'second'");
    expect(words.pluck().get()).toBe(0);
    db.getDb().exec("INSERT INTO audit_fts (audit_fts) VALUES ('rebuild')");
    check(db);
    expect(idsOf(db, 'backslash')).toEqual(['percent']);
  });

  test('follows what is changed, indexed or not', () => {
    const db = temporaryDatabase({ inMemory: true });
    fill(db, NAMES.slice(0, 1));
    indexAudit(db);
    fill(db, NAMES.slice(1));
    db.getDb().exec(`UPDATE audit_logs SET details = '{"now":"other\\nwords"}'`);
    check(db);
    indexAudit(db);
    check(db);
    expect([idsOf(db, 'second'), idsOf(db, 'words')]).toEqual([[], [...NAMES].sort()]);
  });

  test('takes entries whose details have no words', () => {
    const db = temporaryDatabase({ inMemory: true });
    const audit = new AuditLogger(db);
    for (const details of [{}, [], null, 'text', 5, { deep: [[['in']]] }]) {
      audit.log({ action: 'x', category: 'user', details });
    }
    indexAudit(db);
    check(db);
    expect(audit.query({ text: 'in' })).toHaveLength(1);
    db.getDb().exec('DELETE FROM audit_logs');
    check(db);
  });
});
