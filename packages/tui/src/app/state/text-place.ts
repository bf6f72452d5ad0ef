import type { Movement } from './list-state.js';

/** A line of a text that consists of pieces: the piece by its identity, and which of its lines. */
export interface TextPlace {
  readonly piece: string;
  readonly line: number;
}

/** Where one is in a text: the line that keys act on, and the first line on the screen. */
export interface TextState {
  readonly cursor: TextPlace | null;
  readonly top: TextPlace | null;
}

/** A text before anything is known of it. */
export const EMPTY_TEXT: TextState = { cursor: null, top: null };

/** How a text is laid out: its pieces with how many lines each takes. */
export interface TextLayout {
  readonly keys: readonly string[];
  /** The first line of each piece. */
  readonly starts: readonly number[];
  readonly total: number;
}

/** Lays pieces out one under the other. */
export function textLayout(
  pieces: readonly { readonly key: string; readonly count: number }[],
): TextLayout {
  const starts: number[] = [];
  let total = 0;
  for (const { count } of pieces) {
    starts.push(total);
    total += count;
  }
  return { keys: pieces.map(({ key }) => key), starts, total };
}

/** The number of a line in the text; −1 when its piece isn't in it. */
export function lineOfPlace({ keys, starts, total }: TextLayout, place: TextPlace | null): number {
  const piece = place === null ? -1 : keys.indexOf(place.piece);
  if (place === null || piece < 0) return -1;
  const start = starts[piece] ?? 0;
  const end = (starts[piece + 1] ?? total) - 1;
  return Math.max(start, Math.min(start + place.line, end));
}

/** The place of a line of the text; null in an empty one. */
export function placeOfLine({ keys, starts, total }: TextLayout, line: number): TextPlace | null {
  if (total === 0) return null;
  const wanted = Math.max(0, Math.min(line, total - 1));
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= wanted) low = middle;
    else high = middle - 1;
  }
  return { piece: keys[low] ?? '', line: wanted - (starts[low] ?? 0) };
}

/** Puts the cursor on a line, and scrolls as little as is needed to see it. */
export function toLine(
  text: TextState,
  layout: TextLayout,
  line: number,
  height: number,
): TextState {
  if (layout.total === 0) return text.cursor === null && text.top === null ? text : EMPTY_TEXT;
  const rows = Math.max(1, height);
  const cursor = Math.max(0, Math.min(line, layout.total - 1));
  const before = Math.max(0, lineOfPlace(layout, text.top));
  const visible = Math.min(Math.max(before, cursor - rows + 1), cursor);
  const top = Math.min(visible, Math.max(0, layout.total - rows));
  return keepSame(text, {
    cursor: placeOfLine(layout, cursor),
    top: placeOfLine(layout, top),
  });
}

/** Brings a text to another layout or height: the cursor stays on its line. */
export function settleText(text: TextState, layout: TextLayout, height: number): TextState {
  return toLine(text, layout, Math.max(0, lineOfPlace(layout, text.cursor)), height);
}

/** Moves the cursor. */
export function moveText(
  text: TextState,
  layout: TextLayout,
  movement: Movement,
  height: number,
): TextState {
  const from = Math.max(0, lineOfPlace(layout, text.cursor));
  const to = 'by' in movement ? from + movement.by : movement.to === 'first' ? 0 : layout.total - 1;
  return toLine(text, layout, to, height);
}

/** Puts the cursor on a line and that line near the top of the screen. */
export function revealLine(
  text: TextState,
  layout: TextLayout,
  line: number,
  height: number,
): TextState {
  const top = placeOfLine(layout, Math.max(0, line - Math.min(2, height >> 2)));
  return toLine({ ...text, top }, layout, line, height);
}

function keepSame(before: TextState, after: TextState): TextState {
  const same = samePlace(before.cursor, after.cursor) && samePlace(before.top, after.top);
  return same ? before : after;
}

function samePlace(a: TextPlace | null, b: TextPlace | null): boolean {
  return a?.piece === b?.piece && a?.line === b?.line;
}
