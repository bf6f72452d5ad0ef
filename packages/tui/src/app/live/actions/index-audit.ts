import { indexAudit, SpoorDatabase } from '@spoor/storage';
import type { ActionContext } from '../actions.js';

/** Brings late entries of the audit log into its full-text index; searches find the others too. */
export function indexAuditAction(
  { databasePath }: Pick<ActionContext, 'databasePath'>,
  _input: null,
): null {
  const db = new SpoorDatabase({ path: databasePath });
  try {
    indexAudit(db, { limit: MOST });
    return null;
  } finally {
    db.close();
  }
}

/** About a second's work; what is more waits for upkeep. */
const MOST = 20_000;
