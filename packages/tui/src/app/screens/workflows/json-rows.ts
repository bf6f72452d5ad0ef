import { isJsonObject, type JsonValue } from '@spoor/core';
import { oneLine } from '../../../present/safe-text.js';
import { type Span, span } from '../../present/line.js';

/** A line of a JSON value. */
export interface JsonRow {
  /** The place of the value in the whole, as a JSON pointer. */
  readonly key: string;
  readonly depth: number;
  /** Whether it can be folded, and is; null for what can't. */
  readonly folded: boolean | null;
  readonly spans: readonly Span[];
  readonly value: JsonValue;
}

/** How a value is laid out. */
export interface JsonLayout {
  /** Places that are the other way round than they would be by themselves. */
  readonly turned: ReadonlySet<string>;
  /** Whether everything is folded, or nothing; null: what is deep or long is. */
  readonly all: boolean | null;
}

/** More lines than this are not laid out. */
const MOST_ROWS = 5_000;
/** Members of one value that are shown. */
const MOST_MEMBERS = 1_000;
/** Below this depth, and with more members, a value is folded at first. */
const DEEP = 2;
const LONG = 40;

/** A JSON value as lines that can be folded, the whole's own brackets left out. */
export function jsonRows(value: JsonValue, layout: JsonLayout): JsonRow[] {
  const rows: JsonRow[] = [];
  const members = membersOf(value);
  if (members === null) return [{ key: '', depth: 0, folded: null, spans: [leaf(value)], value }];
  put(rows, members, { depth: 0, parent: '' }, layout);
  return rows;
}

type Member = readonly [name: string, value: JsonValue];

function put(
  rows: JsonRow[],
  members: readonly Member[],
  { depth, parent }: { readonly depth: number; readonly parent: string },
  layout: JsonLayout,
): void {
  for (const [name, value] of members.slice(0, MOST_MEMBERS)) {
    if (rows.length >= MOST_ROWS) return;
    const key = `${parent}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    const inner = membersOf(value);
    const label = [span(oneLine(name, 200), 'accent'), span(': ', 'faint')];
    if (inner === null || inner.length === 0) {
      rows.push({ key, depth, folded: null, spans: [...label, leaf(value)], value });
      continue;
    }
    const folded = isFolded(key, depth + 1, inner.length, layout);
    rows.push({ key, depth, folded, spans: [...label, size(value, inner.length)], value });
    if (!folded) put(rows, inner, { depth: depth + 1, parent: key }, layout);
  }
  const left = members.length - MOST_MEMBERS;
  if (left > 0 && rows.length < MOST_ROWS) {
    const spans = [span(`… ${left} more`, 'faint')];
    rows.push({ key: `${parent}/…`, depth, folded: null, spans, value: null });
  }
}

function isFolded(key: string, depth: number, members: number, layout: JsonLayout): boolean {
  const byItself = layout.all ?? (depth >= DEEP || members > LONG);
  return layout.turned.has(key) ? !byItself : byItself;
}

/** The members of a value; null for one that has none by its kind. */
function membersOf(value: JsonValue): readonly Member[] | null {
  if (Array.isArray(value)) return value.map((one, index) => [String(index), one]);
  return isJsonObject(value) ? Object.entries(value) : null;
}

function size(value: JsonValue, members: number): Span {
  return span(Array.isArray(value) ? `[${members}]` : `{${members}}`, 'faint');
}

function leaf(value: JsonValue): Span {
  if (typeof value === 'string') return span(`"${oneLine(value, 4_000)}"`, 'string');
  if (typeof value === 'number') return span(String(value), 'number');
  if (typeof value === 'boolean' || value === null) return span(String(value), 'keyword');
  return span(Array.isArray(value) ? '[]' : '{}', 'faint');
}
