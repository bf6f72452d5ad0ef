import type { InspectorState } from '../state/inspector-state.js';

/** How many lines each part of the screen gets. */
export interface Areas {
  readonly header: number;
  readonly head: number;
  readonly body: number;
  /** What is known of the chosen line, with the rule above it. */
  readonly detail: number;
  readonly health: number;
  readonly footer: number;
}

/** Divides the screen: the list gets most; on a low screen the rest gives way. */
export function areasOf(state: InspectorState): Areas {
  const session = state.opened !== null;
  const footer = state.rows >= 4 ? 1 : 0;
  const health = state.health?.ok === false && state.rows >= 6 ? 1 : 0;
  const header = headerLines(state.rows, session);
  const head = state.rows >= 8 ? 1 : 0;
  const detail = session ? detailLines(state.rows) : 0;
  const body = Math.max(1, state.rows - header - head - detail - health - footer);
  return { header, head, body, detail, health, footer };
}

function headerLines(rows: number, session: boolean): number {
  if (rows < 12) return rows >= 3 ? 1 : 0;
  if (!session) return 2;
  return rows < 30 ? 3 : 4;
}

function detailLines(rows: number): number {
  if (rows < 18) return 0;
  return rows < 36 ? 4 : 6;
}
