import { AuditLogger } from '../../stores/audit-logger.js';
import { defineOperation } from '../write-operation.js';

/** An entry to be written. */
type NewEntry = Parameters<AuditLogger['log']>[0];

/** Entries of the audit log. An entry's id and time are those of the call, unless it has its own. */
export const auditOperations = {
  'audit.log': defineOperation({
    keep: (entry: NewEntry, { id, at }) => ({ id, timestamp: at, ...entry }),
    apply: (db, entry) => new AuditLogger(db).append(entry),
  }),
};
