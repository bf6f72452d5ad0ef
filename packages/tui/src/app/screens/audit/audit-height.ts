import type { Surroundings } from '../../state/screen.js';
import type { AuditState } from './audit-state.js';

/** How the room is shared out: lines of the filter, of the list with its titles, of the entry. */
export function auditRooms(
  { editing, pane }: Pick<AuditState, 'editing' | 'pane'>,
  { rows }: Pick<Surroundings, 'rows'>,
): { head: number; list: number; pane: number } {
  const head = Math.min(rows, editing === null ? 1 : 2);
  const below = rows - head;
  const room = pane && below >= LEAST_FOR_PANE ? Math.max(LEAST_PANE, Math.floor(below * 0.45)) : 0;
  return { head, list: below - room, pane: room };
}

const LEAST_FOR_PANE = 10;
const LEAST_PANE = 6;

/** How many entries the list shows. */
export function auditHeight(
  state: Pick<AuditState, 'editing' | 'pane'>,
  around: Pick<Surroundings, 'rows'>,
): number {
  return Math.max(1, auditRooms(state, around).list - 1);
}
