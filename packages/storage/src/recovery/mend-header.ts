import { closeSync, fstatSync, openSync, readSync, writeSync } from 'node:fs';

/**
 * Gives a copy of a damaged database a header by which SQLite opens it: no WAL, no free pages, and
 * the size that the file has (SQLite's file format, 1.3). Only for copies.
 * @param template a whole database's image, for a header that is gone.
 */
export function mendHeader(path: string, template: Buffer, headerIsSane: boolean): void {
  const file = openSync(path, 'r+');
  try {
    const header = Buffer.alloc(100);
    readSync(file, header, 0, 100, 0);
    if (!headerIsSane) template.copy(header, 0, 0, 100);
    header.set([1, 1], 18);
    header.set([64, 32, 32], 21);
    header.writeUInt32BE(pagesOf(fstatSync(file).size, header), 28);
    header.writeBigUInt64BE(0n, 32);
    if (header.readUInt32BE(44) > 4) header.writeUInt32BE(4, 44);
    header.writeUInt32BE(1, 56);
    header.copy(header, 92, 24, 28);
    writeSync(file, header, 0, 100, 0);
  } finally {
    closeSync(file);
  }
}

function pagesOf(bytes: number, header: Buffer): number {
  const stored = header.readUInt16BE(16);
  return Math.floor(bytes / (stored === 1 ? 65_536 : stored));
}
