import { appendFileSync } from 'node:fs';
import type { TestContext } from 'vitest';

/** Leaves a test out with its reason; CI, which names a file for reasons, then fails. */
export function leaveOut(context: TestContext, reason: string): never {
  const file = process.env['SPOOR_LEFT_OUT'];
  if (file !== undefined) appendFileSync(file, `${context.task.name}: ${reason}\n`);
  context.skip(reason);
}
