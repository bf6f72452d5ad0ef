// One pool under load; 0 readers means one connection on the main thread.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { AsyncDatabase, SpoorDatabase } from '../../packages/storage/dist/index.js';

const { path, readers, reads } = JSON.parse(process.argv[2]);
const SQL = `SELECT agent, count(*) AS n, max(timestamp) AS last FROM audit_logs
  WHERE project_id = ? AND category = ? GROUP BY agent`;

const adb = readers > 0 ? await AsyncDatabase.open({ path, readers }) : null;
const db = readers > 0 ? null : new SpoorDatabase({ path, readonly: true });
const statement = db?.getDb().prepare(SQL);
const read = (i) => {
  const params = [`/work/project-${i % 8}`, 'file'];
  return adb === null ? statement.all(...params) : adb.query(SQL, params);
};
await load(64 * 8);
const before = adb?.stats();
const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();
await turns();
const start = performance.now();
await load(reads);
const perSecond = (reads / (performance.now() - start)) * 1_000;
// A loop that stood still has to turn again to notice.
await turns();
delay.disable();
globalThis.gc?.();
const { waitMs, runMs } = adb?.stats() ?? before ?? {};
console.log(
  JSON.stringify({
    perSecond,
    memory: process.memoryUsage().rss,
    waitMs,
    runMs,
    standstillMs: delay.max / 1e6,
  }),
);
await adb?.close();

function turns() {
  return new Promise((resolve) => setTimeout(resolve, 10));
}

/** So many reads, 64 of them at once. */
async function load(count) {
  let next = 0;
  const one = async () => {
    while (next < count) await read(next++);
  };
  await Promise.all(Array.from({ length: 64 }, one));
}
