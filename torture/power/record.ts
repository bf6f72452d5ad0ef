import { rmSync, statSync } from 'node:fs';
import { type Call, readCalls } from '../preload/calls.ts';
import { watchEnv } from '../preload/watch-env.ts';
import type { Place } from '../support/place.ts';
import { SimulatedDisk } from './disk.ts';

/** Something that was told to be done. */
export interface Acknowledgement<What> {
  readonly what: What;
  /** Length of the log when the process had ended. */
  readonly at: number;
}

/** What processes did to a disk. */
export interface Recording<What> {
  /** As it was before. */
  readonly disk: SimulatedDisk;
  readonly calls: readonly Call[];
  readonly acknowledged: readonly Acknowledgement<What>[];
}

/** Runs something that is watched, and acknowledges in its course. */
export async function record<What>(
  { home }: Place,
  work: (watch: Record<string, string>, acknowledge: (what: What) => void) => Promise<void>,
): Promise<Recording<What>> {
  const log = `${home}.log`;
  const acknowledged: Acknowledgement<What>[] = [];
  const disk = new SimulatedDisk(home);
  try {
    await work(watchEnv({ folder: home, log }), (what) => {
      acknowledged.push({ what, at: statSync(log).size });
    });
    return { disk, calls: readCalls(log), acknowledged };
  } finally {
    rmSync(log, { force: true });
  }
}
