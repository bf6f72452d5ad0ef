import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ObservedTransition, SpoorDatabase, WorkflowLog } from '../../src/index.js';
import { at } from '../support/events.js';
import { temporaryDatabase } from '../support/temporary.js';

const transitions = fc.uniqueArray(
  fc.record({
    id: fc.integer({ min: 0, max: 99 }).map((n) => `event-${n}`),
    taskId: fc.constantFrom('s1', 's2'),
    projectId: fc.constantFrom(null, '/a', '/b'),
    toState: fc.constantFrom('starting', 'active', 'waiting', 'idle', 'ended'),
    trigger: fc.constantFrom('SessionStart', 'Stop'),
    timestamp: fc.integer({ min: 0, max: 5 }).map(at),
  }),
  { selector: (transition) => transition.id, maxLength: 10 },
);

function rows(db: SpoorDatabase): { states: unknown[]; transitions: unknown[] } {
  const handle = db.getDb();
  return {
    states: handle.prepare('SELECT * FROM workflow_states ORDER BY task_id').all(),
    transitions: handle
      .prepare('SELECT * FROM state_transitions ORDER BY task_id, timestamp, id')
      .all(),
  };
}

function recorded(arrivals: readonly ObservedTransition[]): ReturnType<typeof rows> {
  const db = new SpoorDatabase({ inMemory: true });
  const log = new WorkflowLog(db);
  for (const transition of arrivals) log.addTransition(transition);
  const result = rows(db);
  db.close();
  return result;
}

test('every order of arrival, with repetitions, gives the same rows', () => {
  const arrivals = transitions.chain((list) =>
    fc.tuple(
      fc.constant(list),
      fc.shuffledSubarray([...list, ...list], { minLength: list.length * 2 }),
    ),
  );
  fc.assert(
    fc.property(arrivals, ([inOrder, shuffled]) => {
      expect(recorded(shuffled)).toEqual(recorded(inOrder));
    }),
    { numRuns: 60 },
  );
});

test('each transition comes from the state before it', () => {
  const base = { taskId: 's1', projectId: '/a', trigger: 'x' };
  const { transitions: found, states } = recorded([
    { ...base, id: 'c', toState: 'ended', timestamp: at(3) },
    { ...base, id: 'a', toState: 'starting', timestamp: at(1) },
    { ...base, id: 'b', toState: 'active', timestamp: at(2) },
  ]);
  expect(found).toMatchObject([
    { id: 'a', from_state: null, to_state: 'starting' },
    { id: 'b', from_state: 'starting', to_state: 'active' },
    { id: 'c', from_state: 'active', to_state: 'ended' },
  ]);
  expect(states).toMatchObject([
    { task_id: 's1', project_id: '/a', state: 'ended', created_at: at(1), updated_at: at(3) },
  ]);
});

test('a checkpoint told again takes the new content', () => {
  const db = temporaryDatabase({ inMemory: true });
  const log = new WorkflowLog(db);
  const checkpoint = { id: 'k', taskId: 's1', name: 'compact', state: 'active', createdAt: at(5) };
  log.putCheckpoint({ ...checkpoint, data: '{"n":1}' });
  log.putCheckpoint({ ...checkpoint, data: '{"n":2}' });
  expect(db.getDb().prepare('SELECT data FROM checkpoints').pluck().all()).toEqual(['{"n":2}']);
  expect(log.checkpointsAfter('s1', at(4))).toEqual([{ id: 'k', createdAt: at(5) }]);
  expect(log.checkpointsAfter('s1', at(5))).toEqual([]);
});
