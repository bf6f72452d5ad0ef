import { messageOf } from '@spoor/core';
import { type BackupOptions, backup } from '../backups/backup.js';
import type { SpoorDatabase } from '../database/spoor-database.js';
import { StorageError } from '../errors.js';
import { cleanup } from '../retention/cleanup.js';
import type { Retention } from '../retention/retention.js';
import { indexTexts } from '../search/index-texts.js';
import { indexAudit } from '../stores/audit-index.js';
import { giveBackSpace } from './give-back-space.js';
import { takeLease } from './lease.js';
import { type LongWork, stopIfAsked } from './long-work.js';
import { maintenanceDue, noteMaintained } from './maintenance-due.js';
import { trackRun } from './maintenance-runs.js';
import { optimize } from './optimize.js';
import { quickCheck } from './quick-check.js';
import { UPKEEP_LEASE, UPKEEP_TERM_MS } from './upkeep-lease.js';

/** What the daily upkeep is to do. */
export interface MaintainOptions extends LongWork {
  /** Drains the spool and marks sessions whose client is gone. */
  readonly catchUp?: () => void;
  /** Even when it ran today. */
  readonly force?: boolean;
  readonly retention?: Retention;
  /** False: no backup. */
  readonly backups?: Pick<BackupOptions, 'folder' | 'keep' | 'maxAgeDays' | 'compress'> | false;
  /** Looks the database through; by default {@link quickCheck}. @throws when it is damaged. */
  readonly check?: (db: SpoorDatabase, work: LongWork) => void | Promise<void>;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/** Entries of the audit log that one run takes into the full-text index at most. */
const FULL_TEXT_ENTRIES = 1_000_000;

/** How a step of the upkeep went. */
export interface MaintainStep {
  readonly name:
    | 'catch up'
    | 'retention'
    | 'full text'
    | 'checkpoint'
    | 'optimize'
    | 'check'
    | 'backup';
  readonly outcome: 'success' | 'failure';
  /** What went wrong. */
  readonly message?: string;
}

/** What the upkeep did. */
export interface MaintainReport {
  /** `ran`; `not-due`: it ran today; `busy`: another process is at it. */
  readonly state: 'ran' | 'not-due' | 'busy';
  readonly steps: readonly MaintainStep[];
}

/**
 * Does what keeps the store well, at most once a day over all processes: catches up, lets old text
 * go, empties the WAL, lets SQLite look after its statistics, checks, and backs up. A step that
 * fails doesn't keep the others from running; where the check fails, no backup is made that could
 * push out a good one.
 * @throws StorageError when the database can't be used at all, or the work was stopped.
 */
export async function maintain(
  db: SpoorDatabase,
  options: MaintainOptions = {},
): Promise<MaintainReport> {
  const now = options.now ?? Date.now;
  if (options.force !== true && !maintenanceDue(db, now())) return { state: 'not-due', steps: [] };
  const lease = takeLease(db, { name: UPKEEP_LEASE, termMs: UPKEEP_TERM_MS });
  if (lease === null) return { state: 'busy', steps: [] };
  try {
    noteMaintained(db, now());
    const steps = await trackRun(
      db,
      'maintain',
      () => runSteps(db, options, () => lease.renew()),
      (done) => ({ failed: failedOf(done) }),
      (done) => failedOf(done).length === 0,
    );
    return { state: 'ran', steps };
  } finally {
    lease.release();
  }
}

function failedOf(steps: readonly MaintainStep[]): string[] {
  return steps.filter(({ outcome }) => outcome === 'failure').map(({ name }) => name);
}

async function runSteps(
  db: SpoorDatabase,
  options: MaintainOptions,
  renew: () => boolean,
): Promise<MaintainStep[]> {
  const work = keepingOn(options, renew);
  const byItself = { ...work, automatic: true, now: options.now ?? Date.now };
  const steps: MaintainStep[] = [];
  const step = async (name: MaintainStep['name'], run: () => unknown) => {
    stopIfAsked(work);
    steps.push(await attempt(name, run));
  };
  await step('catch up', () => options.catchUp?.());
  await step('retention', () => cleanup(db, { ...options.retention, ...byItself }));
  await step('full text', () => {
    indexAudit(db, { limit: FULL_TEXT_ENTRIES });
    indexTexts(db, { limit: FULL_TEXT_ENTRIES, signal: work.signal });
  });
  await step('checkpoint', () => giveBackSpace(db, work));
  await step('optimize', () => optimize(db));
  await step('check', () => (options.check ?? quickCheck)(db, work));
  const { backups = {} } = options;
  const sound = steps.at(-1)?.outcome === 'success';
  if (sound && backups !== false) {
    await step('backup', () => backup(db, { ...backups, ...byItself }));
  }
  return steps;
}

async function attempt(name: MaintainStep['name'], run: () => unknown): Promise<MaintainStep> {
  try {
    await run();
    return { name, outcome: 'success' };
  } catch (error) {
    if (error instanceof StorageError && error.code === 'CANCELLED') throw error;
    return { name, outcome: 'failure', message: messageOf(error) };
  }
}

/** Keeps the lease while the work goes on. */
function keepingOn({ signal, onProgress, now = Date.now }: MaintainOptions, renew: () => boolean) {
  let renewedAt = now();
  const work: Required<Pick<LongWork, 'onProgress'>> & LongWork = {
    signal,
    onProgress: (progress) => {
      onProgress?.(progress);
      if (Math.abs(now() - renewedAt) < UPKEEP_TERM_MS / 4) return;
      renewedAt = now();
      renew();
    },
  };
  return work;
}
