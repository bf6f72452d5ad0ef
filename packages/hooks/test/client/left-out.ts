import type { TestContext } from 'vitest';
import { leaveOut } from '../left-out.ts';
import type { Availability } from './availability.ts';

/** Unwraps what a test needs, or reports the test as left out with the reason. */
export function need<T>(context: TestContext, wanted: Availability<T>): T {
  return wanted.available ? wanted.value : leaveOut(context, wanted.reason);
}
