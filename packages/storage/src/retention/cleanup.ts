import type { SpoorDatabase } from '../database/spoor-database.js';
import { giveBackSpace } from '../maintenance/give-back-space.js';
import type { LongWork } from '../maintenance/long-work.js';
import { trackRun } from '../maintenance/maintenance-runs.js';
import { pruneOwnRecords } from '../maintenance/prune-own-records.js';
import { auditOperation } from '../stores/audit-operation.js';
import { MESSAGES, TOOL_OUTPUT } from './retained-messages.js';
import { PAYLOADS } from './retained-payloads.js';
import { DEFAULT_RETENTION, daysAgo, type Retention } from './retention.js';
import { type Cleared, startSweep, usedNow } from './sweep.js';
import { sweepAged, sweepSessions, sweepToFit } from './sweep-texts.js';

/** How to clean up. */
export interface CleanupOptions extends LongWork, Retention {
  /** Change nothing, only say how much would go. */
  readonly dryRun?: boolean;
  /** Not a user's doing: it stays out of the audit log. */
  readonly automatic?: boolean;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/** What a clean-up did, or would. */
export interface CleanupReport {
  readonly dryRun: boolean;
  readonly payloads: Cleared;
  readonly toolOutput: Cleared;
  readonly messages: Cleared;
  /** Texts of quiet sessions, whatever they are. */
  readonly sessions: Cleared;
  /** Bytes that the content took before. */
  readonly usedBytes: number;
  /** Bytes that it takes now; after a dry run an estimate. */
  readonly usedAfterBytes: number;
  /** By how much the file became shorter. */
  readonly fileShrankBytes: number;
  /** Whether the content is within `maxSizeMb` now; null where none is given. */
  readonly fits: boolean | null;
}

/**
 * Lets text go that is older than it is to be kept, then, where the content is still too large, the
 * oldest text, the least valuable first; and gives the space back to the file system. It works in
 * small transactions with pauses between them: others can write all the while. Stopped in the
 * middle, it has done a part, and the next run goes on.
 * @throws StorageError
 */
export async function cleanup(
  db: SpoorDatabase,
  options: CleanupOptions = {},
): Promise<CleanupReport> {
  if (options.dryRun === true) return sweepAllTexts(db, options);
  return trackRun(
    db,
    'cleanup',
    async () => {
      const report = await sweepAllTexts(db, options);
      const fileShrankBytes = await giveBackSpace(db, options);
      if (options.automatic !== true) {
        const details = summaryOf(report);
        db.transaction(() => auditOperation(db, { action: 'database.cleanup', details }));
      }
      return { ...report, fileShrankBytes };
    },
    summaryOf,
  );
}

function summaryOf({ payloads, toolOutput, messages, sessions, fileShrankBytes }: CleanupReport) {
  const rows = {
    payloads: payloads.rows,
    toolOutput: toolOutput.rows,
    messages: messages.rows,
    sessions: sessions.rows,
  };
  return { ...rows, fileShrankBytes };
}

async function sweepAllTexts(db: SpoorDatabase, options: CleanupOptions): Promise<CleanupReport> {
  const { dryRun = false, signal, onProgress, now: clock = Date.now } = options;
  const now = clock();
  const kept = { ...DEFAULT_RETENTION, ...options };
  const sweep = startSweep(db, { dryRun, now, signal, onProgress });
  const texts = [
    { text: PAYLOADS, before: daysAgo(kept.payloadDays, now) },
    { text: TOOL_OUTPUT, before: daysAgo(kept.toolOutputDays, now) },
    { text: MESSAGES, before: daysAgo(kept.messageDays, now) },
  ];
  for (const { text, before } of texts) await sweepAged(sweep, text, before);
  await sweepSessions(sweep, daysAgo(kept.sessionDays, now));
  if (!dryRun) pruneOwnRecords(db, now);
  const most = kept.maxSizeMb === null ? null : kept.maxSizeMb * 1_000_000;
  if (most !== null) {
    for (const { text, before } of texts) await sweepToFit(sweep, text, before, most);
  }
  const usedAfterBytes = usedNow(sweep);
  return {
    dryRun,
    ...sweep.cleared,
    usedBytes: sweep.usedBytes,
    usedAfterBytes,
    fileShrankBytes: 0,
    fits: most === null ? null : usedAfterBytes <= most,
  };
}
