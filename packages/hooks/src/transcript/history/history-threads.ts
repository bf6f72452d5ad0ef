import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { messageOf } from '@spoor/core';
import { StorageError } from '@spoor/storage';
import type { HistoryWork } from './history-work.js';
import type { SessionFiles } from './history-plan.js';
import type { SessionOutcome } from './history-report.js';
import { SharedControl } from './shared-control.js';

/** What a thread is started with. */
export interface ThreadData {
  readonly work: HistoryWork;
  readonly control: SharedArrayBuffer;
}

/** Progress is told so often, ms. */
const LOOK_MS = 100;

/** A young heap of this many MB is enough for batches; more threads than one have one each. */
const YOUNG_HEAP_MB = 16;

/**
 * Has threads read sessions, each on a connection of its own.
 * @param look called now and then, to stop and to tell how far it is.
 * @param done gets each session's outcome as it ends.
 * @throws StorageError `THREAD_ENDED` when a thread died; else what the thread threw.
 */
export async function readInThreads(
  sessions: readonly SessionFiles[],
  { work, threads, control }: { work: HistoryWork; threads: number; control: SharedControl },
  { look, done }: { look: () => void; done: (outcome: SessionOutcome) => void },
): Promise<void> {
  const { Piscina } = await import('piscina');
  const workerData: ThreadData = { work, control: control.buffer };
  const pool = new Piscina({
    filename: threadFile(),
    minThreads: 0,
    maxThreads: threads,
    idleTimeout: Number.POSITIVE_INFINITY,
    execArgv: [],
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_HEAP_MB },
    workerData,
    recordTiming: false,
  });
  pool.on('error', () => undefined);
  const timer = setInterval(look, LOOK_MS);
  try {
    await Promise.all(
      sessions.map(async (session) => {
        done((await pool.run(session)) as SessionOutcome);
      }),
    );
  } catch (error) {
    control.stop();
    throw asOurs(error);
  } finally {
    clearInterval(timer);
    await pool.destroy();
  }
}

function asOurs(error: unknown): unknown {
  if (error instanceof StorageError) return error;
  if (error instanceof Error && 'code' in error && 'isStorage' in error) return error;
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
