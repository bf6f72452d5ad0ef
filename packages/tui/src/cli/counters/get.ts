import { CounterStore } from '@spoor/storage';
import type { CliIo } from '../io.js';
import { printJson, printLines } from '../output/print.js';
import { withStore } from '../store.js';
import { counterScope } from './counter-scope.js';

/** Prints a counter's value; 0 when it was never raised. */
export async function printCounter(
  io: CliIo,
  { scope, name }: { scope: string; name: string },
  { json }: { json?: true },
): Promise<void> {
  const counter = await withStore(io, (db) => {
    if (db === null) return { scope, name, value: 0 };
    const whole = counterScope(io, db, scope);
    return { scope: whole, name, value: new CounterStore(db).get(whole, name) };
  });
  if (json === true) printJson(io, counter);
  else printLines(io, [String(counter.value)]);
}
