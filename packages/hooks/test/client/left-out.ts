import { appendFileSync } from 'node:fs';
import type { TestContext } from 'vitest';
import type { Availability } from './availability.ts';

/** Unwraps what a test needs, or reports the test as left out with the reason. */
export function need<T>(context: TestContext, wanted: Availability<T>): T {
  if (wanted.available) {
    return wanted.value;
  }
  const line = `left out: ${context.task.fullName ?? context.task.name}: ${wanted.reason}\n`;
  process.stderr.write(line);
  const list = process.env['SPOOR_LEFT_OUT'];
  if (list) {
    appendFileSync(list, line);
  }
  return context.skip(wanted.reason);
}
