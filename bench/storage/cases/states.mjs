import { redactJson } from '../../../packages/core/dist/index.js';
import { now } from '../support.mjs';

/** Whose work it is. */
export const store = 'SQLiteStateStore';

/** The work, three times; see `stores.mjs`. */
export const cases = [
  (db, byHand, { SQLiteStateStore }) => {
    const states = new SQLiteStateStore(db);
    const plain = new Map();
    const write = saveByHand(byHand);
    return {
      name: 'save a state of 10 transitions',
      times: 200,
      memory: (i) => plain.set(`t${i}`, structuredClone(stateOf(`memory-${i}`))),
      byHand: (i) => write(stateOf(`by-hand-${i}`)),
      store: (i) => states.saveState(stateOf(`store-${i}`)),
    };
  },
  (db, byHand, { SQLiteStateStore }) => {
    const states = new SQLiteStateStore(db);
    saveByHand(byHand)(stateOf('by-hand'));
    const stored = states.saveState(stateOf('store'));
    const plain = stateOf('memory');
    const all = [
      'SELECT * FROM workflow_states WHERE task_id = ?',
      'SELECT * FROM state_transitions WHERE task_id = ? ORDER BY timestamp, id',
      'SELECT * FROM checkpoints WHERE task_id = ? ORDER BY created_at, id',
    ].map((sql) => byHand.prepare(sql));
    const read = byHand.transaction((task) => {
      const [[state], history, checkpoints] = all.map((statement) => statement.all(task));
      const parse = (rows, column) => rows.map((row) => JSON.parse(row[column]));
      return {
        ...state,
        history: parse(history, 'metadata'),
        context: { ...JSON.parse(state.context), checkpoints: parse(checkpoints, 'data') },
      };
    });
    return {
      name: 'load a state of 10 transitions',
      times: 500,
      memory: () => structuredClone(plain),
      byHand: () => read('by-hand'),
      store: async () => {
        await stored;
        return await states.loadState('store');
      },
    };
  },
];

function saveByHand(byHand) {
  const known = byHand.prepare('SELECT id FROM state_transitions WHERE task_id = ?');
  const insert = byHand.prepare(
    `INSERT INTO state_transitions
       (id, task_id, project_id, from_state, to_state, trigger, timestamp, metadata)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const keep = byHand.prepare(
    `INSERT INTO checkpoints (id, task_id, name, state, data, created_at) VALUES (?, ?, ?, ?, ?, ?)`,
  );
  const put = byHand.prepare(
    `INSERT INTO workflow_states (task_id, project_id, state, context, created_at, updated_at)
     VALUES (@taskId, @projectId, @state, @context, @now, @now)
     ON CONFLICT (task_id) DO UPDATE SET
       state = excluded.state, context = excluded.context, updated_at = excluded.updated_at`,
  );
  return byHand.transaction((state) => {
    const { taskId, projectId } = state;
    for (const step of state.history.slice(known.all(taskId).length)) {
      const { fromState, toState, trigger, timestamp } = step;
      const metadata = JSON.stringify(redactJson(step));
      const id = crypto.randomUUID();
      insert.run(id, taskId, projectId, fromState, toState, trigger, timestamp, metadata);
    }
    const { checkpoints, ...context } = state.context;
    for (const { id, name, ...data } of checkpoints) {
      keep.run(id, taskId, name, state.state, JSON.stringify(redactJson(data)), now());
    }
    put.run({
      taskId,
      projectId,
      state: state.state,
      context: JSON.stringify(redactJson(context)),
      now: now(),
    });
  }).immediate;
}

function stateOf(taskId) {
  const at = (n) => new Date(1_790_000_000_000 + n * 1_000).toISOString();
  return {
    taskId,
    projectId: '/work/shop',
    state: 'review',
    context: {
      branch: 'feature/cart',
      files: ['src/cart.ts', 'src/price.ts'],
      attempts: 2,
      checkpoints: [{ id: `${taskId}-c1`, name: 'before review', data: { step: 4 } }],
    },
    history: Array.from({ length: 10 }, (_, n) => ({
      fromState: `step-${n}`,
      toState: `step-${n + 1}`,
      trigger: 'done',
      timestamp: at(n),
    })),
  };
}
