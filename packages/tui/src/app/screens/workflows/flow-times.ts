import type { StateFigures } from '@spoor/storage';
import type { FlowRow } from './flow-rows.js';

/** What times are shown by. */
export interface FlowLook {
  readonly nowMs: number;
  /** Whether the last visit of a state lasts. */
  readonly live: boolean;
  /** The state that the last step led to. */
  readonly current: string | null;
  /** The longest time that a bar of a state, and of a step, stands for, ms. */
  readonly stateScale: number;
  readonly stepScale: number;
}

/** Time spent in a state, with the visit that lasts, ms. */
export function spentMs(
  figures: StateFigures,
  look: Pick<FlowLook, 'live' | 'current' | 'nowMs'>,
): number {
  const since = isLasting(figures, look) ? look.nowMs - Date.parse(figures.lastAt) : 0;
  return figures.totalMs + Math.max(0, since);
}

/** Whether a task is in this state now. */
export function isLasting(
  { state }: StateFigures,
  { live, current }: Pick<FlowLook, 'live' | 'current'>,
): boolean {
  return live && state === current;
}

/** How long a task stayed in the state that a step led to, ms; null where it ended there. */
export function stayedMs(
  { transition, leftAt }: Extract<FlowRow, { kind: 'transition' }>,
  { live, nowMs }: Pick<FlowLook, 'live' | 'nowMs'>,
): number | null {
  const from = Date.parse(transition.timestamp);
  if (leftAt !== null) return Math.max(0, Date.parse(leftAt) - from);
  return live ? Math.max(0, nowMs - from) : null;
}
