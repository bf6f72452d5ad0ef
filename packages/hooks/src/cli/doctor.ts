import { type DoctorCheck, hookDoctor } from '../install/doctor.js';
import { hookContext } from './context.js';
import type { HookCliIo } from './io.js';
import { printJson, printLines } from './print.js';
import { databaseStore } from './store.js';

/** Checks all that recording needs; the command fails when something is not in order. */
export async function runDoctor(io: HookCliIo, { json }: { json?: true }): Promise<void> {
  const checks = await hookDoctor({
    context: hookContext(io),
    openStore: () => databaseStore(io),
  });
  if (json === true) printJson(io, checks);
  else printLines(io, checks.flatMap(describe));
  if (checks.some(({ ok }) => !ok)) io.setExitCode(1);
}

function describe({ name, ok, detail, advice }: DoctorCheck): string[] {
  const line = `${ok ? 'ok  ' : 'FAIL'}  ${name.padEnd(18)} ${detail}`;
  return advice === null ? [line] : [line, `      ${''.padEnd(18)} → ${advice}`];
}
