import { existsSync, rmSync } from 'node:fs';
import process from 'node:process';
import type { Attack, Scale } from '../attack.ts';
import { changedModes, furnish } from '../modes/household.ts';
import { lookAtCalls, lookAtFiles } from '../modes/loose-modes.ts';
import { STEPS } from '../modes/steps.ts';
import { readCalls } from '../preload/calls.ts';
import { watchEnv } from '../preload/watch-env.ts';
import { inPlace, type Place } from '../support/place.ts';

/** Without a umask nothing else keeps others out; a strict one must not lock out Spoor itself. */
const UMASKS: Readonly<Record<Scale, readonly number[]>> = {
  quick: [0],
  full: [0o000, 0o022, 0o077],
};

/** Looks at the mode of all that Spoor makes from the instant at which it is made. */
export const modes: Attack = {
  name: 'modes',
  promise: 12,
  does: 'looks at the system calls for files that others could open for an instant',
  run: async (scale) => {
    const looks: Look[] = [];
    for (const umask of UMASKS[scale]) looks.push(await inPlace((place) => lookOnce(place, umask)));
    const total = (of: (look: Look) => number) => looks.reduce((sum, look) => sum + of(look), 0);
    return {
      figures: {
        umasks: UMASKS[scale].map((umask) => umask.toString(8).padStart(3, '0')).join(', '),
        'hooks and commands': STEPS.length,
        'system calls looked at': total(({ calls }) => calls),
        'files made': total(({ files }) => files),
        'folders made': total(({ folders }) => folders),
      },
      faults: looks.flatMap(({ faults }) => faults),
    };
  },
};

interface Look {
  readonly calls: number;
  readonly files: number;
  readonly folders: number;
  readonly faults: readonly string[];
}

async function lookOnce(place: Place, umask: number): Promise<Look> {
  const household = furnish(place);
  const log = `${place.home}.log`;
  const watched = watchEnv({ folder: place.home, log, data: false });
  const surroundings = { place, household, env: { ...watched, TMPDIR: household.temporary } };
  const faults: string[] = [];
  const before = process.umask(umask);
  try {
    for (const { name, run } of STEPS) {
      const { status, stderr } = await run(surroundings);
      if (status !== 0) faults.push(`${name} ended with ${status}: ${stderr}`);
    }
    const calls = existsSync(log) ? readCalls(log) : [];
    const look = lookAtCalls(calls, umask, household);
    faults.push(...look.faults, ...lookAtFiles(place.home, household), ...changedModes(household));
    const name = umask.toString(8).padStart(3, '0');
    return {
      ...look,
      calls: calls.length,
      faults: [...new Set(faults)].map((fault) => `umask ${name}: ${fault}`),
    };
  } finally {
    process.umask(before);
    rmSync(log, { force: true });
  }
}
