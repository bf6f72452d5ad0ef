// `pnpm test:torture`: attacks what Spoor promises; hours in full. `--quick`: small numbers, minutes;
// `--only NAME`, more than once if need be; `--list`; `--write` keeps the figures, which
// docs/guarantees.md shows, in results/; `--jobs N` attacks at once, 2 when it is to be quick: those
// that measure run alone.
import process from 'node:process';
import { parseArgs } from 'node:util';
import type { Attack, Scale } from './attack.ts';
import { attackOnce } from './attack-once.ts';
import { ATTACKS } from './attacks/index.ts';
import { runApart } from './run-apart.ts';
import { inParallel } from './support/in-parallel.ts';

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string', multiple: true },
    list: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    jobs: { type: 'string' },
  },
});
const scale: Scale = values.quick ? 'quick' : 'full';
const jobs = Number(values.jobs ?? (values.quick ? 2 : 1));
const unknown = values.only?.filter((name) => !ATTACKS.some((attack) => attack.name === name));
const chosen = ATTACKS.filter(({ name }) => values.only?.includes(name) ?? true);

if (unknown !== undefined && unknown.length > 0) {
  console.error(`No attack is called ${unknown.join(', ')}: see --list.`);
  process.exitCode = 2;
} else if (!(jobs >= 1)) {
  console.error('--jobs takes a number from 1 on.');
  process.exitCode = 2;
} else if (values.list) {
  for (const { name, promise, does } of chosen) console.log(`${promise}\t${name}\t${does}`);
} else {
  const broken = (await attackAll()).filter((held) => !held).length;
  console.log(`${chosen.length} attacks, ${broken} found something`);
  process.exitCode = broken === 0 ? 0 : 1;
}

/** Whether everything held, by attack. */
async function attackAll(): Promise<boolean[]> {
  if (chosen.length === 1) return one(chosen, (attack) => attackOnce(attack, scale, values.write));
  const apart = (attack: Attack) => runApart(attack, scale, values.write);
  const together = chosen.filter(({ measures }) => measures !== true);
  return [
    ...(await inParallel(together, jobs, apart)),
    ...(await one(
      chosen.filter(({ measures }) => measures === true),
      apart,
    )),
  ];
}

function one(
  attacks: readonly Attack[],
  run: (attack: Attack) => Promise<boolean>,
): Promise<boolean[]> {
  return inParallel(attacks, 1, run);
}
