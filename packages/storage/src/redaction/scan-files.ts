import { lstatSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { isJsonObject, type JsonValue, messageOf, type RedactOptions } from '@spoor/core';
import { writeAtomically } from '../files/atomic-write.js';
import { namesIn } from '../files/names-in.js';
import { cleanWhole, newKinds } from './clean-rows.js';
import type { Tally } from './tally.js';

/** What a look through files came to. */
export interface ScannedFiles {
  readonly files: number;
  readonly withSecrets: number;
  /** Those that hold something and could not be changed, and why. */
  readonly failed: readonly string[];
}

/** A half-written entry is left to its process for so long, ms. */
const YOUNG_MS = 60_000;

/** Looks through what waits in spools, or was set aside there. */
export function scanFiles(
  folders: readonly string[],
  scan: { readonly redaction: RedactOptions; readonly mend: boolean; readonly tally: Tally },
): ScannedFiles {
  let files = 0;
  let withSecrets = 0;
  const failed: string[] = [];
  for (const folder of folders.flatMap((path) => [path, join(path, 'rejected')])) {
    for (const path of namesIn(folder).map((name) => join(folder, name))) {
      const text = readEntry(path);
      if (text === null) continue;
      files++;
      const clean = cleanEntry(text, scan.redaction);
      if (clean === text) continue;
      withSecrets++;
      scan.tally.add('spool', 'file', newKinds(text, clean));
      if (!scan.mend) continue;
      try {
        // One that was taken in meanwhile comes back as a repetition, which changes nothing.
        writeAtomically(path, clean, { mode: 0o600 });
      } catch (error) {
        failed.push(`${path}: ${messageOf(error)}`);
      }
    }
  }
  return { files, withSecrets, failed };
}

function readEntry(path: string): string | null {
  try {
    const stats = lstatSync(path);
    const isYoung = Math.abs(Date.now() - stats.mtimeMs) < YOUNG_MS;
    const isHalf = basename(path).startsWith('.');
    if (!stats.isFile() || stats.nlink > 1 || (isHalf && isYoung)) return null;
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

/** Written as entries are: JSON and the end of a line. */
function cleanEntry(text: string, redaction: RedactOptions): string {
  const value = parse(text);
  if (value === undefined) return String(cleanWhole(text, redaction));
  const before = JSON.stringify(value);
  const clean = JSON.stringify(cleanWhole(value, redaction));
  return clean === before ? text : `${clean}\n`;
}

function parse(text: string): JsonValue | undefined {
  try {
    const value: JsonValue = JSON.parse(text);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
