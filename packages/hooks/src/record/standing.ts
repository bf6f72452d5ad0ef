import { latestOf, type Mark } from './mark.js';

/**
 * How a conversation stands after a line of it: `open` while something is to follow, `done` when
 * the model has said its last word, `failed` when the API has, `interrupted` when the user has.
 */
export interface Standing {
  readonly state: 'open' | 'done' | 'failed' | 'interrupted';
  /** What was said last, or what went wrong. */
  readonly text: string | null;
}

const RANKS = { open: 0, done: 1, failed: 2, interrupted: 3 } as const;

/** The later of two standings; lines of one millisecond follow each other as their states do. */
export function laterStanding(
  a: Mark<Standing> | undefined,
  b: Mark<Standing> | undefined,
): Mark<Standing> | undefined {
  return latestOf(a, b, ({ state, text }) => RANKS[state] * 2 + (text === null ? 0 : 1));
}
