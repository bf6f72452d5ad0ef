import { type AuditCount, type AuditGrouping, AuditLogger } from '@spoor/storage';
import { bar, exactNumber } from '../../present/amounts.js';
import { safeText } from '../../present/safe-text.js';
import type { CliIo } from '../io.js';
import { createPaint, widthOf } from '../output/paint.js';
import { printJson, printLines } from '../output/print.js';
import { type Column, tableLines } from '../output/table.js';
import { noticesAbove } from '../pause/notice.js';
import { type AuditChoice, withAudit } from './filter.js';

/** What the user asked for. */
export interface SummarizeAuditOptions extends AuditChoice {
  readonly by: AuditGrouping;
  readonly json?: true;
}

/** Counts entries by something. */
export async function summarizeAudit(io: CliIo, options: SummarizeAuditOptions): Promise<void> {
  const { by } = options;
  const counts = await withAudit(io, options, (db, filter) =>
    db === null ? [] : new AuditLogger(db).summarize({ by, ...filter }),
  );
  const notices = noticesAbove(io, options.json);
  if (options.json === true) {
    printJson(io, counts);
    return;
  }
  if (counts.length === 0) {
    printLines(io, [...notices, 'No entries.']);
    return;
  }
  const look = { width: widthOf(io), paint: createPaint(io) };
  printLines(io, [...notices, ...tableLines(columnsOf(by, counts), counts, look)]);
}

const BAR_WIDTH = 30;

function columnsOf(by: AuditGrouping, counts: readonly AuditCount[]): Column<AuditCount>[] {
  const most = Math.max(...counts.map(({ count }) => count));
  return [
    { title: by.toUpperCase(), text: ({ key }) => safeText(key ?? '(none)'), min: 10 },
    { title: 'ENTRIES', text: ({ count }) => exactNumber(count), align: 'right' },
    {
      title: '',
      text: ({ count }) => bar(count, most, BAR_WIDTH),
      tone: () => 'accent',
      drop: 1,
    },
  ];
}
