import type { SpoorDatabase } from '../database/spoor-database.js';
import { readSessionLabels, type SessionLabel } from '../live/session-labels.js';
import type { AuditLine } from './audit-around.js';
import { AUDIT_COLUMNS } from './audit-entry.js';

/** An entry with all its details, and where it belongs. */
export interface WholeAuditEntry {
  /** Its details as JSON, whole. */
  readonly entry: AuditLine;
  /** Null where there is none, or it was deleted. */
  readonly session: SessionLabel | null;
  /** The turn of its session that was going on then. */
  readonly traceId: string | null;
}

/** Reads one entry; null when there is none of that id. */
export function readWholeAuditEntry(db: SpoorDatabase, id: string): WholeAuditEntry | null {
  const entry = db
    .prepare<[string], AuditLine>(`SELECT seq, ${AUDIT_COLUMNS} FROM audit_logs WHERE id = ?`)
    .get(id);
  if (entry === undefined) return null;
  const { sessionId, timestamp } = entry;
  if (sessionId === null) return { entry, session: null, traceId: null };
  const turn = db
    .prepare<[string, string], { id: string }>(
      `SELECT id FROM execution_traces WHERE task_id = ? AND started_at <= ?
       ORDER BY started_at DESC, id DESC LIMIT 1`,
    )
    .get(sessionId, timestamp);
  return {
    entry,
    session: readSessionLabels(db, [sessionId]).get(sessionId) ?? null,
    traceId: turn?.id ?? null,
  };
}
