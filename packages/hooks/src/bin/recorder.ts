import { homedir } from 'node:os';
import { messageOf, resolvePaths } from '@spoor/core';
import { Spool } from '@spoor/storage';
import { captureEvent } from '../capture/capture-event.js';
import { keepEvent } from '../capture/keep-event.js';
import { readInput } from '../capture/read-input.js';
import { startMaintenance } from '../capture/start-maintenance.js';

// The hook executable: reads one event on standard input, keeps it, exits 0 with an empty stdout.
// `hook.cjs` runs it, and gives it what to do before the process ends.
declare const beforeExit: () => void;

/** All of a hook's time, ms. */
const DEADLINE_MS = 2_000;
/**
 * Standard input must have ended by then, so that there is time left to keep what came. Counted in
 * short steps: where 200 hooks start at once, a process gets no turn for seconds, and a clock would
 * run out before the first look at input that has long been there.
 */
const INPUT_STEPS = 12;
const INPUT_STEP_MS = 100;
/** All waits for locks, ms. */
const LOCK_BUDGET_MS = 250;
/** Largest input that is parsed, bytes. */
const INPUT_LIMIT = 64 * 1024 * 1024;

const startedAtMs = performance.timeOrigin;
const elapsedMs = () => performance.now();

const givenUp = new Promise<void>((resolve) => {
  for (const signal of ['SIGTERM', 'SIGHUP', 'SIGINT'] as const) process.on(signal, resolve);
  let steps = 0;
  setInterval(() => {
    steps += 1;
    if (steps === INPUT_STEPS) resolve();
  }, INPUT_STEP_MS);
});

readInput(0, INPUT_LIMIT, givenUp)
  .then((input) => {
    const paths = resolvePaths({
      env: process.env,
      homeDir: homedir(),
      platform: process.platform,
      uid: process.getuid?.(),
    });
    const event = captureEvent(input, { startedAtMs, env: process.env, dataDir: paths.dataDir });
    const warning = keepEvent(event, {
      databasePath: paths.databasePath,
      spool: new Spool([paths.spoolDir, ...paths.fallbackSpoolDirs]),
      elapsedMs,
      deadlineMs: DEADLINE_MS,
      lockBudgetMs: LOCK_BUDGET_MS,
    });
    startMaintenance(event, { dataDir: paths.dataDir, env: process.env, now: startedAtMs });
    leave(warning, input.cut === 'did not end');
  })
  .catch((error: unknown) => leave(messageOf(error), false));

/**
 * Ends at once, with status 0. Connections are not closed: the last close would checkpoint.
 * @param isReading whether a read still blocks a thread: an ordinary exit would wait for it.
 */
function leave(warning: string | undefined, isReading: boolean): void {
  if (warning !== undefined) process.stderr.write(`spoor: ${warning}\n`);
  if (isReading) process.execve?.('/bin/true', ['true'], {});
  beforeExit();
  process.exit(0);
}
