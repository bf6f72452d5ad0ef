import { safeJson } from '@spoor/core';
import type { AuditEntry } from './audit-entry.js';
import { csvRecord } from './csv.js';

/** How entries are exported: a JSON array, one JSON object a line, or CSV (RFC 4180). */
export type AuditExportFormat = 'json' | 'jsonl' | 'csv';

/** The parts of a file in a format, so that it can be written page by page. */
export interface AuditWriter {
  readonly head: string;
  /** Entries that follow `before` others. */
  readonly body: (entries: readonly AuditEntry[], before: number) => string;
  readonly tail: string;
}

const FIELDS = [
  'id',
  'timestamp',
  'projectId',
  'taskId',
  'sessionId',
  'agent',
  'action',
  'category',
  'userId',
  'ipAddress',
] as const;

/** Each entry stands on a line of its own in every format; CSV has the details as JSON, last. */
export const AUDIT_WRITERS: Readonly<Record<AuditExportFormat, AuditWriter>> = {
  json: {
    head: '[',
    body: (entries, before) =>
      entries.map((entry, index) => `${before + index > 0 ? ',' : ''}\n${jsonOf(entry)}`).join(''),
    tail: '\n]\n',
  },
  jsonl: { head: '', body: (entries) => entries.map((e) => `${jsonOf(e)}\n`).join(''), tail: '' },
  csv: {
    head: csvRecord([...FIELDS, 'details']),
    body: (entries) =>
      entries
        .map((e) => csvRecord([...FIELDS.map((field) => e[field]), safeJson(e.details)]))
        .join(''),
    tail: '',
  },
};

function jsonOf(entry: AuditEntry): string {
  return safeJson({
    ...Object.fromEntries(FIELDS.map((field) => [field, entry[field]])),
    details: entry.details,
  });
}
