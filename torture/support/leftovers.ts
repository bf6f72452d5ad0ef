import { existsSync, readdirSync, utimesSync } from 'node:fs';
import { join, relative } from 'node:path';
import { drain } from './kept.ts';
import type { Place } from './place.ts';

/** All files below a folder, by their paths from there. */
export function filesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
}

/** Makes all files below a folder look as if they had lain there for so long, and the folders. */
export function makeOld(folder: string, ageMs: number): void {
  const then = (Date.now() - ageMs) / 1_000;
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries) utimesSync(join(entry.parentPath, entry.name), then, then);
}

/** What no upkeep takes away of what killed hooks have left in a spool, an hour later. */
export function leftInSpool(place: Place): string[] {
  if (!existsSync(place.spoolDir)) return [];
  makeOld(place.spoolDir, 2 * 3_600_000);
  drain(place);
  return filesIn(place.spoolDir);
}

/** Files below a place's home, hours after the last one, whose names say that they weren't meant to stay. */
export function leftovers({ home }: Place): string[] {
  return filesIn(home).filter((name) => TEMPORARY.test(name));
}

const TEMPORARY = /(^|\/)(\.(?!claude\/|config\/|cache\/)|spoor-(?!hook$)[a-z])/;
