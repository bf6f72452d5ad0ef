// Each store against the same work on plain objects, and against the loop that one writes by hand
// around better-sqlite3: prepared statements, immediate transactions, the same pragmas and redaction.
import * as storage from '../../packages/storage/dist/index.js';
import { median } from '../measure.mjs';
import * as audit from './cases/audit.mjs';
import * as configuration from './cases/configuration.mjs';
import * as counters from './cases/counters.mjs';
import * as events from './cases/events.mjs';
import * as lessons from './cases/lessons.mjs';
import * as messages from './cases/messages.mjs';
import * as sessions from './cases/sessions.mjs';
import * as states from './cases/states.mjs';
import * as turns from './cases/turns.mjs';
import { fill } from './fill.mjs';
import { Database, temporaryFolder } from './support.mjs';

const FAMILIES = [
  counters,
  audit,
  states,
  lessons,
  configuration,
  events,
  sessions,
  turns,
  messages,
];

/** A store may take so many times what the loop takes. */
const GOAL = 1.3;

/** The more a store does (redact, audit), the more the loop by hand has to. */
const CASES = FAMILIES.filter((family) => family.store in storage).flatMap(({ cases }) => cases);

/** Prints the ratios of every store. */
export async function benchStores(rounds) {
  await withStore('stores', { events: 20_000, sessions: 40 }, async (db, byHand) => {
    for (const make of CASES) await report(make(db, byHand, storage), rounds);
  });
}

/** Prints what each store's calls cost with more and more rows. */
export async function benchGrowth(sizes, rounds) {
  const columns = [];
  for (const events of sizes) {
    const rows = { events, sessions: Math.max(5, events / 200) };
    columns.push(
      await withStore(`rows-${events}`, rows, (db, byHand) => timeAll(db, byHand, rounds)),
    );
  }
  for (const [i, { name, us: first }] of columns[0].entries()) {
    const each = columns.map((column, n) => `${sizes[n]} events ${column[i].us.toFixed(1)} µs`);
    const last = columns.at(-1)[i].us;
    console.log(`growth, ${name}: ${(last / first).toFixed(2)} times (${each.join(', ')})`);
  }
}

async function timeAll(db, byHand, rounds) {
  const all = [];
  for (const make of CASES) {
    const { name, times, store } = make(db, byHand, storage);
    const ms = median((await compare({ store }, times, rounds)).store);
    all.push({ name, us: (ms / times) * 1_000 });
  }
  return all;
}

/** Without waits for the disk: they would hide what the code costs. */
async function withStore(name, rows, use) {
  const path = `${temporaryFolder(name)}/spoor.db`;
  const db = new storage.SpoorDatabase({ path });
  db.getDb().pragma('synchronous=OFF');
  fill(db, rows);
  const byHand = new Database(path);
  byHand.exec('PRAGMA synchronous=OFF; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON');
  try {
    return await use(db, byHand);
  } finally {
    byHand.close();
    db.close();
  }
}

async function report({ name, times, memory, byHand, store }, rounds) {
  const all = await compare({ memory, byHand, store }, times, rounds);
  // Round by round, so that what else the machine does meets both sides of a ratio.
  const ratio = (other) => median(all.store.map((ms, round) => ms / all[other][round]));
  const each = (variant) => `${((median(all[variant]) / times) * 1_000).toFixed(1)} µs`;
  console.log(
    `store, ${name}: ${ratio('byHand').toFixed(2)} of a loop by hand` +
      `${ratio('byHand') > GOAL ? ` (the goal is ${GOAL})` : ''}, ` +
      `${ratio('memory').toFixed(0)} of plain objects ` +
      `(medians of ${rounds}: ${each('memory')}, ${each('byHand')}, ${each('store')})`,
  );
}

/** Milliseconds that so many calls of each took, in turn; one round doesn't count. */
async function compare(variants, times, rounds) {
  const measured = Object.fromEntries(Object.keys(variants).map((name) => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    for (const [name, run] of Object.entries(variants)) {
      const start = performance.now();
      for (let i = 0; i < times; i++) {
        const done = run(round * times + i);
        if (done instanceof Promise) await done;
      }
      if (round > 0) measured[name].push(performance.now() - start);
    }
  }
  return measured;
}
