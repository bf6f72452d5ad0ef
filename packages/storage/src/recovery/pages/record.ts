import { isUtf8 } from 'node:buffer';

/** A value as SQLite stores it. */
export type RawValue = number | bigint | string | null | Buffer;

const UTF8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** What a record holds. */
export interface RawRecord {
  readonly values: RawValue[];
  /** Whether some text is no UTF-8, which we never wrote; it comes as bytes. */
  readonly isBroken: boolean;
}

/**
 * Reads one record (SQLite's file format, 2.1).
 * @returns null where the bytes can't be a record; half a record is none.
 */
export function readRecord(bytes: Buffer): RawRecord | null {
  const head = readVarint(bytes, 0);
  if (head === null || typeof head.value === 'bigint' || head.value > bytes.length) return null;
  const values: RawValue[] = [];
  let isBroken = false;
  let at = head.end;
  let body = head.value;
  while (at < head.value) {
    const type = readVarint(bytes, at);
    if (type === null || typeof type.value === 'bigint' || type.end > head.value) return null;
    const size = sizeOf(type.value);
    if (size === null || body + size > bytes.length) return null;
    const value = readValue(bytes, type.value, body, size);
    if (type.value > 12 && typeof value !== 'string' && type.value % 2 === 1) isBroken = true;
    values.push(value);
    at = type.end;
    body += size;
  }
  return at === head.value && body === bytes.length ? { values, isBroken } : null;
}

/** Reads a variable-length integer; numbers beyond 2^53 come as bigint. Null past the end. */
export function readVarint(
  bytes: Buffer,
  start: number,
): { value: number | bigint; end: number } | null {
  let value = 0;
  for (let n = 0; n < 7; n++) {
    const byte = bytes[start + n];
    if (byte === undefined) return null;
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) return { value, end: start + n + 1 };
  }
  return readLongVarint(bytes, start, BigInt(value));
}

function readLongVarint(
  bytes: Buffer,
  start: number,
  seven: bigint,
): { value: number | bigint; end: number } | null {
  const eighth = bytes[start + 7];
  if (eighth === undefined) return null;
  const eight = (seven << 7n) | BigInt(eighth & 0x7f);
  if (eighth < 0x80) return { value: narrow(eight), end: start + 8 };
  const ninth = bytes[start + 8];
  if (ninth === undefined) return null;
  return { value: narrow(BigInt.asIntN(64, (eight << 8n) | BigInt(ninth))), end: start + 9 };
}

function sizeOf(type: number): number | null {
  if (type >= 12) return Math.floor((type - 12) / 2);
  return [0, 1, 2, 3, 4, 6, 8, 8, 0, 0][type] ?? null;
}

function readValue(bytes: Buffer, type: number, at: number, size: number): RawValue {
  if (type === 0) return null;
  if (type <= 5) return bytes.readIntBE(at, size);
  if (type === 6) return narrow(bytes.readBigInt64BE(at));
  if (type === 7) return bytes.readDoubleBE(at);
  if (type <= 9) return type - 8;
  const content = bytes.subarray(at, at + size);
  return type % 2 === 1 && isUtf8(content) ? UTF8.decode(content) : Buffer.from(content);
}

function narrow(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}
