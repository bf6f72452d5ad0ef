import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import type { Place } from '../place.ts';
import type { LoadPlan, LoadTold } from './load-plan.ts';

const PROGRAM = join(import.meta.dirname, '../../processes/load-writer.ts');

/** How much is written, and for how long. */
export interface Pace {
  readonly writers: number;
  readonly perSecond: number;
  readonly forMs: number;
}

/** Lets so many processes write, until all have ended. @throws Error when one ended badly. */
export async function runWriters(
  place: Place,
  { writers, perSecond, forMs }: Pace,
): Promise<LoadTold[]> {
  const plans = Array.from({ length: writers }, (_, n) => ({
    databasePath: place.databasePath,
    spoolDirs: [place.spoolDir, ...place.fallbackSpools],
    name: `w${n}`,
    perSecond,
    forMs,
    report: join(place.home, `w${n}.json`),
  }));
  const ends = await Promise.allSettled(plans.map((plan) => runWriter(place, plan)));
  const failed = ends.find((end) => end.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
  return ends.flatMap((end) => (end.status === 'fulfilled' ? [end.value] : []));
}

function runWriter(place: Place, plan: LoadPlan): Promise<LoadTold> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [PROGRAM, JSON.stringify(plan)], {
      env: place.env,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    child.on('error', reject);
    child.on('close', (status) => {
      if (status === 0) resolve(JSON.parse(readFileSync(plan.report, 'utf8')));
      else reject(new Error(`a writer ended with ${status}`));
    });
  });
}
