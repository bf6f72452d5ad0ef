import { expect, test } from 'vitest';
import { LessonsStore, listLessonRows, readLessonUses } from '../../src/index.js';
import { plansOf } from '../support/plans.js';
import { temporaryDatabase } from '../support/temporary.js';

test('lessons are listed with how often and when they were used', () => {
  const db = temporaryDatabase();
  const store = new LessonsStore(db);
  const evidence = [{ sessionId: 's', toolUseId: 'c' }];
  const first = store.create({ category: 'bug', title: 'one', summary: 's'.repeat(900), evidence });
  const second = store.create({ category: 'pattern', title: 'two', tags: ['a', 'b'] });
  store.recordApplication(first.id);
  store.recordApplication(first.id);
  const { rows: lessons, total } = listLessonRows(db, 10);
  expect(total).toBe(2);
  expect(lessons).toMatchObject([
    { id: second.id, tags: ['a', 'b'], evidence: 0, applicationCount: 0, lastUsedAt: null },
    { id: first.id, evidence: 1, applicationCount: 2, summary: 's'.repeat(400) },
  ]);
  const uses = readLessonUses(db, first.id);
  expect(uses).toHaveLength(2);
  expect(lessons[1]?.lastUsedAt).toBe(uses[0]);
  expect(readLessonUses(db, second.id)).toEqual([]);
  expect(readLessonUses(db, first.id, 1)).toEqual(uses.slice(0, 1));
  expect(listLessonRows(db, 1)).toMatchObject({ total: 2, rows: [{ id: second.id }] });
});

test('uses are found in the index of the audit log', () => {
  const plans = plansOf((db) => readLessonUses(db, 'x'));
  expect(plans.join('\n')).toMatch(/SEARCH audit_logs USING INDEX audit_logs_by_kind/);
});
