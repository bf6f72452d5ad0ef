import { type PageFile, treeStart } from './page-file.js';
import { type RawRecord, readRecord, readVarint } from './record.js';

/** A row as it lies in a page. */
export interface RawRow extends RawRecord {
  /** Null in a WITHOUT ROWID table or an index. */
  readonly rowid: number | bigint | null;
}

/** The kinds of b-tree pages (SQLite's file format, 1.6). */
export const PAGE_TYPE = {
  tableLeaf: 0x0d,
  tableInterior: 0x05,
  indexLeaf: 0x0a,
  indexInterior: 0x02,
} as const;

/** No row of ours comes near; a longer one is a damaged length. */
const LONGEST_PAYLOAD = 512 * 1024 * 1024;

/** The children that an interior page points to; those that can't be are left out. */
export function childrenOf(file: PageFile, number: number): number[] {
  const page = file.read(number);
  const start = treeStart(number);
  const type = page[start];
  if (type !== PAGE_TYPE.tableInterior && type !== PAGE_TYPE.indexInterior) return [];
  const children = cellOffsets(file, page, start).map((at) =>
    at === null ? 0 : page.readUInt32BE(at),
  );
  children.push(page.readUInt32BE(start + 8));
  return children.filter((child) => child >= 2 && child <= file.pageCount);
}

/**
 * The rows on a page: a leaf of a table, or any page of a WITHOUT ROWID table or an index.
 * @returns null in the place of each row that is damaged; null when the page itself is.
 */
export function rowsOn(file: PageFile, number: number): (RawRow | null)[] | null {
  const page = file.read(number);
  const start = treeStart(number);
  const type = page[start];
  if (type === PAGE_TYPE.tableInterior) return [];
  const known = Object.values(PAGE_TYPE).some((one) => one === type);
  if (!known || cellCount(page, start) * 2 > file.usable) return null;
  return cellOffsets(file, page, start).map((at) =>
    at === null ? null : readCell(file, page, at, type as number),
  );
}

function readCell(file: PageFile, page: Buffer, at: number, type: number): RawRow | null {
  const isTable = type === PAGE_TYPE.tableLeaf;
  const length = readVarint(page, type === PAGE_TYPE.indexInterior ? at + 4 : at);
  if (length === null || typeof length.value === 'bigint') return null;
  if (length.value < 1 || length.value > Math.min(LONGEST_PAYLOAD, roomOf(file))) return null;
  const rowid = isTable ? readVarint(page, length.end) : null;
  if (isTable && rowid === null) return null;
  const payload = readPayload(file, page, rowid?.end ?? length.end, length.value, isTable);
  const record = payload === null ? null : readRecord(payload);
  return record === null ? null : { rowid: rowid?.value ?? null, ...record };
}

function roomOf(file: PageFile): number {
  return file.pageCount * file.pageSize;
}

/** A payload with what overflows the page (SQLite's file format, 1.6, "payload size"). */
function readPayload(
  file: PageFile,
  page: Buffer,
  at: number,
  length: number,
  isTable: boolean,
): Buffer | null {
  const local = localLength(file.usable, length, isTable);
  if (at + local > file.usable) return null;
  if (local === length) return page.subarray(at, at + length);
  if (at + local + 4 > file.usable) return null;
  const parts = [page.subarray(at, at + local)];
  let next = page.readUInt32BE(at + local);
  for (let left = length - local; left > 0; ) {
    if (next < 2 || next > file.pageCount) return null;
    const overflow = file.peek(next).subarray(0, file.usable);
    const part = Buffer.from(overflow.subarray(4, 4 + Math.min(left, file.usable - 4)));
    // A page of zeros is one that was lost: it is no end of a text.
    if (part.length > 64 && overflow.every((byte) => byte === 0)) return null;
    parts.push(part);
    left -= part.length;
    next = overflow.readUInt32BE(0);
    if (left <= 0 && next !== 0) return null;
  }
  return Buffer.concat(parts);
}

function localLength(usable: number, length: number, isTable: boolean): number {
  const most = isTable ? usable - 35 : Math.floor(((usable - 12) * 64) / 255) - 23;
  if (length <= most) return length;
  const least = Math.floor(((usable - 12) * 32) / 255) - 23;
  const fitting = least + ((length - least) % (usable - 4));
  return fitting <= most ? fitting : least;
}

function cellOffsets(file: PageFile, page: Buffer, start: number): (number | null)[] {
  const type = page[start];
  const interior = type === PAGE_TYPE.tableInterior || type === PAGE_TYPE.indexInterior;
  const first = start + (interior ? 12 : 8);
  const count = Math.min(cellCount(page, start), Math.floor((file.usable - first) / 2));
  return Array.from({ length: count }, (_, n) => {
    const at = page.readUInt16BE(first + 2 * n);
    return at >= first + 2 * count && at + 4 <= file.usable ? at : null;
  });
}

function cellCount(page: Buffer, start: number): number {
  return page.readUInt16BE(start + 3);
}
