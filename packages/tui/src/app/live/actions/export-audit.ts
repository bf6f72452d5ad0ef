import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  type AuditExportFormat,
  type AuditFilter,
  auditOperation,
  exportAudit,
  SpoorDatabase,
} from '@spoor/storage';
import { writePrivateFile } from '../../../files/private-file.js';
import type { ActionContext } from '../actions.js';

/** Which entries to export, and where to. */
export interface AuditExport {
  readonly path: string;
  readonly format: AuditExportFormat;
  readonly filter: AuditFilter;
  /** Whether a file that is there is replaced. */
  readonly replace: boolean;
}

/** What was written; nothing where a file is there. */
export interface ExportedAudit {
  /** From the root on. */
  readonly path: string;
  readonly exists: boolean;
  readonly entries: number;
}

/** Writes entries of the audit log to a file that only its owner may read, and notes that. */
export async function exportAuditAction(
  { databasePath }: Pick<ActionContext, 'databasePath'>,
  { path, format, filter, replace }: AuditExport,
): Promise<ExportedAudit> {
  const place = resolve(path);
  if (!replace && existsSync(place)) return { path: place, exists: true, entries: 0 };
  const db = new SpoorDatabase({ path: databasePath });
  try {
    let entries = 0;
    const onProgress = ({ done }: { readonly done: number }) => {
      entries = done;
    };
    await writePrivateFile(place, exportAudit(db, format, { filter, onProgress }));
    const details = { format, entries };
    db.transaction(() =>
      auditOperation(db, { action: 'audit.export', category: 'security', details }),
    );
    return { path: place, exists: false, entries };
  } finally {
    db.close();
  }
}
