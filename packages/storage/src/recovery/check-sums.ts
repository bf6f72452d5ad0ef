import type { Handle } from '../database/handle.js';
import { countWrongSums } from '../stores/usage/usage-sums.js';
import type { Problem } from './problem.js';

/** The schema that first had sums. */
const SUMS_SCHEMA = 5;

/** Compares the sums of tokens by quarter of an hour with the messages that they are of. */
export function findSumProblems(handle: Handle): Problem[] {
  if (Number(handle.pragma('user_version', { simple: true })) < SUMS_SCHEMA) return [];
  const wrong = countWrongSums(handle);
  if (wrong === 0) return [];
  const message = `the sums of tokens are wrong for ${wrong} quarters of an hour`;
  return [{ kind: 'sums', table: 'usage_quarters', message }];
}
