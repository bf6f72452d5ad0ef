import { UsageError } from '@spoor/core';
import { type CleanupReport, cleanup, configuredOptions, type Retention } from '@spoor/storage';
import { formatBytes } from '../../present/byte-size.js';
import type { CliIo } from '../io.js';
import { printJson, printLines } from '../output/print.js';
import { withProgress } from '../output/progress.js';
import { settingsOf } from '../settings.js';
import { withWritableStore } from '../writable-store.js';

/** What the user asked for. */
export interface CleanupCommandOptions {
  readonly olderThan?: number;
  readonly messages?: true;
  readonly maxSize?: number;
  readonly dryRun?: true;
  readonly json?: true;
}

/** Lets old text go. */
export async function cleanUpDatabase(io: CliIo, options: CleanupCommandOptions): Promise<void> {
  const retention = { ...configuredOptions(settingsOf(io)).retention, ...retentionOf(options) };
  const dryRun = options.dryRun === true;
  const report = await withWritableStore(io, { create: false }, (db) =>
    withProgress(io, dryRun ? 'Looking' : 'Cleaning up', (work) =>
      cleanup(db, { ...work, ...retention, dryRun, now: io.now }),
    ),
  );
  if (options.json === true) printJson(io, report);
  else printLines(io, linesOf(report));
}

function retentionOf({ olderThan, messages, maxSize }: CleanupCommandOptions): Retention {
  if (messages === true && olderThan === undefined) {
    throw new UsageError('`--messages` needs `--older-than`');
  }
  return {
    ...(olderThan === undefined ? {} : { payloadDays: olderThan, toolOutputDays: olderThan }),
    ...(messages === true && olderThan !== undefined ? { messageDays: olderThan } : {}),
    ...(maxSize === undefined ? {} : { maxSizeMb: maxSize }),
  };
}

function linesOf(report: CleanupReport): string[] {
  const { dryRun, payloads, toolOutput, messages, usedBytes, usedAfterBytes } = report;
  const found = [
    { name: 'payloads of events', ...payloads },
    { name: 'outputs of tools', ...toolOutput },
    { name: 'messages', ...messages },
  ].filter(({ rows }) => rows > 0);
  if (found.length === 0) return ['Nothing is old enough to go', ...sizeWarning(report)];
  const lines = found.map(
    ({ name, rows, bytes }) => `  ${rows.toLocaleString('en')} ${name}, ${formatBytes(bytes)}`,
  );
  const about = dryRun ? 'about ' : '';
  const sizes = `${formatBytes(usedBytes)} to ${about}${formatBytes(usedAfterBytes)}`;
  return [
    dryRun ? 'Would let go of the text of:' : 'Let go of the text of:',
    ...lines,
    dryRun
      ? `The content would shrink from ${sizes}. Nothing was changed.`
      : `The content shrank from ${sizes}, the file by ${formatBytes(report.fileShrankBytes)}.`,
    ...sizeWarning(report),
  ];
}

function sizeWarning({ fits, dryRun }: CleanupReport): string[] {
  if (fits !== false) return [];
  const verb = dryRun ? 'would still be' : 'is still';
  return [`It ${verb} larger than asked: what is left are events and figures, which stay.`];
}
