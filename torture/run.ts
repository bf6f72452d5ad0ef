// `pnpm test:torture`: attacks what Spoor promises; hours in full. `--quick`: small numbers, minutes;
// `--only NAME`, more than once if need be; `--list`; `--write` keeps the figures, which
// docs/guarantees.md shows, in results/.
import { appendFileSync } from 'node:fs';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { type Attack, NotHere, type Scale } from './attack.ts';
import { ATTACKS } from './attacks/index.ts';
import { writeResult } from './results.ts';

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string', multiple: true },
    list: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
  },
});
const scale: Scale = values.quick ? 'quick' : 'full';
const unknown = values.only?.filter((name) => !ATTACKS.some((attack) => attack.name === name));
const chosen = ATTACKS.filter(({ name }) => values.only?.includes(name) ?? true);

if (unknown !== undefined && unknown.length > 0) {
  console.error(`No attack is called ${unknown.join(', ')}: see --list.`);
  process.exitCode = 2;
} else if (values.list) {
  for (const { name, promise, does } of chosen) console.log(`${promise}\t${name}\t${does}`);
} else {
  let broken = 0;
  for (const attack of chosen) if (!(await attackOnce(attack))) broken += 1;
  console.log(`${chosen.length} attacks, ${broken} found something`);
  process.exitCode = broken === 0 ? 0 : 1;
}

/** Whether everything held. */
async function attackOnce(attack: Attack): Promise<boolean> {
  const started = performance.now();
  console.log(`${attack.promise}  ${attack.name}: ${attack.does}`);
  try {
    const { figures, faults } = await attack.run(scale);
    for (const [name, value] of Object.entries(figures)) console.log(`     ${name}: ${value}`);
    for (const fault of faults) console.log(`     BROKEN: ${fault}`);
    console.log(`     ${((performance.now() - started) / 1000).toFixed(0)} s`);
    if (values.write && faults.length === 0) writeResult(attack.name, { scale, figures });
    return faults.length === 0;
  } catch (error) {
    if (!(error instanceof NotHere)) throw error;
    leftOut(attack, error.message);
    return true;
  }
}

/** CI names a file for what could not be run, and fails when anything is in it. */
function leftOut({ name }: Attack, reason: string): void {
  const line = `left out: ${name}: ${reason}`;
  console.log(`     ${line}`);
  const list = process.env['SPOOR_LEFT_OUT'];
  if (list) appendFileSync(list, `${line}\n`);
}
