import { safeJson } from '@spoor/core';
import { AuditLogger, ChangeWatch, type SequencedAuditEntry } from '@spoor/storage';
import { auditDetails } from '../../present/audit-details.js';
import { cutEnd, fit } from '../../present/fit-text.js';
import { timeText } from '../../present/relative-time.js';
import { safeText } from '../../present/safe-text.js';
import type { CliIo } from '../io.js';
import { createPaint, type Paint, widthOf } from '../output/paint.js';
import { printLines } from '../output/print.js';
import { recordingNotices } from '../pause/notice.js';

import { type AuditChoice, withAudit } from './filter.js';

/** What the user asked for. */
export interface TailAuditOptions extends AuditChoice {
  readonly lines: number;
  readonly json?: true;
}

/** How often to look for commits, ms; a look costs one pragma. */
const EVERY_MS = 200;
const PAGE = 500;

/** Prints the last entries, then each new one, until it is interrupted. */
export async function tailAudit(io: CliIo, options: TailAuditOptions): Promise<void> {
  const interruption = waitForInterrupt(io);
  try {
    await withAudit(io, options, async (db, filter) => {
      if (db === null) {
        io.stderr.write('spoor: nothing is recorded yet; `spoor hooks install` starts it\n');
        return;
      }
      for (const notice of recordingNotices(io)) io.stderr.write(`spoor: ${notice}\n`);
      const audit = new AuditLogger(db);
      const watch = new ChangeWatch(db);
      const print = printer(io, options);
      let after = audit.latestSeq();
      if (options.lines > 0) {
        const last = audit.query({ ...filter, limit: options.lines }).reverse();
        print(last.filter(({ seq }) => seq <= after));
      }
      while (!interruption.happened()) {
        if (watch.changed()) {
          let entries = audit.tail(after, PAGE, filter);
          while (entries.length > 0) {
            print(entries);
            after = entries.at(-1)?.seq ?? after;
            entries = entries.length < PAGE ? [] : audit.tail(after, PAGE, filter);
          }
        }
        await interruption.within(EVERY_MS);
      }
    });
  } finally {
    interruption.forget();
  }
}

function printer(
  io: CliIo,
  { json }: TailAuditOptions,
): (entries: readonly SequencedAuditEntry[]) => void {
  if (json === true)
    return (entries) =>
      printLines(
        io,
        entries.map((entry) => safeJson(entry)),
      );
  const paint = createPaint(io);
  return (entries) =>
    printLines(
      io,
      entries.map((entry) => entryLine(entry, widthOf(io), paint)),
    );
}

const ACTION_WIDTH = 18;
const AGENT_WIDTH = 15;

function entryLine(entry: SequencedAuditEntry, width: number, paint: Paint): string {
  const start = `${timeText(entry.timestamp)}  `;
  const action = `${fit(safeText(entry.action), ACTION_WIDTH)}  `;
  const agent = `${fit(safeText(entry.agent ?? ''), AGENT_WIDTH)}  `;
  const room = width - start.length - ACTION_WIDTH - AGENT_WIDTH - 4;
  const tone = entry.category === 'security' ? 'warn' : 'strong';
  const details = cutEnd(auditDetails(entry.details), Math.max(0, room));
  return `${paint(start, 'faint')}${paint(action, tone)}${agent}${details}`.trimEnd();
}

function waitForInterrupt(io: CliIo) {
  let interrupted = false;
  let wake = () => {};
  const forget = io.onInterrupt(() => {
    interrupted = true;
    wake();
  });
  const within = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, interrupted ? 0 : ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  return { happened: () => interrupted, within, forget };
}
