import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  AuditLogger,
  checkpoint,
  indexAudit,
  LessonsStore,
  SessionRecords,
  SessionStore,
  type SpoorDatabase,
} from '../../src/index.js';
import { session } from '../support/records.js';
import { openDatabase, temporaryFolder } from '../support/temporary.js';

const MARK = 'quokka';

/** Words of their own, so that the index gets long and each may begin a leaf of it. */
function words(mark: string, from: number, count: number): string {
  return Array.from({ length: count }, (_, n) => {
    const scattered = ((from + n) * 2_654_435_761) % 2 ** 32;
    return `${mark}${scattered.toString(36).padStart(7, '0')}`;
  }).join(' ');
}

/** How often a word stands in the bytes of a database and its log. */
function countIn(path: string, word: string): number {
  return [path, `${path}-wal`]
    .filter((file) => existsSync(file))
    .map((file) => readFileSync(file).toString('latin1').split(word).length - 1)
    .reduce((sum, count) => sum + count, 0);
}

function open() {
  const path = join(temporaryFolder(), 'spoor.db');
  return { path, db: openDatabase({ path }) };
}

function checkIndex(db: SpoorDatabase, index: string): void {
  db.getDb().exec(`INSERT INTO ${index} (${index}, rank) VALUES ('integrity-check', 1)`);
}

describe('what is deleted leaves no word in a full-text index', () => {
  it('when it is a lesson', () => {
    const { path, db } = open();
    const lessons = new LessonsStore(db);
    const create = (mark: string, n: number) =>
      lessons.create({
        category: 'bug',
        title: 'plain',
        summary: words(mark, n * 500, 40),
        details: words(mark, n * 500 + 40, 400),
      });
    const gone = Array.from({ length: 60 }, (_, n) => {
      create('wombat', n);
      return n % 6 === 0 ? [create(MARK, n).id] : [];
    }).flat();
    for (const id of gone) expect(lessons.delete(id)).toBe(true);
    checkpoint(db);
    expect(countIn(path, MARK)).toBe(0);
    expect(countIn(path, 'wombat')).toBeGreaterThan(1_000);
    checkIndex(db, 'lessons_fts');
    expect(lessons.search({ query: words('wombat', 500, 1) })).toHaveLength(1);
  });

  it.each(['alone', 'inside a transaction'])('when it is a session, deleted %s', (how) => {
    const { path, db } = open();
    const audit = new AuditLogger(db);
    const log = (sessionId: string, mark: string, n: number) =>
      audit.log({ action: 'note', category: 'user', sessionId, details: words(mark, n * 50, 40) });
    for (const id of ['kept', 'gone']) new SessionRecords(db).put(session(id));
    for (let batch = 0; batch < 4; batch++) {
      db.transaction(() => {
        for (let n = 0; n < 300; n++) {
          log('kept', 'wombat', batch * 300 + n);
          if (n % 10 === 0) log('gone', MARK, batch * 300 + n);
        }
      });
      indexAudit(db);
    }
    const remove = () => new SessionStore(db).delete('gone');
    expect(how === 'alone' ? remove() : db.transaction(remove)).toBe(true);
    checkpoint(db);
    expect(countIn(path, MARK)).toBe(0);
    expect(countIn(path, 'wombat')).toBeGreaterThan(1_000);
    checkIndex(db, 'audit_fts');
    expect(audit.query({ text: words('wombat', 50, 1) })).toHaveLength(1);
  });
});

it('an index whose every word is some row’s is not written anew', () => {
  const { db } = open();
  const lessons = new LessonsStore(db);
  const common = { category: 'bug', title: 'plain', summary: words('wombat', 0, 2_000) } as const;
  const { id } = lessons.create(common);
  lessons.create(common);
  const segments = () =>
    db.prepare<[]>('SELECT DISTINCT segid FROM lessons_fts_idx ORDER BY segid').all();
  const before = segments();
  expect(before.length).toBeGreaterThan(1);
  expect(lessons.delete(id)).toBe(true);
  expect(segments()).toEqual(before);
});
