import { describe, expect, test } from 'vitest';
import {
  type AuditCategory,
  type AuditFilter,
  AuditLogger,
  type AuditPosition,
  ExecutionTracker,
  readAuditAround,
  readAuditNames,
  readWholeAuditEntry,
  type SpoorDatabase,
} from '../../src/index.js';
import { at } from '../support/events.js';
import { temporaryDatabase } from '../support/temporary.js';

const CATEGORIES: readonly AuditCategory[] = ['state', 'file', 'agent', 'user'];

/** Times that go back and repeat; some kinds are rare. */
function filled(count = 400): SpoorDatabase {
  const db = temporaryDatabase({ inMemory: true });
  const audit = new AuditLogger(db);
  for (let i = 0; i < count; i++) {
    audit.log({
      id: `a${String((i * 7919) % 1000).padStart(3, '0')}`,
      timestamp: at(((i * 37) % 90) * 3_600),
      projectId: i % 7 === 0 ? null : `/p${i % 3}`,
      sessionId: `s${i % 5}`,
      agent: i % 11 === 0 ? null : i % 2 === 0 ? 'main' : 'Explore',
      action: `did${i % 6}`,
      category: i % 97 === 0 ? 'security' : (CATEGORIES[i % 4] ?? 'user'),
      details: { text: i % 3 === 0 ? 'a needle' : 'hay' },
    });
  }
  return db;
}

const FILTERS: AuditFilter[] = [
  {},
  { projectId: '/p1' },
  { sessionId: 's3' },
  { category: 'file' },
  { category: 'security' },
  { agent: 'main' },
  { action: 'did3', projectId: '/p2' },
  { startDate: at(40_000), endDate: at(200_000) },
  { projectId: '/p1', startDate: at(40_000), endDate: at(200_000) },
  { category: 'agent', startDate: at(40_000) },
  { text: 'needle' },
  { text: 'needle', category: 'user', endDate: at(250_000) },
  { action: 'never' },
  { withoutActions: [] },
  { withoutActions: ['did1', 'did2', 'never'] },
  { withoutActions: ['did3'], category: 'user', text: 'needle' },
  { withoutActions: ['did3'], category: 'security' },
];

function all(db: SpoorDatabase, filter: AuditFilter): AuditPosition[] {
  return new AuditLogger(db)
    .query({ ...filter, limit: 1_000 })
    .map(({ id, timestamp }) => ({ id, timestamp }))
    .reverse();
}

function placesIn(whole: readonly AuditPosition[]): (AuditPosition | null)[] {
  return [
    null,
    { timestamp: '', id: '' },
    { timestamp: '~', id: '' },
    { timestamp: at(100_000), id: '' },
    { timestamp: at(10_000), id: 'b' },
    { timestamp: at(260_000), id: 'b' },
    ...[0, 1, 150, 151, 398, 399].map((index) => whole[index] ?? null),
  ];
}

function isUpTo(one: AuditPosition, place: AuditPosition): boolean {
  if (one.timestamp !== place.timestamp) return one.timestamp < place.timestamp;
  return one.id <= place.id;
}

describe('the entries around a place', () => {
  test.each(FILTERS)('fit %j, in both directions, and tell whether there are more', (filter) => {
    const db = filled();
    const wanted = all(db, filter);
    for (const place of placesIn(all(db, {}))) {
      const upTo = place === null ? wanted : wanted.filter((one) => isUpTo(one, place));
      const behind = wanted.slice(upTo.length);
      const { entries, olderLeft, newerLeft } = readAuditAround(db, {
        filter,
        at: place,
        older: 12,
        newer: 7,
      });
      expect(entries.map(({ id }) => id)).toEqual(
        [...upTo.slice(-12), ...behind.slice(0, 7)].map(({ id }) => id),
      );
      expect({ olderLeft, newerLeft }).toEqual({
        olderLeft: upTo.length > 12,
        newerLeft: behind.length > 7,
      });
    }
  });

  test('are read by pages that meet, so that one who scrolls sees each once', () => {
    const db = filled();
    const seen: string[] = [];
    let place: AuditPosition = { timestamp: '', id: '' };
    for (;;) {
      const { entries, newerLeft } = readAuditAround(db, {
        filter: {},
        at: place,
        older: 0,
        newer: 30,
      });
      seen.push(...entries.map(({ id }) => id));
      const last = entries.at(-1);
      if (!newerLeft || last === undefined) break;
      place = { timestamp: last.timestamp, id: last.id };
    }
    expect(seen).toEqual(all(db, {}).map(({ id }) => id));
  });

  test('have the beginning of long details, and all of short ones', () => {
    const long = temporaryDatabase({ inMemory: true });
    const audit = new AuditLogger(long);
    audit.log({ action: 'long', category: 'user', details: { text: 'x'.repeat(1_000_000) } });
    audit.log({ action: 'short', category: 'user', details: { text: 'y' } });
    const { entries } = readAuditAround(long, { filter: {}, at: null, older: 5, newer: 0 });
    const details = new Map(entries.map((entry) => [entry.action, entry.details]));
    expect(details.get('long')?.length).toBe(1_000);
    expect(details.get('short')).toBe('{"text":"y"}');
  });

  test('refuse counts that are none', () => {
    const db = temporaryDatabase({ inMemory: true });
    const ask = () => readAuditAround(db, { filter: {}, at: null, older: -1, newer: 0 });
    expect(ask).toThrow(/whole number/);
  });
});

test('the log knows its projects, agents and actions by name', () => {
  expect(readAuditNames(filled(50))).toEqual({
    projects: ['/p0', '/p1', '/p2'],
    agents: ['Explore', 'main'],
    actions: ['did0', 'did1', 'did2', 'did3', 'did4', 'did5'],
  });
  expect(readAuditNames(temporaryDatabase({ inMemory: true }))).toEqual({
    projects: [],
    agents: [],
    actions: [],
  });
});

test('a log with too many kinds of entries names none', () => {
  const db = temporaryDatabase({ inMemory: true });
  const audit = new AuditLogger(db);
  for (let i = 0; i < 2_001; i++) audit.log({ action: `did${i}`, category: 'user' });
  expect(readAuditNames(db)).toBeNull();
});

test('an entry is read whole with the turn that was going on', () => {
  const db = temporaryDatabase({ inMemory: true });
  const turn = new ExecutionTracker(db).startTrace(null, 's1', 'do it');
  const audit = new AuditLogger(db);
  const details = { text: 'x'.repeat(10_000) };
  audit.log({
    id: 'early',
    action: 'a',
    category: 'user',
    sessionId: 's1',
    timestamp: '2001-01-01T00:00:00.000Z',
  });
  audit.log({
    id: 'late',
    action: 'a',
    category: 'user',
    sessionId: 's1',
    timestamp: '2999-01-01T00:00:00.000Z',
    details,
  });
  audit.log({ id: 'none', action: 'a', category: 'user' });
  expect(readWholeAuditEntry(db, 'early')).toMatchObject({ traceId: null, session: null });
  const late = readWholeAuditEntry(db, 'late');
  expect(late?.traceId).toBe(turn);
  expect(JSON.parse(late?.entry.details ?? '')).toEqual(details);
  expect(readWholeAuditEntry(db, 'none')).toMatchObject({ traceId: null, session: null });
  expect(readWholeAuditEntry(db, 'other')).toBeNull();
});

test('a rare kind is found along its index, never by going through the log', () => {
  const db = temporaryDatabase({ inMemory: true });
  const insert = db.prepare<[string, string, string]>(
    `INSERT INTO audit_logs (id, timestamp, agent, action, category, details)
     VALUES (?, ?, 'main', 'did', ?, '{}')`,
  );
  db.transaction(() => {
    for (let i = 0; i < 500; i++) insert.run(`e${i}`, at(i), i === 3 ? 'security' : 'file');
  });
  const handle = db.getDb();
  const prepare = handle.prepare.bind(handle);
  const statements: string[] = [];
  handle.prepare = ((sql: string) => {
    statements.push(sql);
    return prepare(sql);
  }) as typeof handle.prepare;
  const around = { filter: { category: 'security' }, at: null, older: 10, newer: 0 } as const;
  expect(readAuditAround(db, around).entries.map(({ id }) => id)).toEqual(['e3']);
  const byKind = statements.filter((sql) => sql.includes('@kinds'));
  expect(byKind).toHaveLength(1);
  const plan = prepare(`EXPLAIN QUERY PLAN ${byKind[0]}`).all({
    kinds: '[]',
    limit: 1,
    offset: 0,
  }) as { detail: string }[];
  const scanned = plan.filter(({ detail }) => /^SCAN (audit_logs|hit USING)/.test(detail));
  expect(scanned).toEqual([]);
});
