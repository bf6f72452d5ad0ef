import { SpoorError } from '@spoor/core';
import { CounterStore } from '@spoor/storage';
import { excerpt, safeText } from '../../present/safe-text.js';
import type { CliIo } from '../io.js';
import { printLines } from '../output/print.js';
import { withWritableStore } from '../writable-store.js';
import { counterScope } from './counter-scope.js';

/**
 * Sets a counter to 0.
 * @throws SpoorError when there is none.
 */
export async function resetCounter(
  io: CliIo,
  { scope, name }: { scope: string; name: string },
): Promise<void> {
  await withWritableStore(io, { create: false }, (db) => {
    const whole = counterScope(io, db, scope);
    const counters = new CounterStore(db);
    const before = counters.get(whole, name);
    if (!counters.reset(whole, name)) {
      throw new SpoorError(`no counter \`${name}\` in \`${whole}\`; see \`spoor counters list\``);
    }
    printLines(io, [`Reset ${safeText(excerpt(name, 400))}: ${before} → 0`]);
  });
}
