import { basename } from 'node:path';
import { type BackupFile, backupFolderOf, listBackups } from '@spoor/storage';
import { formatBytes } from '../../present/byte-size.js';
import { relativeTime } from '../../present/relative-time.js';
import { safeText } from '../../present/safe-text.js';
import type { CliIo } from '../io.js';
import { createPaint, widthOf } from '../output/paint.js';
import { printJson, printLines } from '../output/print.js';
import { type Column, tableLines } from '../output/table.js';
import { pathsOf } from '../paths.js';

/** Lists the backups. */
export function showBackups(io: CliIo, { json }: { json?: true }): void {
  const folder = backupFolderOf(pathsOf(io).databasePath);
  const files = listBackups(folder);
  if (json === true) {
    printJson(io, files);
    return;
  }
  if (files.length === 0) {
    printLines(io, ['No backups yet. Make one: spoor db backup']);
    return;
  }
  const look = { width: widthOf(io), paint: createPaint(io) };
  printLines(io, [safeText(folder), ...tableLines(columns(io.now()), files, look)]);
}

function columns(nowMs: number): Column<BackupFile>[] {
  return [
    { title: 'NAME', text: ({ path }) => safeText(basename(path)), tone: () => 'accent' },
    { title: 'MADE', text: ({ createdAt }) => relativeTime(createdAt, nowMs) },
    { title: 'SIZE', text: ({ sizeBytes }) => formatBytes(sizeBytes), align: 'right' },
    {
      title: 'SCHEMA',
      text: ({ schemaVersion }) => String(schemaVersion ?? '–'),
      align: 'right',
      drop: 1,
    },
  ];
}
