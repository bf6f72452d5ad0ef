import type { Invocation, SessionHistory, ToolCall, Trace } from '@spoor/storage';
import { agentKey, callKey, turnKey } from './timeline.js';

/** A moment of a session at which something began or ended. */
export interface Moment {
  readonly ms: number;
  /** What it was, as the timeline names it; the first where it was several. */
  readonly key: string;
  readonly what: 'began' | 'ended';
  /** How many others were at the same time. */
  readonly others: number;
}

type Row = Trace | ToolCall | Invocation;

/** When something began, ms; what has no time is there from the first. */
export function beganAt({ startedAt, completedAt }: Row): number {
  const ms = Date.parse(startedAt ?? completedAt ?? '');
  return Number.isNaN(ms) ? Number.NEGATIVE_INFINITY : ms;
}

/** When something ended, ms; null when it runs, or nothing tells. */
export function endedAt(row: Row): number | null {
  const ms = Date.parse(row.completedAt ?? '');
  if (!Number.isNaN(ms)) return Math.max(ms, beganAt(row));
  if (row.durationMs === null || !Number.isFinite(beganAt(row))) return null;
  return beganAt(row) + Math.max(0, row.durationMs);
}

/** The moments of a session in the order of time, no two at the same. */
export function momentsOf({ turns, toolCalls, subagents }: SessionHistory): Moment[] {
  const all = [
    ...turns.flatMap((turn) => momentsOfRow(turn, turnKey(turn.id))),
    ...toolCalls.flatMap((call) => momentsOfRow(call, callKey(call.toolUseId))),
    ...subagents.flatMap((agent) => momentsOfRow(agent, agentKey(agent.agentId ?? agent.id))),
  ].sort((a, b) => a.ms - b.ms);
  const moments: Moment[] = [];
  for (const moment of all) {
    const last = moments.at(-1);
    if (last?.ms === moment.ms) moments[moments.length - 1] = { ...last, others: last.others + 1 };
    else moments.push(moment);
  }
  return moments;
}

/** The last moment at or before a time: its index; −1 before the first. */
export function momentAt(moments: readonly Moment[], ms: number): number {
  let low = 0;
  let high = moments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((moments[middle]?.ms ?? 0) <= ms) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function momentsOfRow(row: Row, key: string): Moment[] {
  const began = beganAt(row);
  const ended = endedAt(row);
  return [
    ...(Number.isFinite(began) ? [{ ms: began, key, what: 'began' as const, others: 0 }] : []),
    ...(ended === null ? [] : [{ ms: ended, key, what: 'ended' as const, others: 0 }]),
  ];
}
