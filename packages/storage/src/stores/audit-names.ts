import type { SpoorDatabase } from '../database/spoor-database.js';
import { kindsOf } from './audit-kinds.js';

/** What entries of the log are named by; each list in the order of the alphabet. */
export interface AuditNames {
  readonly projects: readonly string[];
  readonly agents: readonly string[];
  readonly actions: readonly string[];
}

/** The projects, agents and actions that the log knows; null where there are too many to go through. */
export function readAuditNames(db: SpoorDatabase): AuditNames | null {
  const kinds = kindsOf(db, {});
  if (kinds === null) return null;
  return {
    projects: distinct(kinds.map(({ projectId }) => projectId)),
    agents: distinct(kinds.map(({ agent }) => agent)),
    actions: distinct(kinds.map(({ action }) => action)),
  };
}

function distinct(names: readonly (string | null)[]): string[] {
  return [...new Set(names.filter((name) => name !== null))].sort();
}
