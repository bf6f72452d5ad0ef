import { messageOf } from '@spoor/core';
import { auditOperation, type Operation, SpoorDatabase } from '@spoor/storage';

/**
 * Notes in the audit log what the user did outside the database. It is done by then, so a database
 * that can't be written is only told of.
 * @returns what to add to what is said of the deed: nothing when all went well.
 */
export function noteOperation(databasePath: string, operation: Operation): string {
  try {
    const db = new SpoorDatabase({ path: databasePath });
    try {
      db.transaction(() => auditOperation(db, operation));
      return '';
    } finally {
      db.close();
    }
  } catch (error) {
    return ` (not noted in the audit log: ${messageOf(error)})`;
  }
}
