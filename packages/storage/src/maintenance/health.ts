import { addMs, isoTime } from '@spoor/core';
import type { DatabaseStatus } from './status.js';

/** Whether the store is well, and if not, why and what to do. */
export interface Health {
  readonly verdict: 'ok' | 'attention';
  readonly reasons: readonly HealthReason[];
}

/** Something that wants attention. */
export interface HealthReason {
  readonly what: string;
  /** What helps: a command, or a sentence. */
  readonly advice: string;
}

const DAY_MS = 86_400_000;

/** From where on something wants attention. */
export const HEALTH_LIMITS = {
  /** Backups are made daily; a machine may be off for a while. */
  backupDays: 7,
  waitingEntries: 100,
  walBytes: 16 * 1024 * 1024,
  leastFreeBytes: 200_000_000,
} as const;

/** Judges a store by its status. */
export function judgeHealth(
  status: Omit<DatabaseStatus, 'health'>,
  now: number = Date.now(),
): Health {
  const reasons = [
    ...damage(status),
    ...losses(status),
    ...place(status),
    ...space(status),
    ...upkeep(status, now),
  ];
  return { verdict: reasons.length === 0 ? 'ok' : 'attention', reasons };
}

type Status = Omit<DatabaseStatus, 'health'>;

function damage({ suspect, lastCheck }: Status): HealthReason[] {
  const advice = 'spoor db check --deep';
  if (suspect) return [{ what: 'the database may be damaged', advice }];
  if (lastCheck?.outcome === 'failure') return [{ what: 'the last check failed', advice }];
  return [];
}

function losses({ lostEvents, spool, recentFailures }: Status): HealthReason[] {
  const reasons: HealthReason[] = [];
  if (lostEvents > 0) {
    reasons.push({
      what: `${count(lostEvents, 'event')} could be kept nowhere`,
      advice: 'make room on the disk, and the data folder writable',
    });
  }
  if (spool.waiting >= HEALTH_LIMITS.waitingEntries) {
    reasons.push({
      what: `${count(spool.waiting, 'event')} wait in the spool`,
      advice: 'spoor db maintain --force',
    });
  }
  if (spool.rejected > 0) {
    reasons.push({
      what: `${count(spool.rejected, 'file')} in the spool were no events`,
      advice: 'look at the folder `rejected` in the spool; delete what is of no use',
    });
  }
  if (recentFailures > 0) {
    reasons.push({
      what: `${count(recentFailures, 'event')} of the last 7 days failed or were malformed`,
      advice: 'spoor hooks doctor',
    });
  }
  return reasons;
}

function place({ writable, networkFileSystem: name }: Status): HealthReason[] {
  const reasons = name === null ? [] : [networkReason('database', name)];
  if (writable) return reasons;
  const advice = 'give yourself the right to write the file and its folder, or mount the disk so';
  return [...reasons, { what: 'the database is read-only: events wait in the spool', advice }];
}

/** What is wrong with a place on a disk that isn't the machine's own. */
export function networkReason(what: string, fileSystem: string): HealthReason {
  return {
    what: `the ${what} lies on a network file system (${fileSystem}), where its locks may not hold`,
    advice: 'keep it on a disk of this machine: `SPOOR_DATA_DIR`, or `database.path`',
  };
}

function space({ walBytes, freeDiskBytes, sizeBytes }: Status): HealthReason[] {
  const reasons: HealthReason[] = [];
  if (walBytes > HEALTH_LIMITS.walBytes) {
    reasons.push({
      what: 'the log beside the database is large: a program may be reading without an end',
      advice: 'close what reads the database, then spoor db maintain --force',
    });
  }
  const wanted = Math.max(HEALTH_LIMITS.leastFreeBytes, sizeBytes);
  if (freeDiskBytes !== null && freeDiskBytes < wanted) {
    reasons.push({
      what: 'the disk is nearly full',
      advice: 'make room, or let old text go: spoor db cleanup --older-than 7',
    });
  }
  return reasons;
}

function upkeep(status: Status, now: number): HealthReason[] {
  const { schemaVersion, latestSchemaVersion, oldestEventAt, lastBackup } = status;
  const reasons: HealthReason[] = [];
  if (schemaVersion < latestSchemaVersion) {
    reasons.push({ what: 'the schema is an older one', advice: 'spoor db migrate' });
  }
  const limit = addMs(isoTime(now), -HEALTH_LIMITS.backupDays * DAY_MS);
  const isOld = oldestEventAt !== null && oldestEventAt < limit;
  if (isOld && (lastBackup === null || lastBackup.createdAt < limit)) {
    reasons.push({
      what: `no backup in the last ${HEALTH_LIMITS.backupDays} days`,
      advice: 'spoor db backup',
    });
  }
  if (status.lastMaintenance?.outcome === 'failure') {
    reasons.push({ what: 'the last upkeep failed', advice: 'spoor db maintain --force' });
  }
  return reasons;
}

function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}
