import { SpoorDatabase, SQLiteStateStore } from '../../dist/index.js';

// Saves a state that grows, or goes on after conflicts, and tells each save once it is acknowledged.
const { path, taskId, times, label = 'one' } = JSON.parse(process.argv[2]);
const store = new SQLiteStateStore(new SpoorDatabase({ path, busyTimeoutMs: 30_000 }));
process.stdout.write('ready\n');
await new Promise((resolve) => process.stdin.once('data', resolve));

const empty = { taskId, projectId: 'p', state: 's0', context: { checkpoints: [] }, history: [] };
let conflicts = 0;
for (let saved = 0; saved < times; ) {
  const known = (await store.loadState(taskId)) ?? empty;
  const n = known.history.length + 1;
  const toState = `s${n}`;
  try {
    await store.saveState({
      ...known,
      state: toState,
      context: {
        n,
        checkpoints: [...known.context.checkpoints, { id: `${taskId}-${n}`, name: toState }],
      },
      history: [
        ...known.history,
        { fromState: known.state, toState, trigger: `${label}-${saved}` },
      ],
    });
    saved++;
    process.stdout.write(`saved ${n}\n`);
  } catch (error) {
    if (error.code !== 'CONFLICT') throw error;
    conflicts++;
  }
}
process.stdout.write(`conflicts ${conflicts}\n`, () => process.exit(0));
