import type { PageFile } from './page-file.js';

/** What the pointer map says of a page (SQLite's file format, 1.8). */
export interface Pointer {
  readonly type: number;
  readonly parent: number;
}

/** The types of its entries that matter here. */
export const POINTER = { root: 1, free: 2, overflow: 3, laterOverflow: 4, node: 5 } as const;

/** An entry of the pointer map that a database with auto-vacuum has; null where none can be right. */
export function readPointer(file: PageFile, page: number): Pointer | null {
  const map = mapPageOf(file, page);
  if (map === page || map > file.pageCount || page < 3) return null;
  const at = 5 * (page - map - 1);
  if (at + 5 > file.usable) return null;
  const bytes = file.peek(map);
  const type = bytes.readUInt8(at);
  const parent = bytes.readUInt32BE(at + 1);
  if (type < POINTER.root || type > POINTER.node || parent > file.pageCount) return null;
  const needsParent = type >= POINTER.overflow;
  return needsParent === parent > 0 ? { type, parent } : null;
}

/** The page of the pointer map that tells of a page; itself for such a page. */
export function mapPageOf(file: PageFile, page: number): number {
  const covered = Math.floor(file.usable / 5) + 1;
  const map = Math.floor((page - 2) / covered) * covered + 2;
  return map === file.lockPage ? map + 1 : map;
}
