import { codeTools } from './code-colours.js';

/** A place where two texts differ: lines behind ` `, `-` or `+`. */
export interface DiffHunk {
  readonly oldStart: number;
  readonly newStart: number;
  readonly lines: readonly string[];
}

/** Unchanged lines around a change. */
const CONTEXT = 3;
/** More changes than these are not looked for: all of the old goes, all of the new comes. */
const MOST_EDITS = 1_000;
/** Longer texts are not compared line by line. */
const MOST_TEXT = 200_000;

/** What differs between two texts; while the tools aren't loaded, what lies between their likenesses. */
export function diffHunks(before: string, after: string): DiffHunk[] {
  const tools = codeTools();
  const isLong = before.length + after.length > MOST_TEXT;
  const patch =
    tools === null || isLong
      ? undefined
      : tools.structuredPatch('', '', before, after, '', '', {
          context: CONTEXT,
          maxEditLength: MOST_EDITS,
        });
  return patch?.hunks ?? roughHunks(linesOf(before), linesOf(after));
}

/** Hunks that the client recorded; null when it is none. */
export function hunksRecorded(value: unknown): DiffHunk[] | null {
  if (!Array.isArray(value) || value.length === 0) return null;
  const hunks = value.map(hunkRecorded);
  return hunks.every((hunk) => hunk !== null) ? hunks : null;
}

function hunkRecorded(value: unknown): DiffHunk | null {
  if (typeof value !== 'object' || value === null) return null;
  const { oldStart, newStart, lines } = value as Record<string, unknown>;
  if (!Number.isSafeInteger(oldStart) || !Number.isSafeInteger(newStart)) return null;
  if (!Array.isArray(lines) || !lines.every((one) => typeof one === 'string')) return null;
  return { oldStart: Number(oldStart), newStart: Number(newStart), lines };
}

function linesOf(text: string): string[] {
  if (text === '') return [];
  return (text.endsWith('\n') ? text.slice(0, -1) : text).split('\n');
}

/** One change from the first line that differs to the last. */
function roughHunks(before: readonly string[], after: readonly string[]): DiffHunk[] {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  if (start === before.length && start === after.length) return [];
  const from = Math.max(0, start - CONTEXT);
  const tail = before.slice(before.length - end, before.length - end + CONTEXT);
  return [
    {
      oldStart: from + 1,
      newStart: from + 1,
      lines: [
        ...before.slice(from, start).map((text) => ` ${text}`),
        ...before.slice(start, before.length - end).map((text) => `-${text}`),
        ...after.slice(start, after.length - end).map((text) => `+${text}`),
        ...tail.map((text) => ` ${text}`),
      ],
    },
  ];
}
