import type { Attack, Outcome, Scale } from '../attack.ts';
import { inParallel } from '../support/in-parallel.ts';
import { type Case, faultOf } from './hostile-files/case.ts';
import { environmentCases } from './hostile-files/environment.ts';
import { importCases } from './hostile-files/imports.ts';
import { plantedCases } from './hostile-files/planted.ts';
import { tryProjectKeys } from './hostile-files/project-keys.ts';
import { restoreCases } from './hostile-files/restores.ts';

/** Everything that Spoor reads and somebody else may have written. */
export const hostileFiles: Attack = {
  name: 'hostile-files',
  promise: 13,
  does: 'files, repositories, backups and variables of others: nothing of them is run or obeyed',
  run,
};

async function run(scale: Scale): Promise<Outcome> {
  const keys = tryProjectKeys(scale);
  const groups: Readonly<Record<string, readonly Case[]>> = {
    'backups restored': restoreCases(),
    'files imported': importCases(),
    repositories: plantedCases(),
    'variables and folders': environmentCases(scale),
  };
  const faults = [...keys.faults.slice(0, 10)];
  await inParallel(Object.values(groups).flat(), 4, async (one) => {
    faults.push(...(await faultOf(one)));
  });
  return {
    figures: {
      'project configurations tried': keys.tried,
      ...Object.fromEntries(Object.entries(groups).map(([name, cases]) => [name, cases.length])),
    },
    faults,
  };
}
