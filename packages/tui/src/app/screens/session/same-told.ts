import type { SessionHistory } from '@spoor/storage';
import type { UsageTold } from '../../../present/usage-until.js';
import type { SessionTold } from './readers.js';
import type { SessionState } from './session-state.js';

/** Whether an answer says nothing new: most commits are about other sessions. */
export function sameTold(
  { history, contextTokens }: Pick<SessionState, 'history' | 'contextTokens'>,
  told: SessionTold | null,
): boolean {
  if (history === null || told === null) return history === told;
  return contextTokens === told.contextTokens && sameHistory(history, told.history);
}

function sameHistory(a: SessionHistory, b: SessionHistory): boolean {
  return (
    sameRow(a.session, b.session) &&
    sameRows(a.turns, b.turns) &&
    sameRows(a.toolCalls, b.toolCalls) &&
    sameRows(a.subagents, b.subagents)
  );
}

/** Whether two answers say the same of what was taken. */
export function sameUsage(a: UsageTold, b: UsageTold): boolean {
  return sameRows(a.steps, b.steps) && sameRows(a.compactions, b.compactions);
}

/** Whether two lists hold the same rows. */
function sameRows(a: readonly object[], b: readonly object[]): boolean {
  return a.length === b.length && a.every((row, index) => sameRow(row, b[index] ?? {}));
}

/** Whether two rows say the same: flat but for sums of tokens and what others have noted of a turn. */
export function sameRow(a: object, b: object): boolean {
  const one = a as Readonly<Record<string, unknown>>;
  const other = b as Readonly<Record<string, unknown>>;
  // A session may have tens of thousands of rows: no list of their fields is made.
  for (const name in one) {
    const was = one[name];
    const is = other[name];
    if (was === is) continue;
    if (!isObject(was) || !isObject(is) || JSON.stringify(was) !== JSON.stringify(is)) return false;
  }
  return true;
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}
