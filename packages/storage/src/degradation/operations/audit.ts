import { AuditLogger, type NewAuditEntry } from '../../stores/audit-logger.js';
import { defineOperation } from '../write-operation.js';

/** Entries of the audit log. An entry's id and time are those of the call, unless it has its own. */
export const auditOperations = {
  'audit.log': defineOperation({
    keep: (entry: NewAuditEntry, { id, at }) => ({ id, timestamp: at, ...entry }),
    apply: (db, entry) => new AuditLogger(db).append(entry),
  }),
};
