import { describe, expect, test } from 'vitest';
import {
  AuditLogger,
  CounterStore,
  noteForgotten,
  removeSession,
  type Session,
  type SessionQuery,
  SessionStore,
  type SpoorDatabase,
} from '../../src/index.js';
import { at } from '../support/events.js';
import { session } from '../support/records.js';
import { openDatabase, temporaryDatabase, temporaryFolder } from '../support/temporary.js';

function setUp() {
  const db = temporaryDatabase({ inMemory: true });
  return { db, sessions: new SessionStore(db) };
}

describe('sessions', () => {
  test('are written, read, and written over', () => {
    const { sessions } = setUp();
    expect(sessions.get('s1')).toBeNull();
    expect(sessions.facts('s1')).toBeNull();
    sessions.put(session('s1', { facts: '{"n":1}' }));
    sessions.put(session('s1', { status: 'ended', endedAt: at(9), durationMs: 9_000 }));
    const { facts, ...columns } = session('s1', {
      status: 'ended',
      endedAt: at(9),
      durationMs: 9_000,
    });
    expect(sessions.get('s1')).toEqual({
      ...columns,
      client: 'claude-code',
      name: null,
      userRenamed: false,
      metadata: {},
    });
    expect(sessions.facts('s1')).toBe(facts);
  });

  test('are listed by last activity', () => {
    const { sessions } = setUp();
    for (const [id, second] of [
      ['a', 2],
      ['b', 3],
      ['c', 1],
      ['d', 3],
    ] as const) {
      sessions.put(session(id, { lastActivityAt: at(second) }));
    }
    expect(sessions.list().map(({ id }) => id)).toEqual(['d', 'b', 'a', 'c']);
    expect(sessions.list({ limit: 2, offset: 1 }).map(({ id }) => id)).toEqual(['b', 'a']);
  });

  test('are found by the start of their id, taken literally', () => {
    const { sessions } = setUp();
    for (const id of ['ab1', 'ab2', 'a%', 'ac\u{1F600}', 'AB3']) sessions.put(session(id));
    expect(sessions.idsStartingWith('ab')).toEqual(['ab1', 'ab2']);
    expect(sessions.idsStartingWith('a%')).toEqual(['a%']);
    expect(sessions.idsStartingWith('ac')).toEqual(['ac\u{1F600}']);
    expect(sessions.idsStartingWith('', 2)).toEqual(['AB3', 'a%']);
    expect(sessions.idsStartingWith('x')).toEqual([]);
  });

  test('are open until they end or are abandoned', () => {
    const { sessions } = setUp();
    for (const status of ['active', 'idle', 'waiting', 'ended', 'abandoned'] as const) {
      sessions.put(session(status, { status }));
    }
    const open = sessions.open().map(({ id }) => id);
    expect(open.sort()).toEqual(['active', 'idle', 'waiting']);
  });

  test('keep the name that the user gave, without its secrets', () => {
    const { sessions } = setUp();
    sessions.put(session('s1'));
    expect(sessions.rename('none', 'x')).toBe(false);
    expect(sessions.rename('s1', `mine ghp_${'a1B2'.repeat(9)}`)).toBe(true);
    sessions.put(session('s1', { title: 'the recorder says' }));
    expect(sessions.get('s1')).toMatchObject({ userRenamed: true, title: 'the recorder says' });
    expect(sessions.get('s1')?.name).toBe('mine [REDACTED:github-pat]');
  });

  test('are created with what is known of them, without secrets, once', () => {
    const { sessions } = setUp();
    const secret = `ghp_${'a1B2'.repeat(9)}`;
    const id = sessions.create({
      id: 'mine',
      client: 'other',
      name: `named ${secret}`,
      status: 'ended',
      startedAt: at(0),
      endedAt: at(5),
      metadata: { nested: [{ note: secret }] },
    });
    expect(id).toBe('mine');
    expect(sessions.get('mine')).toMatchObject({
      client: 'other',
      name: 'named [REDACTED:github-pat]',
      userRenamed: true,
      status: 'ended',
      lastActivityAt: at(5),
      durationMs: 5_000,
      metadata: { nested: [{ note: '[REDACTED:github-pat]' }] },
      projectId: null,
    });
    expect(() => sessions.create({ id: 'mine' })).toThrow(
      expect.objectContaining({ code: 'CONFLICT' }),
    );
    const made = sessions.get(sessions.create());
    expect(made).toMatchObject({ client: 'claude-code', status: 'active', userRenamed: false });
  });

  test('are updated field by field', () => {
    const { sessions } = setUp();
    sessions.create({ id: 's1', name: 'mine', model: 'm', startedAt: at(0) });
    const before = sessions.get('s1');
    expect(sessions.update('none', { title: 'x' })).toBe(false);
    expect(sessions.update('s1', {})).toBe(true);
    expect(sessions.get('s1')).toEqual(before);
    const changes = { title: 'new', status: 'waiting', model: null, metadata: { a: 1 } } as const;
    expect(sessions.update('s1', changes)).toBe(true);
    expect(sessions.get('s1')).toEqual({ ...before, ...changes });
  });

  test('are paged behind the last one of the page before, with every filter', () => {
    const { sessions } = setUp();
    for (let i = 0; i < 40; i++) {
      sessions.create({
        id: `s${String(i).padStart(2, '0')}`,
        startedAt: at(0),
        lastActivityAt: at(Math.floor(i / 4)),
        projectId: `/p${i % 2}`,
        client: i % 3 === 0 ? 'other' : 'claude-code',
        model: i % 5 === 0 ? 'big' : 'small',
        status: (['active', 'ended', 'waiting'] as const)[i % 3] ?? 'idle',
      });
    }
    const all = sessions.list({ limit: 100 });
    expect(all).toHaveLength(40);
    const paged: Session[] = [];
    for (let page = sessions.list({ limit: 7 }); page.length > 0; ) {
      paged.push(...page);
      page = sessions.list({ limit: 7, before: page.at(-1) });
    }
    expect(paged).toEqual(all);
    const cases: [SessionQuery, (session: Session) => boolean][] = [
      [{ projectId: '/p1' }, (s) => s.projectId === '/p1'],
      [{ client: 'other' }, (s) => s.client === 'other'],
      [{ model: 'big' }, (s) => s.model === 'big'],
      [{ status: 'ended' }, (s) => s.status === 'ended'],
      [{ status: ['ended', 'waiting'] }, (s) => s.status !== 'active'],
      [{ status: [] }, () => false],
      [
        { activeFrom: at(3), activeUntil: at(5) },
        (s) => at(3) <= s.lastActivityAt && s.lastActivityAt <= at(5),
      ],
      [
        { projectId: '/p0', model: 'big', activeFrom: at(2) },
        (s) => s.projectId === '/p0' && s.model === 'big' && s.lastActivityAt >= at(2),
      ],
    ];
    for (const [query, fits] of cases) {
      expect(sessions.list({ ...query, limit: 100 })).toEqual(all.filter(fits));
    }
  });

  test('renamed are noted in the audit log', () => {
    const { db, sessions } = setUp();
    sessions.put(session('s1'));
    sessions.rename('s1', `with ghp_${'a1B2'.repeat(9)}`);
    sessions.rename('none', 'x');
    const entries = new AuditLogger(db).query();
    expect(entries).toMatchObject([
      {
        action: 'session.rename',
        sessionId: 's1',
        details: { name: 'with [REDACTED:github-pat]' },
      },
    ]);
  });

  test('have rounds, each counted once', () => {
    const { sessions } = setUp();
    expect([sessions.addRound('s1', 'p1'), sessions.addRound('s1', 'p1')]).toEqual([true, false]);
    expect(sessions.addRound('s2', 'p1')).toBe(true);
  });
});

describe('deleting a session', () => {
  test('leaves nothing of it in any table, and everything of the others', () => {
    const { db, sessions } = setUp();
    const tables = tablesOfSessions(db);
    expect(tables.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['hook_executions', 'tool_calls', 'token_usage', 'state_transitions']),
    );
    db.getDb().exec(`INSERT INTO lessons (id, category, title, summary, created_at, updated_at)
      VALUES ('lesson', 'bug', 't', 's', '', '')`);
    for (const id of ['gone', 'kept']) {
      sessions.put(session(id));
      for (const table of tables) fill(db, table, id);
    }
    expect(sessions.delete('gone')).toBe(true);
    expect(sessions.delete('gone')).toBe(false);
    const [note, ...more] = db
      .getDb()
      .prepare("SELECT session_id, action FROM audit_logs WHERE action = 'session.delete'")
      .all();
    expect([note, more]).toEqual([{ session_id: 'gone', action: 'session.delete' }, []]);
    db.getDb().exec("DELETE FROM audit_logs WHERE action = 'session.delete'");
    const left = [...tables.map(({ name }) => name), 'sessions'].map((name) => ({
      name,
      rows: db.getDb().prepare(`SELECT * FROM ${name}`).all(),
    }));
    expect(left.filter(({ rows }) => JSON.stringify(rows).includes('gone'))).toEqual([]);
    expect(left.filter(({ rows }) => !JSON.stringify(rows).includes('kept'))).toEqual([]);
  });

  test('keeps what is older than the deletion out, and what was forgotten for good stays so', () => {
    const { db, sessions } = setUp();
    const marks = () =>
      db
        .getDb()
        .prepare('SELECT session_id AS id, until, forgotten_at AS at FROM forgotten_sessions')
        .all();
    sessions.put(session('s1'));
    removeSession(db, 's1');
    expect(marks()).toEqual([]);
    sessions.put(session('s1'));
    const before = new Date().toISOString();
    sessions.delete('s1');
    const [mark] = marks() as { until: string; at: string }[];
    expect(mark?.until).toBe(mark?.at);
    expect(mark?.until !== undefined && mark.until >= before).toBe(true);
    noteForgotten(db, 's1', null);
    sessions.put(session('s1'));
    sessions.delete('s1');
    expect(marks()).toMatchObject([{ id: 's1', until: null }]);
  });
});

interface Table {
  readonly name: string;
  /** Columns that name a session, or what belongs to one. */
  readonly keys: readonly string[];
}

const KEYS = ['session_id', 'task_id', 'trace_id', 'scope'];
/**
 * A scope there is no session: settings stay when a session goes. What was forgotten is noted. Sums
 * go with what they are made of.
 */
const NOT_OF_SESSIONS = ['configurations', 'forgotten_sessions', 'usage_quarters'];

function tablesOfSessions(db: SpoorDatabase): Table[] {
  const names = db
    .getDb()
    .prepare(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'",
    )
    .pluck()
    .all() as string[];
  return names
    .filter((name) => !NOT_OF_SESSIONS.includes(name))
    .map((name) => ({ name, keys: columnsOf(db, name).filter((key) => KEYS.includes(key)) }))
    .filter(({ keys }) => keys.length > 0);
}

function columnsOf(db: SpoorDatabase, table: string): string[] {
  return db.getDb().prepare('SELECT name FROM pragma_table_info(?)').pluck().all(table) as string[];
}

function numbersOf(db: SpoorDatabase, table: string): string[] {
  return db
    .getDb()
    .prepare("SELECT name FROM pragma_table_info(?) WHERE type = 'INTEGER'")
    .pluck()
    .all(table) as string[];
}

/** Writes one row for each column that can tie a row to a session. */
function fill(db: SpoorDatabase, { name, keys }: Table, sessionId: string): void {
  for (const key of keys) {
    const required = db
      .getDb()
      .prepare('SELECT name FROM pragma_table_info(?) WHERE "notnull" AND dflt_value IS NULL')
      .pluck()
      .all(name) as string[];
    const ids = columnsOf(db, name).filter((column) =>
      ['id', 'message_id', 'path'].includes(column),
    );
    const columns = [...new Set([...required, ...ids, key])].filter((column) => column !== 'seq');
    const numbers = numbersOf(db, name);
    const values = columns.map((column) =>
      numbers.includes(column) ? 1 : valueFor(name, column, key, sessionId),
    );
    db.getDb()
      .prepare(
        `INSERT OR IGNORE INTO ${name} (${columns.join(', ')})
         VALUES (${columns.map(() => '?').join(', ')})`,
      )
      .run(values);
  }
}

function valueFor(table: string, column: string, key: string, sessionId: string): unknown {
  if (column === 'category') return 'user';
  if (column === 'lesson_id') return 'lesson';
  if (column === 'trace_id') return `trace-${sessionId}`;
  if (KEYS.includes(column)) return sessionId;
  // The turn that the rows with nothing but a `trace_id` belong to.
  if (table === 'execution_traces' && column === 'id') return `trace-${sessionId}`;
  return `${key} ${sessionId}`;
}

test('a large session is deleted in steps between which others write', () => {
  const path = `${temporaryFolder()}/spoor.db`;
  const db = openDatabase({ path });
  const other = openDatabase({ path });
  const sessions = new SessionStore(db);
  sessions.put(session('s1'));
  db.getDb().exec(`
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)
    INSERT INTO audit_logs (id, timestamp, session_id, action, category)
    SELECT 'a' || i, '', 's1', 'x', 'user' FROM n`);
  const left: number[] = [];
  const transaction = db.transaction.bind(db);
  db.transaction = (run) => {
    const result = transaction(run);
    new CounterStore(other).increment('global', 'between');
    left.push(new AuditLogger(other).query({ limit: 2_000 }).length);
    return result;
  };
  expect(sessions.delete('s1')).toBe(true);
  expect(new Set(left)).toEqual(new Set([1000, 800, 600, 400, 200, 0, 1]));
  expect(sessions.get('s1')).toBeNull();
});

test('in a transaction of the caller a session is deleted whole, or not', () => {
  const { db, sessions } = setUp();
  sessions.put(session('s1'));
  const failing = () =>
    db.transaction(() => {
      sessions.delete('s1');
      throw new Error('no');
    });
  expect(failing).toThrow('no');
  expect(sessions.get('s1')).not.toBeNull();
});
