import type { SessionOverview, SessionUsage } from '@spoor/storage';
import { counted, formatCost, formatUsd } from './amounts.js';
import { kindsText } from './token-kinds.js';

/** Tokens by kind; null where no transcript told of any. */
export function tokensText(usage: SessionUsage): string | null {
  return usage.messages === 0 ? null : kindsText(usage);
}

/** Sums of fractions differ by so little in how they were added up. */
const SAME = 1e-6;

/** Our cost, and what the client itself counted. */
export function costText({ usage, clientCostUsd }: SessionOverview): string | null {
  const theirs =
    clientCostUsd === null ? null : `${formatUsd(clientCostUsd)} by the client's own count`;
  if (usage.messages === 0) return theirs;
  const ours = formatCost(usage.costUsd, usage.unpriced > 0);
  const unknown =
    usage.unpriced > 0 ? ` (${usage.unpriced} of ${usage.messages} messages without a price)` : '';
  if (clientCostUsd === null || theirs === null) return `${ours}${unknown}`;
  const isSame =
    usage.costUsd !== null && Math.abs(usage.costUsd - clientCostUsd) <= SAME * clientCostUsd;
  return `${ours}${unknown}; ${isSame ? 'the client counts the same' : theirs}`;
}

/** Turns, calls and subagents. */
export function countsText(session: SessionOverview): string {
  const bad = [
    ...(session.failedCalls > 0 ? [`${session.failedCalls} failed`] : []),
    ...(session.deniedCalls > 0 ? [`${session.deniedCalls} denied`] : []),
    ...(session.runningCalls > 0 ? [`${session.runningCalls} running`] : []),
  ];
  return [
    counted(session.turns, 'turn'),
    counted(session.toolCalls, 'tool call') + (bad.length > 0 ? ` (${bad.join(', ')})` : ''),
    counted(session.subagents, 'subagent'),
  ].join(', ');
}
