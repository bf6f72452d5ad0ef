import { appendFileSync } from 'node:fs';
import process from 'node:process';
import { type Attack, NotHere, type Scale } from './attack.ts';
import { writeResult } from './results.ts';

/**
 * Runs an attack in this process and says what came out.
 * @param write whether its figures are kept.
 * @returns whether everything held; also where the machine lacks what it needs, which CI counts.
 */
export async function attackOnce(attack: Attack, scale: Scale, write: boolean): Promise<boolean> {
  const started = performance.now();
  console.log(`${attack.promise}  ${attack.name}: ${attack.does}`);
  try {
    const { figures, faults } = await attack.run(scale);
    for (const [name, value] of Object.entries(figures)) console.log(`     ${name}: ${value}`);
    for (const fault of faults) console.log(`     BROKEN: ${fault}`);
    console.log(`     ${((performance.now() - started) / 1000).toFixed(0)} s`);
    if (write && faults.length === 0) writeResult(attack.name, { scale, figures });
    return faults.length === 0;
  } catch (error) {
    if (!(error instanceof NotHere)) throw error;
    leaveOut(attack, error.message);
    return true;
  }
}

/** CI names a file for what could not be run, and fails when anything is in it. */
function leaveOut({ name }: Attack, reason: string): void {
  const line = `left out: ${name}: ${reason}`;
  console.log(`     ${line}`);
  const list = process.env['SPOOR_LEFT_OUT'];
  if (list) appendFileSync(list, `${line}\n`);
}
