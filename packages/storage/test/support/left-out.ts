import { appendFileSync } from 'node:fs';
import type { TestContext } from 'vitest';

/** Goes on only where a test can run; else says why it was left out, and skips it. */
export function needs(context: TestContext, available: boolean, reason: string): void {
  if (available) return;
  const line = `left out: ${context.task.fullName ?? context.task.name}: ${reason}\n`;
  process.stderr.write(line);
  const list = process.env['SPOOR_LEFT_OUT'];
  if (list) appendFileSync(list, line);
  context.skip(reason);
}

/** Whether the tests run as the user that may become any other. */
export const IS_ROOT = process.getuid?.() === 0;
