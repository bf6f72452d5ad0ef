import { describe, expect, test } from 'vitest';
import {
  ExecutionTracker,
  latestCheckpoints,
  latestTransitions,
  listWorkflowTasks,
  readWorkflowContent,
  readWorkflowFlow,
  readWorkflowTask,
  SessionStore,
  type SpoorDatabase,
  SQLiteStateStore,
  WorkflowLog,
} from '../../src/index.js';
import { at } from '../support/events.js';
import { plansOf } from '../support/plans.js';
import { session, trace } from '../support/records.js';
import { temporaryDatabase } from '../support/temporary.js';

function transitions(db: SpoorDatabase, taskId: string, states: readonly [string, number][]): void {
  const log = new WorkflowLog(db);
  for (const [toState, seconds] of states) {
    log.addTransition({
      id: `${taskId}-${seconds}`,
      taskId,
      projectId: '/p',
      toState,
      trigger: 'Stop',
      timestamp: at(seconds),
    });
  }
}

function checkpoint(db: SpoorDatabase, taskId: string, id: string, seconds: number): void {
  new WorkflowLog(db).putCheckpoint({
    id,
    taskId,
    name: 'compaction',
    state: 'compacting',
    data: JSON.stringify({ prompt: 'é' }),
    createdAt: at(seconds),
  });
}

describe('the list of tasks', () => {
  test('tells of sessions, of others, and of those with nothing but checkpoints', () => {
    const db = temporaryDatabase();
    new SessionStore(db).put(session('s1', { status: 'idle', title: 'a title' }));
    new ExecutionTracker(db).putTrace(trace('t1', { taskId: 's1', prompt: 'hello' }));
    transitions(db, 's1', [
      ['starting', 1],
      ['active', 2],
      ['idle', 3],
    ]);
    new SessionStore(db).put(session('s2', { status: 'ended', projectId: '/q' }));
    checkpoint(db, 's2', 'c1', 8);
    checkpoint(db, 's2', 'c2', 9);
    transitions(db, 'other', [['planning', 5]]);
    checkpoint(db, 'other', 'c3', 4);
    const { rows: tasks, total } = listWorkflowTasks(db, 10);
    expect(total).toBe(3);
    expect(tasks).toMatchObject([
      { taskId: 's2', state: null, projectId: '/q', checkpoints: 2, updatedAt: at(9) },
      { taskId: 'other', state: 'planning', session: null, checkpoints: 1, transitions: 1 },
      {
        taskId: 's1',
        state: 'idle',
        transitions: 3,
        contextBytes: 2,
        session: { status: 'idle', title: 'a title', firstPrompt: 'hello' },
      },
    ]);
    for (const task of tasks) expect(readWorkflowTask(db, task.taskId)).toEqual(task);
    expect(listWorkflowTasks(db, 2)).toEqual({ rows: tasks.slice(0, 2), total: 3 });
    expect(readWorkflowTask(db, 'none')).toBeNull();
  });

  test('is empty where there is none', () => {
    expect(listWorkflowTasks(temporaryDatabase(), 5)).toEqual({ rows: [], total: 0 });
  });
});

test('a task began with its first transition, whenever it was saved', async () => {
  const db = temporaryDatabase();
  const history = [
    { toState: 'a', timestamp: at(-9_000) },
    { toState: 'b', timestamp: at(3) },
  ];
  await new SQLiteStateStore(db).saveState({
    taskId: 't',
    projectId: null,
    state: 'b',
    context: {},
    history,
  });
  expect(readWorkflowTask(db, 't')?.createdAt).toBe(at(-9_000));
});

describe("a task's workflow", () => {
  test('is summed up by state, with the times between', () => {
    const db = temporaryDatabase();
    transitions(db, 't', [
      ['a', 0],
      ['b', 10],
      ['a', 13],
      ['b', 20],
      ['c', 21.5],
    ]);
    expect(readWorkflowFlow(db, 't')).toEqual({
      states: [
        {
          state: 'a',
          visits: 2,
          totalMs: 17_000,
          longestMs: 10_000,
          firstAt: at(0),
          lastAt: at(13),
        },
        {
          state: 'b',
          visits: 2,
          totalMs: 4_500,
          longestMs: 3_000,
          firstAt: at(10),
          lastAt: at(20),
        },
        { state: 'c', visits: 1, totalMs: 0, longestMs: 0, firstAt: at(21.5), lastAt: at(21.5) },
      ],
      edges: [
        { from: 'a', to: 'b', count: 2 },
        { from: null, to: 'a', count: 1 },
        { from: 'b', to: 'a', count: 1 },
        { from: 'b', to: 'c', count: 1 },
      ],
    });
    expect(readWorkflowFlow(db, 'none')).toEqual({ states: [], edges: [] });
  });

  test('shows its latest steps and checkpoints first', () => {
    const db = temporaryDatabase();
    transitions(db, 't', [
      ['a', 0],
      ['b', 10],
      ['c', 13],
    ]);
    checkpoint(db, 't', 'c1', 1);
    checkpoint(db, 't', 'c2', 2);
    expect(latestTransitions(db, 't', 2)).toMatchObject([
      { fromState: 'b', toState: 'c', trigger: 'Stop', metadata: null },
      { fromState: 'a', toState: 'b' },
    ]);
    expect(latestCheckpoints(db, 't', 1)).toEqual([
      { id: 'c2', name: 'compaction', state: 'compacting', createdAt: at(2), bytes: 15 },
    ]);
  });

  test('tells what its parts hold as they were given, up to a size', async () => {
    const db = temporaryDatabase();
    await new SQLiteStateStore(db).saveState({
      taskId: 't',
      projectId: null,
      state: 'done',
      context: { goal: 'x', checkpoints: [{ name: 'cp', createdAt: at(1), data: { n: 1 } }] },
      history: [{ toState: 'done', timestamp: at(2), metadata: { why: 'w' }, extra: 7 }],
    });
    const most = 10_000;
    expect(readWorkflowContent(db, { part: 'context', taskId: 't' }, most)).toMatchObject({
      tooLarge: false,
      value: { goal: 'x' },
    });
    const [step] = latestTransitions(db, 't', 1);
    const transition = { part: 'transition', id: step?.id ?? '' } as const;
    expect(readWorkflowContent(db, transition, most)?.value).toMatchObject({
      extra: 7,
      metadata: { why: 'w' },
    });
    const [saved] = latestCheckpoints(db, 't', 1);
    const point = { part: 'checkpoint', id: saved?.id ?? '' } as const;
    expect(readWorkflowContent(db, point, most)?.value).toMatchObject({ data: { n: 1 } });
    expect(readWorkflowContent(db, point, 3)).toEqual({
      value: null,
      tooLarge: true,
      bytes: saved?.bytes,
    });
    expect(readWorkflowContent(db, { part: 'context', taskId: 'none' }, most)).toBeNull();
  });

  test('is read along indexes; the list never reads contexts', () => {
    const plans = plansOf((db) => {
      listWorkflowTasks(db, 10);
      readWorkflowTask(db, 't');
      readWorkflowFlow(db, 't');
      latestTransitions(db, 't', 10);
      latestCheckpoints(db, 't', 10);
    });
    const scans = plans.filter((detail) =>
      /^SCAN (?:workflow_states|state_\w+|c|sessions)\b/.test(detail),
    );
    expect(scans.length).toBeGreaterThan(0);
    expect(scans.filter((detail) => !detail.includes('USING COVERING INDEX'))).toEqual([]);
  });
});
