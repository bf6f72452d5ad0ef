import { describe, expect, test } from 'vitest';
import { type AuditCategory, AuditLogger, type AuditQuery } from '../../src/index.js';
import { at } from '../support/events.js';
import { temporaryDatabase } from '../support/temporary.js';

const CATEGORIES: readonly AuditCategory[] = ['state', 'file', 'agent', 'security', 'user'];

function filled(): AuditLogger {
  const audit = new AuditLogger(temporaryDatabase({ inMemory: true }));
  for (let i = 0; i < 60; i++) {
    audit.log({
      id: `a${String(i).padStart(2, '0')}`,
      timestamp: at(Math.floor(i / 2)),
      projectId: `/p${i % 3}`,
      taskId: `task${i % 4}`,
      sessionId: `s${i % 5}`,
      agent: i % 2 === 0 ? 'main' : 'Explore',
      action: `did ${i}`,
      category: CATEGORIES[i % 5 === 0 ? 0 : i % 4] ?? 'user',
    });
  }
  return audit;
}

describe('the audit log', () => {
  test('gives back what was written, with what was left out made', () => {
    const audit = new AuditLogger(temporaryDatabase({ inMemory: true }));
    const id = audit.log({ action: 'x', category: 'user', details: { a: [1, null] } });
    const [entry] = audit.query();
    expect(entry).toMatchObject({ id, action: 'x', category: 'user', details: { a: [1, null] } });
    expect(entry?.timestamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect([entry?.projectId, entry?.userId, entry?.ipAddress]).toEqual([null, null, null]);
  });

  test('keeps an entry once', () => {
    const audit = new AuditLogger(temporaryDatabase({ inMemory: true }));
    audit.log({ id: 'one', action: 'first', category: 'user' });
    expect(audit.log({ id: 'one', action: 'second', category: 'user' })).toBe('one');
    expect(audit.query().map((entry) => entry.action)).toEqual(['first']);
  });

  test('refuses a category that there is not', () => {
    const audit = new AuditLogger(temporaryDatabase({ inMemory: true }));
    expect(() => audit.log({ action: 'x', category: 'other' as AuditCategory })).toThrow(
      /^category: must be one of state/,
    );
  });

  test('keeps no secret', () => {
    const audit = new AuditLogger(temporaryDatabase({ inMemory: true }));
    const secret = `ghp_${'a1B2'.repeat(9)}`;
    audit.log({ action: `ran with ${secret}`, category: 'user', details: { deep: [secret] } });
    expect(JSON.stringify(audit.query())).not.toContain(secret);
  });

  test.each<AuditQuery>([
    {},
    { projectId: '/p1' },
    { taskId: 'task2' },
    { sessionId: 's3' },
    { category: 'file' },
    { agent: 'main' },
    { startDate: at(10) },
    { endDate: at(10) },
    { startDate: at(5), endDate: at(5) },
    { projectId: '/p1', agent: 'main', startDate: at(4), endDate: at(20) },
    { projectId: '/none' },
  ])('finds the entries of %j, newest first', (query) => {
    const audit = filled();
    const all = audit.query({ limit: 1_000 });
    const expected = all.filter(
      (entry) =>
        (['projectId', 'taskId', 'sessionId', 'category', 'agent'] as const).every(
          (key) => query[key] === undefined || entry[key] === query[key],
        ) &&
        entry.timestamp >= (query.startDate ?? '') &&
        entry.timestamp <= (query.endDate ?? '9'),
    );
    expect(all.map((entry) => entry.id)).toEqual(
      Array.from({ length: 60 }, (_, i) => `a${String(59 - i).padStart(2, '0')}`),
    );
    expect(audit.query(query)).toEqual(expected);
    expect(audit.query({ ...query, limit: 3, offset: 2 })).toEqual(expected.slice(2, 5));
  });

  test('counts a project by category, most first', () => {
    const audit = filled();
    const summary = audit.getSummary('/p0');
    expect(summary.reduce((sum, { count }) => sum + count, 0)).toBe(20);
    expect(summary.map(({ count }) => count)).toEqual(
      summary.map(({ count }) => count).sort((a, b) => b - a),
    );
    for (const { category, count } of summary) {
      expect(audit.query({ projectId: '/p0', category })).toHaveLength(count);
    }
    expect(audit.getSummary('/none')).toEqual([]);
  });
});
