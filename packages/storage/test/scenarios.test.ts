import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  AuditLogger,
  CounterStore,
  ExecutionTracker,
  LessonsStore,
  SpoorDatabase,
  SQLiteStateStore,
  StateConflict,
} from '../src/index.js';
import { openDatabase, temporaryFolder } from './support/temporary.js';

const PLACES = {
  'in memory': () => openDatabase({ inMemory: true }),
  'on disk': () => openDatabase({ path: join(temporaryFolder(), 'spoor.db') }),
};

/** What an orchestrator does with the store, from its first start on, through the public API alone. */
describe.each(Object.entries(PLACES))('an orchestrator’s store %s', (_place, open) => {
  test('is made with its whole schema', () => {
    const tables = open()
      .prepare<[], { name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table'")
      .all()
      .map(({ name }) => name);
    expect(tables).toEqual(
      expect.arrayContaining([
        'workflow_states',
        'state_transitions',
        'checkpoints',
        'audit_logs',
        'lessons',
        'lessons_fts',
        'execution_traces',
        'agent_invocations',
        'counters',
        'configurations',
        'schema_versions',
      ]),
    );
  });

  test('saves, loads, lists and deletes states', async () => {
    const store = new SQLiteStateStore(open());
    const state = {
      taskId: 'task-1',
      projectId: 'project-1',
      state: 'planning',
      context: { goal: 'ship', checkpoints: [{ name: 'start', data: { files: 2 } }] },
      history: [{ fromState: 'idle', toState: 'planning', trigger: 'begin' }],
    };
    await store.saveState(state);
    expect(await store.loadState('task-1')).toMatchObject(state);

    const loaded = await store.loadState('task-1');
    if (loaded === null) throw new Error('the state is gone');
    const step = { fromState: 'planning', toState: 'working', trigger: 'plan.done' };
    await store.saveState({ ...loaded, state: 'working', history: [...loaded.history, step] });
    expect((await store.loadState('task-1'))?.history.map((entry) => entry.toState)).toEqual([
      'planning',
      'working',
    ]);
    await expect(
      store.saveState({ ...loaded, history: [...loaded.history, { ...step, toState: 'failed' }] }),
    ).rejects.toBeInstanceOf(StateConflict);

    await store.saveState({ ...state, taskId: 'task-2', history: [] });
    await store.saveState({ ...state, taskId: 'other', projectId: 'project-2', history: [] });
    expect((await store.listStates('project-1')).map(({ taskId }) => taskId).sort()).toEqual([
      'task-1',
      'task-2',
    ]);
    expect(await store.deleteState('task-1')).toBe(true);
    expect(await store.deleteState('task-1')).toBe(false);
    expect(await store.loadState('task-1')).toBeNull();
  });

  test('logs, queries, sums up and exports what agents did', () => {
    const audit = new AuditLogger(open());
    const entry = { projectId: 'project-1', taskId: 'task-1', agent: 'coder' };
    audit.log({ ...entry, action: 'file.write', category: 'file', details: { path: 'a.ts' } });
    audit.log({ ...entry, action: 'file.read', category: 'file' });
    const id = audit.log({ ...entry, agent: 'planner', action: 'plan', category: 'agent' });
    audit.log({ ...entry, projectId: 'project-2', action: 'plan', category: 'agent' });

    expect(audit.query({ projectId: 'project-1' })).toHaveLength(3);
    expect(audit.query({ projectId: 'project-1', category: 'file', agent: 'coder' })).toHaveLength(
      2,
    );
    expect(audit.query({ projectId: 'project-1', limit: 1, offset: 1 })).toHaveLength(1);
    expect(audit.query({ agent: 'planner' })[0]).toMatchObject({ id, taskId: 'task-1' });
    expect(audit.query({ startDate: '2999-01-01T00:00:00.000Z' })).toEqual([]);
    expect(audit.getSummary('project-1')).toEqual([
      { category: 'file', count: 2 },
      { category: 'agent', count: 1 },
    ]);
    expect(JSON.parse(audit.export('project-1', 'json'))).toHaveLength(3);
    const lines = audit.export('project-1', 'csv').trimEnd().split('\r\n');
    expect(lines).toHaveLength(4);
    expect(lines[0]).toContain('timestamp');
  });

  test('keeps no secret in the audit log', () => {
    const db = open();
    const token = `ghp_${'a1B2c3D4e5F6g7H8i9J0'.repeat(2).slice(0, 36)}`;
    new AuditLogger(db).log({
      action: 'shell',
      category: 'agent',
      details: { command: `curl -H "Authorization: token ${token}"`, password: 'hunter2hunter2' },
    });
    const rows = JSON.stringify(db.prepare<[]>('SELECT * FROM audit_logs').all());
    expect(rows).not.toContain(token);
    expect(rows).not.toContain('hunter2hunter2');
    expect(rows).toContain('[REDACTED:');
  });

  test('remembers lessons, finds them and counts their use', () => {
    const lessons = new LessonsStore(open());
    const lesson = lessons.create({
      projectId: 'project-1',
      category: 'bug',
      title: 'Close the connection',
      summary: 'An open reader keeps the log from shrinking',
      details: 'Seen under load',
      tags: ['sqlite', 'wal'],
      confidence: 0.9,
    });
    lessons.create({ category: 'pattern', title: 'Small steps', summary: 'Commit small' });
    const found = lessons.search({ query: 'reader log', projectId: 'project-1' });
    expect(found.map(({ title }) => title)).toEqual(['Close the connection']);
    expect(lessons.search({ projectId: 'project-1' })).toHaveLength(2);
    expect(lessons.search({ tags: ['wal'] })).toHaveLength(1);
    expect(lessons.search({ tags: ['wa'] })).toEqual([]);

    const { id } = found[0] ?? lesson;
    lessons.recordApplication(id);
    lessons.recordApplication(id);
    expect(lessons.getById(id)).toMatchObject({ applicationCount: 2, tags: ['sqlite', 'wal'] });
    expect(lessons.getMostApplied()[0]?.id).toBe(id);
    expect(lessons.getByCategory('bug')).toHaveLength(1);
    lessons.update(id, { title: 'Close every connection' });
    expect(lessons.search({ query: 'every' })).toHaveLength(1);
    expect(lessons.delete(id)).toBe(true);
    expect(lessons.getById(id)).toBeNull();
    expect(lessons.search({ query: 'connection' })).toEqual([]);
  });

  test('traces turns and the agents in them', () => {
    const tracker = new ExecutionTracker(open());
    const trace = tracker.startTrace('project-1', 'task-1', 'build it');
    const tokenUsage = { inputTokens: 100, outputTokens: 20, totalTokens: 120 };
    const runs = [
      { outcome: 'success' as const, qualityScore: 0.9 },
      { outcome: 'success' as const, qualityScore: 0.8 },
      { outcome: 'failure' as const },
    ].map((run) =>
      tracker.recordInvocation({ traceId: trace, agent: 'coder', tokenUsage, ...run }),
    );
    tracker.completeTrace(trace, true, tokenUsage, { files: 3 });

    expect(tracker.getTrace(trace)).toMatchObject({
      projectId: 'project-1',
      taskId: 'task-1',
      prompt: 'build it',
      success: true,
      tokenUsage,
      metadata: { files: 3 },
    });
    expect(
      tracker
        .getInvocations(trace)
        .map(({ id }) => id)
        .sort(),
    ).toEqual([...runs].sort());
    for (let n = 0; n < 25; n++) tracker.startTrace('project-1', 'task-1', `prompt ${n}`);
    expect(tracker.getRecentTraces('project-1')).toHaveLength(20);
    expect(tracker.getRecentTraces('project-1', 5)).toHaveLength(5);

    const metrics = tracker.getAgentMetrics('coder');
    expect(metrics).toMatchObject({ agent: 'coder', totalInvocations: 3 });
    expect(metrics.successRate).toBeCloseTo(2 / 3);
    expect(metrics.failureRate).toBeCloseTo(1 / 3);
    expect(metrics.avgQualityScore).toBeCloseTo(0.85);
    expect(metrics.avgTokensPerInvocation).toBeCloseTo(120);
  });

  test('counts', () => {
    const counters = new CounterStore(open());
    expect(counters.increment('session-1', 'rounds')).toBe(1);
    expect(counters.increment('session-1', 'rounds', 4)).toBe(5);
    expect(counters.get('session-1', 'rounds')).toBe(5);
    expect(counters.get('session-2', 'rounds')).toBe(0);
    counters.reset('session-1', 'rounds');
    expect(counters.get('session-1', 'rounds')).toBe(0);
  });
});

test('what is on disk is there for the next one who opens it', async () => {
  const path = join(temporaryFolder(), 'spoor.db');
  const first = new SpoorDatabase({ path });
  const state = { taskId: 't', projectId: 'p', state: 'done', context: {}, history: [] };
  await new SQLiteStateStore(first).saveState(state);
  first.close();
  expect(await new SQLiteStateStore(openDatabase({ path })).loadState('t')).toMatchObject(state);
});
