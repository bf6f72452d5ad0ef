import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** SQLite's own default; every database of ours has it. */
const USUAL_PAGE_SIZE = 4096;
const MAGIC = 'SQLite format 3\0';
/** The lock bytes lie on the page that holds this offset; it holds no data (SQLite's file format, 1.4). */
const PENDING_BYTE = 0x4000_0000;

/** A database's file read as pages, without SQLite: for files that SQLite would refuse. */
export interface PageFile {
  readonly pageSize: number;
  /** Bytes of a page that SQLite uses. */
  readonly usable: number;
  readonly pageCount: number;
  /** The number of the page with the lock bytes. */
  readonly lockPage: number;
  /** Whether the first bytes say that it is a SQLite database. */
  readonly headerIsSane: boolean;
  readonly userVersion: number;
  /** A page by its number, from 1; zeros where the file ends early. Valid until the next `read`. */
  read(page: number): Buffer;
  /** The same, without an end to what `read` gave; valid until the next `peek`. */
  peek(page: number): Buffer;
  close(): void;
}

/** Opens a file, damaged or not, that no connection of this process has open. */
export function openPageFile(path: string): PageFile {
  const file = openSync(path, 'r');
  const header = Buffer.alloc(100);
  readSync(file, header, 0, 100, 0);
  const { pageSize, usable, sane } = readSizes(header);
  return {
    pageSize,
    usable,
    pageCount: Math.ceil(fstatSync(file).size / pageSize),
    lockPage: Math.floor(PENDING_BYTE / pageSize) + 1,
    headerIsSane: sane,
    userVersion: header.readUInt32BE(60),
    read: pageReader(file, pageSize),
    peek: pageReader(file, pageSize),
    close: () => closeSync(file),
  };
}

/** Keeps one page; asked for it again, it doesn't read. */
function pageReader(file: number, pageSize: number): (page: number) => Buffer {
  const page = Buffer.alloc(pageSize);
  let current = 0;
  return (number) => {
    if (number === current) return page;
    page.fill(0);
    readSync(file, page, 0, pageSize, (number - 1) * pageSize);
    current = number;
    return page;
  };
}

/** Where the b-tree's own header begins on a page: the first page starts with the file's. */
export function treeStart(page: number): number {
  return page === 1 ? 100 : 0;
}

function readSizes(header: Buffer): { pageSize: number; usable: number; sane: boolean } {
  const stored = header.readUInt16BE(16);
  const pageSize = stored === 1 ? 65_536 : stored;
  const reserved = header.readUInt8(20);
  const isPower = pageSize >= 512 && (pageSize & (pageSize - 1)) === 0;
  const sane = header.toString('latin1', 0, 16) === MAGIC && isPower && pageSize - reserved >= 480;
  if (sane) return { pageSize, usable: pageSize - reserved, sane };
  return { pageSize: USUAL_PAGE_SIZE, usable: USUAL_PAGE_SIZE, sane };
}
