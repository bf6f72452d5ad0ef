import type { IsoTime, JsonValue } from '@spoor/core';

/** What an audit entry is about. */
export type AuditCategory = 'state' | 'file' | 'agent' | 'security' | 'user';

/** Who did what. */
export interface AuditEntry {
  readonly id: string;
  readonly timestamp: IsoTime;
  readonly projectId: string | null;
  readonly taskId: string | null;
  readonly sessionId: string | null;
  readonly agent: string | null;
  readonly action: string;
  readonly category: AuditCategory;
  readonly details: JsonValue;
  readonly userId: string | null;
  readonly ipAddress: string | null;
}

/** An entry with the place at which it was written; `seq` is a change cursor, no order of time. */
export interface SequencedAuditEntry extends AuditEntry {
  readonly seq: number;
}

/** An entry to be written; what is left out is absent, id and time are made. */
export type NewAuditEntry = Pick<AuditEntry, 'action' | 'category'> & Partial<AuditEntry>;

/** An entry as its table holds it. */
export type AuditRow = Omit<AuditEntry, 'details'> & { details: string };

/** An entry's columns under the names of its type. */
export const AUDIT_COLUMNS = auditColumns('details');

/** An entry's columns with something made of its details in their place. */
export function auditColumns(details: string): string {
  return `id, timestamp, project_id AS projectId, task_id AS taskId, session_id AS sessionId, agent,
    action, category, ${details}, user_id AS userId, ip_address AS ipAddress`;
}

/** An entry with its details parsed. */
export function entryOf<Row extends AuditRow>(row: Row): Omit<Row, 'details'> & AuditEntry {
  return { ...row, details: JSON.parse(row.details) as JsonValue };
}
