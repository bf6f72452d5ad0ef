import { UsageError } from '@spoor/core';
import { AuditLogger, type SequencedAuditEntry, type SpoorDatabase } from '@spoor/storage';
import { auditDetails } from '../../present/audit-details.js';
import { timeText } from '../../present/relative-time.js';
import { safeText } from '../../present/safe-text.js';
import type { CliIo } from '../io.js';
import { createPaint, widthOf } from '../output/paint.js';
import { printJson, printLines } from '../output/print.js';
import { type Column, tableLines } from '../output/table.js';
import { noticesAbove } from '../pause/notice.js';

import { type AuditChoice, withAudit } from './filter.js';

/** What the user asked for. */
export interface ListAuditOptions extends AuditChoice {
  readonly limit: number;
  readonly before?: number;
  readonly json?: true;
}

/** Lists entries, the newest first. */
export async function listAudit(io: CliIo, options: ListAuditOptions): Promise<void> {
  const entries = await withAudit(io, options, (db, filter) => {
    if (db === null) return [];
    const { limit } = options;
    const before = options.before === undefined ? undefined : placeOf(db, options.before);
    return new AuditLogger(db).query({ ...filter, limit, before });
  });
  const notices = noticesAbove(io, options.json);
  if (options.json === true) {
    printJson(io, entries);
    return;
  }
  if (entries.length === 0) {
    printLines(io, [...notices, 'No entries.']);
    return;
  }
  const look = { width: widthOf(io), paint: createPaint(io) };
  printLines(io, [...notices, ...tableLines(COLUMNS, entries, look)]);
}

function placeOf(db: SpoorDatabase, seq: number): SequencedAuditEntry {
  const [entry] = new AuditLogger(db).tail(seq - 1, 1);
  if (entry?.seq !== seq) throw new UsageError(`\`--before ${seq}\`: there is no such entry`);
  return entry;
}

const COLUMNS: readonly Column<SequencedAuditEntry>[] = [
  { title: 'TIME', text: ({ timestamp }) => timeText(timestamp), tone: () => 'faint' },
  {
    title: 'CATEGORY',
    text: ({ category }) => category,
    tone: ({ category }) => (category === 'security' ? 'warn' : 'plain'),
    drop: 2,
  },
  { title: 'ACTION', text: ({ action }) => safeText(action), tone: () => 'strong', min: 17 },
  { title: 'AGENT', text: ({ agent }) => safeText(agent ?? ''), min: 6, drop: 3 },
  {
    title: 'SESSION',
    text: ({ sessionId }) => safeText((sessionId ?? '').slice(0, 8)),
    tone: () => 'accent',
    drop: 1,
  },
  { title: 'DETAILS', text: ({ details }) => auditDetails(details), min: 20 },
];
