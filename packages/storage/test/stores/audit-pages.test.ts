import { describe, expect, test } from 'vitest';
import {
  type AuditCategory,
  AuditLogger,
  type AuditQuery,
  type SequencedAuditEntry,
} from '../../src/index.js';
import { at } from '../support/events.js';
import { temporaryDatabase } from '../support/temporary.js';

const CATEGORIES: readonly AuditCategory[] = ['state', 'file', 'agent', 'security', 'user'];

/** Times that go back and repeat, and values that are absent. */
function filled(count = 300): AuditLogger {
  const audit = new AuditLogger(temporaryDatabase({ inMemory: true }));
  for (let i = 0; i < count; i++) {
    audit.log({
      id: `a${String((i * 7919) % 1000).padStart(3, '0')}`,
      timestamp: at(((i * 37) % 50) * 7_200),
      projectId: i % 7 === 0 ? null : `/p${i % 3}`,
      taskId: i % 4 === 0 ? `task${i % 8}` : null,
      sessionId: `s${i % 5}`,
      agent: i % 11 === 0 ? null : i % 2 === 0 ? 'main' : 'Explore',
      action: `did${i % 6}`,
      category: CATEGORIES[i % 5 === 0 ? 0 : i % 4] ?? 'user',
      userId: i % 50 === 0 ? 'me' : null,
      ipAddress: i % 60 === 0 ? '::1' : null,
    });
  }
  return audit;
}

const QUERIES: AuditQuery[] = [
  {},
  { projectId: '/p1' },
  { taskId: 'task4' },
  { sessionId: 's3' },
  { category: 'file' },
  { agent: 'main' },
  { action: 'did3' },
  { userId: 'me' },
  { ipAddress: '::1' },
  { startDate: at(36_000), endDate: at(200_000) },
  { projectId: '/p1', category: 'file', agent: 'Explore' },
  { projectId: '/p1', category: 'file', startDate: at(36_000) },
  { category: 'agent', agent: 'main', action: 'did2' },
  { sessionId: 's1', projectId: '/p2', category: 'state' },
  { userId: 'me', projectId: '/p1', endDate: at(200_000) },
  { ipAddress: '::1', userId: 'me' },
  { taskId: 'task0', sessionId: 's0', action: 'did0' },
  { withoutActions: ['did0', 'did4'] },
  { withoutActions: ['did0'], category: 'file', projectId: '/p1' },
  { withoutActions: ['did1'], sessionId: 's1' },
  { projectId: '/p1', agent: 'nobody', category: 'security' },
];

const fits = (query: AuditQuery) => (entry: SequencedAuditEntry) =>
  (
    [
      'projectId',
      'taskId',
      'sessionId',
      'category',
      'agent',
      'action',
      'userId',
      'ipAddress',
    ] as const
  ).every((key) => query[key] === undefined || entry[key] === query[key]) &&
  query.withoutActions?.includes(entry.action) !== true &&
  entry.timestamp >= (query.startDate ?? '') &&
  entry.timestamp <= (query.endDate ?? '9');

describe('pages of the audit log', () => {
  test.each(QUERIES)('of %j join to the whole, along the key as by offset', (query) => {
    const audit = filled();
    const all = audit.query({ limit: 1_000 });
    const sorted = all.toSorted((a, b) =>
      a.timestamp === b.timestamp ? (a.id < b.id ? 1 : -1) : a.timestamp < b.timestamp ? 1 : -1,
    );
    expect(all).toEqual(sorted);
    const expected = all.filter(fits(query));
    expect(audit.query({ ...query, limit: 1_000 })).toEqual(expected);
    const paged: SequencedAuditEntry[] = [];
    for (let page = audit.query({ ...query, limit: 7 }); page.length > 0; ) {
      paged.push(...page);
      page = audit.query({ ...query, limit: 7, before: page.at(-1) });
    }
    expect(paged).toEqual(expected);
    expect(audit.query({ ...query, limit: 5, offset: 3 })).toEqual(expected.slice(3, 8));
  });

  test.each(QUERIES)('of %j are counted by everything', (query) => {
    const audit = filled();
    const entries = audit.query({ ...query, limit: 1_000 });
    for (const by of ['category', 'agent', 'action', 'day'] as const) {
      const counts = audit.summarize({ by, ...query });
      const keyOf = (entry: SequencedAuditEntry) =>
        by === 'day' ? entry.timestamp.slice(0, 10) : entry[by];
      const expected = [...Map.groupBy(entries, keyOf)].map(([key, all]) => ({
        key,
        count: all.length,
      }));
      expect(counts).toHaveLength(expected.length);
      expect(counts).toEqual(expect.arrayContaining(expected));
      const order =
        by === 'day' ? counts.map(({ key }) => String(key)) : counts.map(({ count }) => -count);
      expect(order).toEqual(
        by === 'day' ? order.toSorted() : (order as number[]).toSorted((a, b) => a - b),
      );
    }
  });

  test('hold entries whose times are no times', () => {
    const audit = new AuditLogger(temporaryDatabase({ inMemory: true }));
    for (const timestamp of ['', 'x', '~', '~~~~~~~~~~~~', '\u{10FFFF}'.repeat(20)]) {
      audit.log({ action: 'x', category: 'user', timestamp });
    }
    expect(audit.query()).toHaveLength(5);
    expect(audit.summarize({ by: 'day' }).length).toBeLessThanOrEqual(5);
    expect(audit.summarize({ by: 'category' })).toEqual([{ key: 'user', count: 5 }]);
  });
});

describe('the tail of the audit log', () => {
  test('goes on by the place, though the clock goes back', () => {
    const audit = new AuditLogger(temporaryDatabase({ inMemory: true }));
    expect([audit.latestSeq(), audit.tail(0)]).toEqual([0, []]);
    const seen: string[] = [];
    let after = 0;
    for (let i = 20; i > 0; i--) {
      audit.log({ id: `a${i}`, action: 'x', category: 'user', timestamp: at(i) });
      if (i % 3 !== 0) continue;
      const entries = audit.tail(after, 2);
      seen.push(...entries.map(({ id }) => id));
      after = entries.at(-1)?.seq ?? after;
    }
    seen.push(...audit.tail(after).map(({ id }) => id));
    expect(seen).toEqual(Array.from({ length: 20 }, (_, i) => `a${20 - i}`));
    expect(audit.latestSeq()).toBe(20);
  });

  test('takes every filter', () => {
    const audit = filled();
    for (const query of QUERIES) {
      const expected = audit.tail(0, 1_000).filter(fits(query));
      expect(audit.tail(0, 1_000, query)).toEqual(expected);
      expect(audit.tail(100, 4, query)).toEqual(
        expected.filter(({ seq }) => seq > 100).slice(0, 4),
      );
    }
  });

  test('keeps its place when entries are deleted', () => {
    const db = temporaryDatabase({ inMemory: true });
    const audit = new AuditLogger(db);
    for (const action of ['a', 'b', 'c']) audit.log({ action, category: 'user' });
    db.getDb().exec('DELETE FROM audit_logs');
    expect(audit.latestSeq()).toBe(3);
    audit.log({ action: 'd', category: 'user' });
    expect(audit.tail(3).map(({ action, seq }) => ({ action, seq }))).toEqual([
      { action: 'd', seq: 4 },
    ]);
  });
});
