import type { LinePosition } from '@spoor/storage';
import { hash53 } from '../../hash53.js';
import type { LineFile } from './line-file.js';

/** Bytes at the beginning, and before the place reached, that a file is known again by. */
export const MARK_BYTES = 1024;

/** Tells bytes apart from those that stood there before. */
export function hashBytes(bytes: Buffer, from: number, to: number): string {
  return hash53(bytes.toString('latin1', from, to));
}

/** Hash of a file's beginning, of which `offset` bytes are read; null when none are. */
export function headHash(file: LineFile, offset: number): string | null {
  if (offset === 0) return null;
  const bytes = Buffer.allocUnsafe(Math.min(MARK_BYTES, offset));
  return hashBytes(bytes, 0, file.read(bytes, 0, bytes.length, 0));
}

/** Whether a file holds what it held where it was read, as far as its head and tail tell. */
export function holdsSame(file: LineFile, position: LinePosition): boolean {
  const { offset } = position;
  if (offset > file.state.size) return false;
  if (offset === 0) return true;
  const tail = Buffer.allocUnsafe(Math.min(MARK_BYTES, offset));
  const count = file.read(tail, 0, tail.length, offset - tail.length);
  return (
    hashBytes(tail, 0, count) === position.tailHash && headHash(file, offset) === position.headHash
  );
}
