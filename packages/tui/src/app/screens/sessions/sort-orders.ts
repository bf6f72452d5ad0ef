import { type SessionItem, sessionDuration } from './session-item.js';
import { STANDING_ORDER, standingOf } from './standing.js';

/** What a list of sessions can be sorted by. */
export interface SortOrder {
  /** Whether the greatest comes first unless it is turned round. */
  readonly falling: boolean;
  /** Whether a project's is the sum of its sessions'; else that of the first of them. */
  readonly summed?: boolean;
  /** Null where it isn't known: those come last, whichever way one sorts. */
  readonly value: (item: SessionItem, nowMs: number) => number | string | null;
}

/** All orders, by the column that shows what they go by. */
export const SORT_ORDERS = {
  state: {
    falling: false,
    value: ({ row }, nowMs) => STANDING_ORDER.indexOf(standingOf(row, nowMs)),
  },
  project: { falling: false, value: ({ project }) => project.toLowerCase() || null },
  branch: { falling: false, value: ({ branch }) => branch?.toLowerCase() ?? null },
  session: { falling: false, value: ({ about }) => about?.toLowerCase() ?? null },
  model: { falling: false, value: ({ model }) => model?.toLowerCase() ?? null },
  turns: { falling: true, summed: true, value: ({ row }) => row.turns },
  calls: { falling: true, summed: true, value: ({ row }) => row.toolCalls },
  failed: { falling: true, summed: true, value: ({ row }) => row.failedCalls },
  agents: { falling: true, summed: true, value: ({ row }) => row.subagents },
  context: { falling: true, value: ({ row }) => row.contextTokens },
  tokens: {
    falling: true,
    summed: true,
    value: ({ row }) => (row.messages === 0 ? null : row.tokens),
  },
  cost: { falling: true, summed: true, value: ({ row }) => row.costUsd },
  time: { falling: true, summed: true, value: (item, nowMs) => sessionDuration(item, nowMs) },
  /** Those of the last minute count alike, so that two that work don't change places all the time. */
  active: {
    falling: true,
    value: ({ activeMs }, nowMs) => (nowMs - activeMs < 60_000 ? Number.MAX_VALUE : activeMs),
  },
} satisfies Record<string, SortOrder>;

/** A column that one can sort by. */
export type SortId = keyof typeof SORT_ORDERS;

/** Whether a text names an order. */
export function isSortId(text: unknown): text is SortId {
  return typeof text === 'string' && Object.hasOwn(SORT_ORDERS, text);
}

/** Compares two values of an order; what isn't known comes last. */
export function compareValues(
  a: number | string | null,
  b: number | string | null,
  falling: boolean,
): number {
  const [left, right] = [known(a), known(b)];
  if (left === right) return 0;
  if (left === null) return 1;
  if (right === null) return -1;
  return left < right === falling ? 1 : -1;
}

function known(value: number | string | null): number | string | null {
  return typeof value === 'number' && Number.isNaN(value) ? null : value;
}
