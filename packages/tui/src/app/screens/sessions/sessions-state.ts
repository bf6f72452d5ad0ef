import type { SessionOverview, SessionStatus } from '@spoor/storage';
import { EMPTY_TABLE, type TableState } from '../../state/table-state.js';

/** The list of sessions. */
export interface SessionsState {
  readonly table: TableState;
  readonly ids: readonly string[];
  readonly visible: ReadonlyMap<string, SessionOverview>;
  readonly open: Readonly<Partial<Record<SessionStatus, number>>>;
}

/** The list before anything is read. */
export const FIRST_SESSIONS: SessionsState = {
  table: EMPTY_TABLE,
  ids: [],
  visible: new Map(),
  open: {},
};
