import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';

/** What a WAL gave to the file beside it. */
export interface WalReport {
  /** Pages of committed transactions that were written into the file. */
  readonly pages: number;
  /** Whether it holds more that can't be read, or can't be read at all. */
  readonly damaged: boolean;
}

const HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 24;
const MAGIC_LITTLE_ENDIAN = 0x377f_0682;

/**
 * Writes what a WAL holds of committed transactions into its database's file, as a checkpoint does,
 * but without SQLite, which opens neither when the file is damaged (SQLite's file format, 4).
 * Only for copies. No WAL, or one that has nothing but its header, is fine.
 */
export function applyWal(databasePath: string): WalReport {
  const wal = readIfThere(`${databasePath}-wal`);
  if (wal.length <= HEADER_BYTES) return { pages: 0, damaged: false };
  const header = readHeader(wal);
  if (header === null) return { pages: 0, damaged: true };
  const { frames, damaged } = committedFrames(wal, header);
  const file = openSync(databasePath, 'r+');
  try {
    for (const { page, at } of frames) {
      writeSync(file, wal, at, header.pageSize, (page - 1) * header.pageSize);
    }
  } finally {
    closeSync(file);
  }
  return { pages: frames.length, damaged };
}

interface WalHeader {
  readonly pageSize: number;
  readonly littleEndian: boolean;
  readonly sum: Checksum;
}

type Checksum = readonly [number, number];

interface Frame {
  readonly page: number;
  readonly at: number;
}

function readHeader(wal: Buffer): WalHeader | null {
  if (wal.length < HEADER_BYTES) return null;
  const magic = wal.readUInt32BE(0);
  const pageSize = wal.readUInt32BE(8);
  if ((magic & ~1) >>> 0 !== MAGIC_LITTLE_ENDIAN || pageSize < 512 || pageSize > 65_536)
    return null;
  const littleEndian = magic === MAGIC_LITTLE_ENDIAN;
  const sum = checksum(wal.subarray(0, 24), littleEndian, [0, 0]);
  return isSum(wal, 24, sum) ? { pageSize, littleEndian, sum } : null;
}

/** Frames up to the last commit; the checksums run on from frame to frame. */
function committedFrames(
  wal: Buffer,
  { pageSize, littleEndian, sum: first }: WalHeader,
): { frames: Frame[]; damaged: boolean } {
  const frames: Frame[] = [];
  const size = FRAME_HEADER_BYTES + pageSize;
  let sum = first;
  let committed = 0;
  let at = HEADER_BYTES;
  for (; at + size <= wal.length && hasSalt(wal, at); at += size) {
    sum = checksum(wal.subarray(at, at + 8), littleEndian, sum);
    sum = checksum(wal.subarray(at + FRAME_HEADER_BYTES, at + size), littleEndian, sum);
    if (!isSum(wal, at + 16, sum)) break;
    frames.push({ page: wal.readUInt32BE(at), at: at + FRAME_HEADER_BYTES });
    if (wal.readUInt32BE(at + 4) > 0) committed = frames.length;
  }
  return { frames: frames.slice(0, committed), damaged: holdsMoreCommits(wal, at, size) };
}

/** Frames of an earlier round have another salt: the WAL is written over from its beginning. */
function hasSalt(wal: Buffer, at: number): boolean {
  return wal.compare(wal, 16, 24, at + 8, at + 16) === 0;
}

/** A last transaction that was cut short is normal; commits behind a frame that is wrong are not. */
function holdsMoreCommits(wal: Buffer, start: number, size: number): boolean {
  for (let at = start; at + size <= wal.length; at += size) {
    if (hasSalt(wal, at) && wal.readUInt32BE(at + 4) > 0) return true;
  }
  return false;
}

function isSum(wal: Buffer, at: number, [one, two]: Checksum): boolean {
  return wal.readUInt32BE(at) === one && wal.readUInt32BE(at + 4) === two;
}

function checksum(bytes: Buffer, littleEndian: boolean, [first, second]: Checksum): Checksum {
  let one = first;
  let two = second;
  for (let at = 0; at < bytes.length; at += 8) {
    one = (one + word(bytes, at, littleEndian) + two) >>> 0;
    two = (two + word(bytes, at + 4, littleEndian) + one) >>> 0;
  }
  return [one, two];
}

function word(bytes: Buffer, at: number, littleEndian: boolean): number {
  return littleEndian ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at);
}

function readIfThere(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch {
    return Buffer.alloc(0);
  }
}
