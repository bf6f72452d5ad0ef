import { resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { SpoorError, UsageError } from '@spoor/core';
import { type AuditExportFormat, auditOperation, exportAudit, type LongWork } from '@spoor/storage';
import { writePrivateFile } from '../../files/private-file.js';
import { exactNumber } from '../../present/amounts.js';
import { safeText } from '../../present/safe-text.js';
import type { CliIo } from '../io.js';
import { printLines } from '../output/print.js';
import { withProgress } from '../output/progress.js';
import { withWritableStore } from '../writable-store.js';
import { type AuditChoice, withAudit } from './filter.js';

/** What the user asked for. */
export interface ExportAuditOptions extends AuditChoice {
  readonly format: AuditExportFormat;
  readonly output?: string;
}

/** Writes entries to a file or to the standard output, the oldest first. */
export async function exportAuditLog(io: CliIo, options: ExportAuditOptions): Promise<void> {
  const { format, output } = options;
  if (output === undefined && io.stdout.isTTY === true) {
    throw new UsageError('an export is no text for a terminal: give `--output`, or redirect it');
  }
  let entries = 0;
  await withAudit(io, options, async (db, filter) => {
    if (db === null) throw new SpoorError('nothing is recorded yet: there is nothing to export');
    const chunks = ({ signal, onProgress }: LongWork) =>
      exportAudit(db, format, {
        filter,
        signal,
        onProgress: (progress) => {
          entries = progress.done;
          onProgress?.(progress);
        },
      });
    if (output === undefined) {
      await withProgress(io, 'Exporting', (work) =>
        pipeline(Readable.from(chunks(work)), io.stdout, { end: false }),
      );
      return;
    }
    const path = resolve(io.cwd, output);
    await withProgress(io, 'Exporting', (work) => writePrivateFile(path, chunks(work)));
  });
  await noteExport(io, { format, entries });
  if (output === undefined) return;
  const number = exactNumber(entries);
  const noun = entries === 1 ? 'entry' : 'entries';
  printLines(io, [`Exported ${number} ${noun} to ${safeText(resolve(io.cwd, output))}`]);
}

/** A log that can't be written can still be exported: only the note of it is missing then. */
async function noteExport(io: CliIo, details: { format: string; entries: number }): Promise<void> {
  try {
    await withWritableStore(io, { create: false }, (db) => {
      db.transaction(() =>
        auditOperation(db, { action: 'audit.export', category: 'security', details }),
      );
    });
  } catch {
    // The export itself is whole.
  }
}
