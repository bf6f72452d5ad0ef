import { describe, expect, test } from 'vitest';
import {
  type AuditFilter,
  AuditLogger,
  ConfigurationStore,
  CounterStore,
  ExecutionTracker,
  getSessionOverview,
  HookExecutionLog,
  type HookExecutionQuery,
  hasMoreCalls,
  indexAudit,
  indexTexts,
  LessonsStore,
  listSessionOverviews,
  MessageStore,
  readCompactions,
  readContextTokens,
  readDatabaseStatus,
  readSessionFigures,
  readSessionHistory,
  readUsageSteps,
  recoverSession,
  SessionStore,
  Spool,
  type SpoorDatabase,
  SQLiteStateStore,
  searchTexts,
  type TextFilter,
  ToolCallStore,
  WorkflowLog,
} from '../src/index.js';
import { at, event } from './support/events.js';
import { isFullScan, plansOf } from './support/plans.js';
import { call, invocation, session, trace } from './support/records.js';

const NARROW_QUERIES: AuditFilter[] = [
  {},
  { projectId: '/p' },
  { sessionId: 's1' },
  { taskId: 's1' },
  { userId: 'me' },
  { ipAddress: '::1' },
  { category: 'file' },
  { agent: 'main' },
  { action: 'Stop' },
  { projectId: '/p', category: 'file', agent: 'main' },
  { projectId: '/p', category: 'file', startDate: at(0) },
  { category: 'file', agent: 'main', action: 'x' },
  { sessionId: 's1', projectId: '/p', category: 'file' },
  { userId: 'me', projectId: '/p', action: 'x' },
  { text: 'two words' },
  { text: 'two words', projectId: '/p', category: 'file' },
];

const AUDIT_QUERIES: AuditFilter[] = [
  ...NARROW_QUERIES,
  { startDate: at(0), endDate: at(9) },
  { projectId: '/p', startDate: at(0), endDate: at(9) },
];

const EVENT_QUERIES: HookExecutionQuery[] = [
  { sessionId: 's1' },
  { sessionId: 's1', hookType: 'Stop', toolName: 'Bash' },
  { hookType: 'Stop' },
  { toolName: 'Bash', startDate: at(0) },
  { status: 'error' },
  { status: 'malformed', startDate: at(0) },
  { startDate: at(0), endDate: at(9) },
];

const TEXT_QUERIES: TextFilter[] = [
  {},
  { sessionId: 's1' },
  { projectId: '/p', kinds: ['error'] },
  { toolName: 'Bash', agent: 'Explore', since: at(0), until: at(9) },
];

/** Both indexes hold a row, so that they are asked. */
function searchIndexed(db: SpoorDatabase, query: TextFilter): void {
  db.getDb().exec(`
    INSERT INTO messages (session_id, id, type, kind, content, timestamp)
      VALUES ('s1', 'm', 'user', 'prompt', 'zebra', '');
    INSERT INTO tool_calls (session_id, tool_use_id, summary) VALUES ('s1', 'c', 'zebra')`);
  indexTexts(db);
  searchTexts(db, { ...query, text: 'zebra' });
}

describe('no table is read whole by', () => {
  test.each<[string, (db: SpoorDatabase) => void]>([
    ['the list of sessions', (db) => listSessionOverviews(db)],
    ['one session', (db) => getSessionOverview(db, 's1')],
    ['the figures of a session', (db) => readSessionFigures(db, 's1')],
    ['what a session took, by message', (db) => readUsageSteps(db, 's1')],
    ['the context of a session', (db) => readContextTokens(db, 's1')],
    ['the compactions of a session', (db) => readCompactions(db, 's1')],
    ['whether a session is large', (db) => hasMoreCalls(db, 's1', 1)],
    ['the feeding of full text', (db) => indexTexts(db)],
    ...TEXT_QUERIES.map((query): [string, (db: SpoorDatabase) => void] => [
      `a search ${JSON.stringify(query)}`,
      (db) => searchIndexed(db, query),
    ]),
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
    ['counters', readCounters],
    ["a machine's state", saveAndLoadState],
    ['a lesson, and its evidence', writeLesson],
    ['settings', (db) => new ConfigurationStore(db).find('a', { projectId: '/p' })],
    ["a project's summary", (db) => new AuditLogger(db).getSummary('/p')],
    ...AUDIT_QUERIES.flatMap((query): [string, (db: SpoorDatabase) => void][] => [
      [`the audit log by ${Object.keys(query)}`, (db) => new AuditLogger(db).query(query)],
      [
        `the second page of it by ${Object.keys(query)}`,
        (db) => new AuditLogger(db).query({ ...query, before: { timestamp: at(0), id: 'x' } }),
      ],
      [`its tail by ${Object.keys(query)}`, (db) => new AuditLogger(db).tail(5, 10, query)],
    ]),
    ...NARROW_QUERIES.map((query): [string, (db: SpoorDatabase) => void] => [
      `counts of the audit log by ${Object.keys(query)}`,
      (db) => countByAll(db, query),
    ]),
    ['the place of the last entry', (db) => new AuditLogger(db).latestSeq()],
    ['entries that are indexed', (db) => indexAudit(db)],
    ...EVENT_QUERIES.flatMap((query): [string, (db: SpoorDatabase) => void][] => [
      [`events by ${Object.keys(query)}`, (db) => new HookExecutionLog(db).list(query)],
      [
        `events behind one by ${Object.keys(query)}`,
        (db) => new HookExecutionLog(db).list({ ...query, beforeSeq: 9 }),
      ],
    ]),
    ['the types of events', (db) => new HookExecutionLog(db).countByType()],
    ['pages of sessions', pagesOfSessions],
    ['messages', messages],
    ['a session recovered', recover],
    ['figures of an agent', (db) => new ExecutionTracker(db).getAgentMetrics('a')],
    ['figures of agents', (db) => new ExecutionTracker(db).listAgentMetrics()],
    [
      "figures of a project's agents",
      (db) => new ExecutionTracker(db).listAgentMetrics({ projectId: '/p' }),
    ],
    ['figures of a tool', (db) => new ExecutionTracker(db).getToolMetrics({ tool: 'Bash' })],
    ['figures of tools', (db) => toolFigures(db)],
    [
      "figures of a project's tools",
      (db) => new ExecutionTracker(db).getToolMetrics({ projectId: '/p' }),
    ],
    ['figures of days', (db) => new ExecutionTracker(db).getDailyMetrics()],
    [
      "figures of a project's days",
      (db) => new ExecutionTracker(db).getDailyMetrics({ projectId: '/p' }),
    ],
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

test('lessons are found through the full-text index', () => {
  const plans = plansOf((db) => new LessonsStore(db).search({ query: 'some words' }));
  const onLessons = plans.filter((detail) => /\blessons\b/.test(detail));
  expect(new Set(onLessons)).toEqual(
    new Set(['SEARCH lessons USING INTEGER PRIMARY KEY (rowid=?)']),
  );
});

test('the status counts along indexes', () => {
  const plans = plansOf((db) => readDatabaseStatus(db, new Spool([])));
  // `ranked` holds the events of the last days, found along an index.
  expect(
    plans.filter((detail) => /^SCAN (?!CONSTANT|ranked|transcript_cursors$)\w+$/.test(detail)),
  ).toEqual([]);
});

function countByAll(db: SpoorDatabase, query: AuditFilter): void {
  const audit = new AuditLogger(db);
  audit.log({ projectId: '/p', category: 'file', agent: 'main', action: 'x' });
  for (const by of ['category', 'agent', 'action', 'day'] as const) {
    // Without any condition everything is counted, along an index.
    audit.summarize({ by, ...query });
  }
}

function pagesOfSessions(db: SpoorDatabase): void {
  const sessions = new SessionStore(db);
  const before = { lastActivityAt: at(0), id: 'x' };
  sessions.list({ before });
  sessions.list({ projectId: '/p', status: 'ended', before });
  sessions.list({ activeFrom: at(0), client: 'x', model: 'y' });
  sessions.rename('s1', 'x');
  sessions.update('s1', { title: 'x' });
}

function messages(db: SpoorDatabase): void {
  const store = new MessageStore(db, { maxPerSession: 1 });
  store.addMany([
    { sessionId: 's1', type: 'x' },
    { sessionId: 's1', type: 'x' },
  ]);
  store.get('s1', 'm');
  store.list('s1', { before: { timestamp: at(0), id: 'x' } });
  store.list('s1', { after: { timestamp: at(0), id: 'x' }, kind: 'answer' });
  store.count('s1', { role: 'user' });
  store.update('s1', 'm', { content: 'x' });
  store.delete('s1', 'm');
}

function recover(db: SpoorDatabase): void {
  new SessionStore(db).put(session('s1'));
  writeTransition(db);
  recoverSession(db, 's1');
}

function toolFigures(db: SpoorDatabase): void {
  new ToolCallStore(db).put(call('c1'));
  new ExecutionTracker(db).getToolMetrics();
}

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

function readCounters(db: SpoorDatabase): void {
  const counters = new CounterStore(db);
  counters.increment('s1', 'rounds');
  counters.reset('s1', 'rounds');
  counters.list({ scope: 's1', after: { scope: 's1', name: 'a' } });
  counters.scopesStartingWith('s');
}

function saveAndLoadState(db: SpoorDatabase): void {
  const store = new SQLiteStateStore(db);
  const context = { checkpoints: [{ name: 'k' }] };
  void store.saveState({ taskId: 't', projectId: 'p', state: 'x', context, history: [{}] });
  void store.saveState({ taskId: 't', projectId: 'p', state: 'x', context: {}, history: [{}] });
  void store.loadState('t');
  void store.listStates('p');
  void store.listTasks('p', { limit: 1, before: { updatedAt: at(0), taskId: 't' } });
  void store.deleteState('t');
}

function writeLesson(db: SpoorDatabase): void {
  const lessons = new LessonsStore(db);
  const evidence = { sessionId: 's1', toolUseId: 'c1' };
  const { id } = lessons.create({ category: 'bug', title: 'x', evidence: [evidence] });
  lessons.idsStartingWith('a');
  lessons.evidenceOf(id);
  lessons.lessonsOf('s1', 'c1');
  lessons.recordApplication(id);
  lessons.removeEvidence(id, evidence);
  lessons.delete(id);
}
