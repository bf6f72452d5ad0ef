import { describe, expect, test } from 'vitest';
import {
  AuditLogger,
  CounterStore,
  ExecutionTracker,
  getSessionOverview,
  type Handle,
  HookExecutionLog,
  listSessionOverviews,
  readDatabaseStatus,
  readSessionHistory,
  SessionStore,
  Spool,
  type SpoorDatabase,
  ToolCallStore,
  WorkflowLog,
} from '../src/index.js';
import { at, event } from './support/events.js';
import { call, invocation, session, trace } from './support/records.js';
import { temporaryDatabase } from './support/temporary.js';

/** Runs a step, and gives the plans of all statements that it prepared. */
function plansOf(step: (db: SpoorDatabase) => void): string[] {
  const db = temporaryDatabase({ inMemory: true });
  const handle = db.getDb();
  const statements: string[] = [];
  const prepare = handle.prepare.bind(handle);
  handle.prepare = ((sql: string) => {
    statements.push(sql);
    return prepare(sql);
  }) as Handle['prepare'];
  step(db);
  expect(statements.length).toBeGreaterThan(0);
  return statements
    .filter((sql) => /^\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\b/i.test(sql))
    .flatMap((sql) => {
      const explain = prepare(`EXPLAIN QUERY PLAN ${sql}`);
      const names = [...sql.matchAll(/@(\w+)/g)].map(([, name]) => [name, 1]);
      const marks = sql.match(/\?/g)?.map(() => 1) ?? [];
      const rows = marks.length > 0 ? explain.all(marks) : explain.all(Object.fromEntries(names));
      return (rows as { detail: string }[]).map(({ detail }) => detail);
    });
}

/** Reads a table from end to end, rather than along an index that gives the order or the choice. */
const isFullScan = (detail: string) =>
  /^SCAN (?!\w+ USING (COVERING )?INDEX (sessions_by_activity|sessions_open)$)/.test(detail);

describe('no table is read whole by', () => {
  test.each<[string, (db: SpoorDatabase) => void]>([
    ['the list of sessions', (db) => listSessionOverviews(db)],
    ['one session', (db) => getSessionOverview(db, 's1')],
    ["a session's timeline", (db) => recordAndRead(db)],
    ['the sessions that are open', (db) => new SessionStore(db).open()],
    ['an id completed', (db) => new SessionStore(db).idsStartingWith('a')],
    ['a session written', (db) => new SessionStore(db).put(session('s1'))],
    ['a session deleted', (db) => new SessionStore(db).delete('s1')],
    ['an event written', writeEvent],
    ['the latest event of a session', (db) => new HookExecutionLog(db).latest('s1')],
    ['the end of a call', (db) => endOfCall(db)],
    ['tool calls', toolCalls],
    ['turns and subagents', executions],
    ['a transition', writeTransition],
    ['a counter', (db) => new CounterStore(db).increment('s1', 'rounds')],
    ['the audit log of a project', (db) => new AuditLogger(db).query({ projectId: '/p' })],
    ['the audit log of a task', (db) => new AuditLogger(db).query({ taskId: 's1' })],
    ['the audit log of a session', (db) => new AuditLogger(db).query({ sessionId: 's1' })],
    ['the audit log since a time', (db) => new AuditLogger(db).query({ startDate: at(0) })],
    ["a project's summary", (db) => new AuditLogger(db).getSummary('/p')],
  ])('%s', (_name, step) => {
    const plans = plansOf(step);
    expect(plans.filter(isFullScan)).toEqual([]);
  });
});

test('the newest rows are found along an index, without sorting all', () => {
  const newestOf = (step: (db: SpoorDatabase) => void) =>
    plansOf(step).filter((detail) => !detail.includes('LAST TERM'));
  expect(newestOf((db) => new AuditLogger(db).query())).toEqual([
    'SCAN audit_logs USING INDEX audit_logs_by_time',
  ]);
  expect(newestOf((db) => new SessionStore(db).list())).toEqual([
    'SCAN sessions USING INDEX sessions_by_activity',
  ]);
  expect(newestOf((db) => new HookExecutionLog(db).latest())[0]).toBe(
    'SEARCH hook_executions USING INDEX hook_executions_by_time (created_at=?)',
  );
});

test('the status counts along indexes', () => {
  const plans = plansOf((db) => readDatabaseStatus(db, new Spool([])));
  // `ranked` holds the events of the last days, found along an index.
  expect(plans.filter((detail) => /^SCAN (?!CONSTANT|ranked)\w+$/.test(detail))).toEqual([]);
});

function recordAndRead(db: SpoorDatabase): void {
  new SessionStore(db).put(session('s1'));
  readSessionHistory(db, 's1');
}

function writeEvent(db: SpoorDatabase): void {
  const log = new HookExecutionLog(db);
  log.append(event('e1'));
  log.finish('e1', 1, null);
  new AuditLogger(db).append({ action: 'x', category: 'user' });
}

function endOfCall(db: SpoorDatabase): void {
  new HookExecutionLog(db).firstEndAfter({
    sessionId: 's1',
    startedAt: at(0),
    promptId: null,
    agentId: null,
  });
}

function toolCalls(db: SpoorDatabase): void {
  const calls = new ToolCallStore(db);
  calls.put(call('c1'));
  calls.facts('s1', 'c1');
  calls.unfinished('s1');
  calls.openAt('s1', at(1));
  calls.filesTouchedBy('s1', at(1));
}

function executions(db: SpoorDatabase): void {
  const tracker = new ExecutionTracker(db);
  tracker.putTrace(trace('t1'));
  tracker.addPrompt({ eventId: 'e', traceId: 't1', capturedAt: at(0), text: 'x' });
  tracker.promptsOf('t1');
  tracker.promptBefore('s1', at(1));
  tracker.getRecentTraces('/work');
  tracker.putInvocation(invocation('i1'));
  tracker.invocationFacts('i1');
  tracker.openInvocations('s1');
  tracker.getInvocations('t1');
  tracker.invocationsOf('s1');
}

function writeTransition(db: SpoorDatabase): void {
  const log = new WorkflowLog(db);
  const transition = { taskId: 's1', projectId: null, toState: 'idle', trigger: 'Stop' };
  log.addTransition({ ...transition, id: 'a', timestamp: at(0) });
  log.checkpointsAfter('s1', at(0));
}
