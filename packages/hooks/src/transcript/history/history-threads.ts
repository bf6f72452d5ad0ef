import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { messageOf } from '@spoor/core';
import { StorageError, type StorageErrorCode } from '@spoor/storage';
import type { SessionOutcome } from './history-report.js';
import type { HistoryWork } from './history-work.js';
import type { SessionFamily } from './plan-sessions.js';
import type { SharedControl } from './shared-control.js';

/** What a thread is started with. */
export interface ThreadData {
  readonly work: HistoryWork;
  readonly control: SharedArrayBuffer;
}

/** What a thread has come to with a session. */
export type ThreadAnswer =
  | { readonly kind: 'done'; readonly outcomes: readonly SessionOutcome[] }
  | { readonly kind: 'failed'; readonly code: StorageErrorCode | null; readonly message: string };

/** Of what a thread has just made, so many MB are kept before it is looked through. */
const YOUNG_HEAP_MB = 12;

/** Bytes of transcripts that a thread is given at once; all threads have some to the end. */
const TASK_BYTES = 4 * 1024 * 1024;

/**
 * Has threads read sessions, each on a connection of its own.
 * @param done gets each session's outcome as it ends.
 * @throws StorageError what a thread met, after all have ended; `THREAD_ENDED` when one died.
 */
export async function readInThreads(
  families: readonly SessionFamily[],
  { work, threads, control }: { work: HistoryWork; threads: number; control: SharedControl },
  done: (outcome: SessionOutcome) => void,
): Promise<void> {
  const { Piscina } = await import('piscina');
  const workerData: ThreadData = { work, control: control.buffer };
  const pool = new Piscina({
    filename: threadFile(),
    minThreads: 0,
    maxThreads: Math.min(threads, families.length),
    idleTimeout: Number.POSITIVE_INFINITY,
    execArgv: [],
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_HEAP_MB },
    workerData,
    recordTiming: false,
  });
  // Without a listener a thread that can't start would end the process.
  pool.on('error', () => control.stop());
  try {
    const runs = tasksOf(families).map(async (task) => {
      try {
        for (const outcome of outcomesOf((await pool.run(task)) as ThreadAnswer)) done(outcome);
      } catch (error) {
        control.stop();
        throw error;
      }
    });
    const failed = (await Promise.allSettled(runs)).find((run) => run.status === 'rejected');
    if (failed !== undefined) throw asOurs(failed.reason);
  } finally {
    await pool.destroy();
  }
}

/** Families that a thread reads in one go: what is small is written together with others. */
function tasksOf(families: readonly SessionFamily[]): SessionFamily[][] {
  const tasks: SessionFamily[][] = [];
  let room = 0;
  for (const family of families) {
    const task = tasks.at(-1);
    if (task === undefined || room <= 0) {
      tasks.push([family]);
      room = TASK_BYTES;
    } else task.push(family);
    room -= family.bytes;
  }
  return tasks;
}

function outcomesOf(answer: ThreadAnswer): readonly SessionOutcome[] {
  if (answer.kind === 'done') return answer.outcomes;
  if (answer.code !== null) throw new StorageError(answer.code, answer.message);
  throw new Error(answer.message);
}

function asOurs(error: unknown): unknown {
  if (error instanceof StorageError) return error;
  return new StorageError('THREAD_ENDED', `a thread of the import ended: ${messageOf(error)}`, {
    cause: error,
  });
}

/** Beside the built package's files; the sources run the built one too. */
function threadFile(): string {
  const places = ['./history-thread.js', '../../../dist/history-thread.js'];
  const files = places.map((place) => fileURLToPath(new URL(place, import.meta.url)));
  const file = files.find((path) => existsSync(path));
  if (file !== undefined) return file;
  throw new StorageError('CANT_OPEN', `${files[0]}: is missing; was the package bundled?`);
}
