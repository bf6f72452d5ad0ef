import { resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { SpoorError } from '@spoor/core';
import { type AuditExportFormat, exportAudit, type LongWork } from '@spoor/storage';
import { safeText } from '../../present/safe-text.js';
import type { CliIo } from '../io.js';
import { printLines } from '../output/print.js';
import { writePrivateFile } from '../output/private-file.js';
import { withProgress } from '../output/progress.js';
import { type AuditChoice, withAudit } from './filter.js';

/** What the user asked for. */
export interface ExportAuditOptions extends AuditChoice {
  readonly format: AuditExportFormat;
  readonly output?: string;
}

/** Writes entries to a file or to the standard output, the oldest first. */
export async function exportAuditLog(io: CliIo, options: ExportAuditOptions): Promise<void> {
  const { format, output } = options;
  await withAudit(io, options, async (db, filter) => {
    if (db === null) throw new SpoorError('nothing is recorded yet: there is nothing to export');
    let entries = 0;
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
    const number = new Intl.NumberFormat('en').format(entries);
    const noun = entries === 1 ? 'entry' : 'entries';
    printLines(io, [`Exported ${number} ${noun} to ${safeText(output)}`]);
  });
}
