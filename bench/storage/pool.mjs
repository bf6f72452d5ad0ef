// The pool of readers: memory and throughput with 1, 4 and 8 threads, each in a process of its own.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { SpoorDatabase } from '../../packages/storage/dist/index.js';
import { fill } from './fill.mjs';
import { temporaryFolder } from './support.mjs';

/** Prints what each size of the pool takes and gives. */
export function benchPool(reads) {
  const path = `${temporaryFolder('pool')}/spoor.db`;
  const db = new SpoorDatabase({ path });
  fill(db, { events: 20_000, sessions: 40 });
  db.close();
  const script = join(import.meta.dirname, 'pool-process.mjs');
  const measure = (readers) =>
    JSON.parse(
      execFileSync(process.execPath, [
        '--expose-gc',
        script,
        JSON.stringify({ path, readers, reads }),
      ]),
    );
  const direct = measure(0);
  for (const readers of [1, 4, 8]) {
    const pool = measure(readers);
    const mb = (bytes) => (bytes / 2 ** 20).toFixed(0);
    console.log(
      `pool, ${readers} readers: ${mb(pool.memory - direct.memory)} MB more than one connection, ` +
        `${(pool.perSecond / direct.perSecond).toFixed(2)} of its reads a second ` +
        `(${pool.perSecond.toFixed(0)} to ${direct.perSecond.toFixed(0)}), ` +
        `64 at once: wait p50 ${pool.waitMs.p50.toFixed(1)} ms, p95 ${pool.waitMs.p95.toFixed(1)}; ` +
        `run p95 ${pool.runMs.p95.toFixed(1)}; ` +
        `longest standstill of the event loop ${pool.standstillMs.toFixed(0)} ms (${direct.standstillMs.toFixed(0)})`,
    );
  }
}
