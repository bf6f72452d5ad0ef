import { appendFileSync } from 'node:fs';
import type { TestContext } from 'vitest';

/** Leaves a test out with its reason; CI, which names a file for reasons, then fails. */
export function leaveOut(context: TestContext, reason: string): never {
  const line = `left out: ${context.task.fullName ?? context.task.name}: ${reason}\n`;
  process.stderr.write(line);
  const list = process.env['SPOOR_LEFT_OUT'];
  if (list) appendFileSync(list, line);
  context.skip(reason);
}
