import { readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { SpoorError } from '@spoor/core';
import { makeFolders, writeAtomically } from '@spoor/storage';
import { crypto } from '../crypto.js';
import { SettingsError } from './json-document.js';
import { realPath } from './real-path.js';

/** A settings file as it lies on the disk. */
export interface SettingsFile {
  /** As it was asked for. */
  readonly path: string;
  /** The file itself, links resolved. */
  readonly target: string;
  /** Absent when there is no file. */
  readonly bytes: Buffer | undefined;
  /** Without a byte order mark. */
  readonly text: string;
  readonly mode: number;
  readonly uid: number | undefined;
  readonly gid: number | undefined;
}

const BYTE_ORDER_MARK = '\u{feff}';
const WRITABLE = 0o200;

/**
 * Reads a settings file; one that isn't there reads as empty.
 * @throws SettingsError when it is no text file.
 */
export function readSettingsFile(path: string): SettingsFile {
  const target = realPath(path);
  const stat = statSync(target, { throwIfNoEntry: false });
  if (stat === undefined) {
    return {
      path,
      target,
      bytes: undefined,
      text: '',
      mode: 0o600,
      uid: undefined,
      gid: undefined,
    };
  }
  if (!stat.isFile()) throw new SettingsError(`${path} is no regular file. Nothing was changed.`);
  const bytes = readFileSync(target);
  const { uid, gid } = stat;
  return { path, target, bytes, text: decode(bytes, path), mode: stat.mode & 0o7777, uid, gid };
}

/**
 * Refuses a file that its owner has made read-only, or that belongs to somebody else.
 * @throws SettingsError
 */
export function requireWritable(file: SettingsFile, uid: number | undefined): void {
  if (file.bytes === undefined) return;
  if ((file.mode & WRITABLE) === 0) {
    throw new SettingsError(
      `${file.path} is read-only. Make it writable (\`chmod u+w\`) and try again. Nothing was changed.`,
    );
  }
  if (uid !== undefined && uid !== 0 && file.uid !== uid) {
    throw new SettingsError(`${file.path} belongs to another user. Nothing was changed.`);
  }
}

/**
 * Replaces a settings file's text; mode, owner and byte order mark stay.
 * @throws SettingsError when somebody else wrote the file since it was read.
 */
export function writeSettingsFile(file: SettingsFile, text: string): Buffer {
  const marked = file.bytes?.toString('utf8').startsWith(BYTE_ORDER_MARK) ?? false;
  const bytes = Buffer.from(marked ? BYTE_ORDER_MARK + text : text);
  writeSettingsBytes(file, bytes);
  return bytes;
}

/** Replaces a settings file's bytes; see `writeSettingsFile`. */
export function writeSettingsBytes(file: SettingsFile, bytes: Uint8Array): void {
  requireUnchanged(file);
  const { mode, uid, gid, target } = file;
  makeFolders(dirname(target));
  const owner = { ...(uid === undefined ? {} : { uid }), ...(gid === undefined ? {} : { gid }) };
  writeAtomically(target, bytes, { mode, ...owner });
}

/** The fingerprint that says whether a file is as Spoor left it. */
export function fingerprint(bytes: Uint8Array): string {
  return crypto().createHash('sha256').update(bytes).digest('hex');
}

/** @throws SettingsError when the file on the disk isn't what was read. */
export function requireUnchanged(file: SettingsFile): void {
  const now = readSettingsFile(file.path).bytes;
  const same =
    now === undefined || file.bytes === undefined ? now === file.bytes : now.equals(file.bytes);
  if (same) return;
  throw new SettingsError(`${file.path} changed in the meantime. Nothing was written; try again.`);
}

function decode(bytes: Buffer, path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new SettingsError(`${path} is not UTF-8 text. Nothing was changed.`, { cause });
  }
}

/** Says a file system's refusal in one line. */
export function asSettingsError(error: unknown, path: string): unknown {
  if (error instanceof SpoorError || !(error instanceof Error) || !('code' in error)) return error;
  return new SettingsError(`${path} can't be written (${String(error.code)}).`, { cause: error });
}
