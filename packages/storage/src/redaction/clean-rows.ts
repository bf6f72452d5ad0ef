import { isJsonObject, type JsonValue, type RedactOptions, redactJson } from '@spoor/core';
import type { ScannedColumn, ScannedTable } from './scanned-tables.js';

/** A row as it is stored, by column. */
export type StoredRow = Readonly<Record<string, unknown>>;

/** What a text becomes, and which kinds of secrets go from it. */
export interface CleanText {
  readonly column: ScannedColumn;
  readonly text: string;
  readonly clean: string;
  readonly kinds: readonly string[];
}

/** JSON of a column is no deeper than SQLite reads, and stands within a list of rows here. */
const MOST_DEPTH = 1_010;

const WHOLE = {
  maxDepth: MOST_DEPTH,
  maxStringLength: Number.POSITIVE_INFINITY,
  maxTotalLength: Number.POSITIVE_INFINITY,
  maxValues: Number.POSITIVE_INFINITY,
};

/**
 * Looks through the texts of rows, all at once: that is what makes many short ones cheap.
 * @returns for each row the texts that hold something, none for most.
 */
export function cleanRows(
  table: ScannedTable,
  rows: readonly StoredRow[],
  redaction: RedactOptions,
): CleanText[][] {
  const texts = rows.map((row) => textsOf(table, row));
  const decoded = texts.map((list) => list.map(({ value }) => value));
  const redacted = redactAll(decoded, redaction);
  return texts.map((list, row) =>
    list
      .map((text, index) => cleanText(text, redacted[row]?.[index] ?? null, redaction))
      .filter((text) => text !== null),
  );
}

/** Looks through one text that is no row's. */
export function cleanWhole(value: JsonValue, redaction: RedactOptions): JsonValue {
  return redactJson(value, { ...redaction, ...WHOLE });
}

/** The kinds that stand in one text and not, or less often, in the other. */
export function newKinds(before: string, after: string): string[] {
  const had = tally(kindsIn(before));
  return kindsIn(after).filter((kind) => {
    const left = had.get(kind) ?? 0;
    if (left > 0) had.set(kind, left - 1);
    return left === 0;
  });
}

interface ReadText {
  readonly column: ScannedColumn;
  readonly text: string;
  readonly value: JsonValue;
  readonly unwrap: (value: JsonValue) => JsonValue;
}

function textsOf({ name, columns }: ScannedTable, row: StoredRow): ReadText[] {
  const texts: ReadText[] = [];
  for (const column of columns) {
    const text = row[column.name];
    if (typeof text !== 'string' || text === '') continue;
    texts.push({ column, text, ...decode(name, column, text, row) });
  }
  return texts;
}

const same = (value: JsonValue) => value;

function decode(
  table: string,
  { isJson }: ScannedColumn,
  text: string,
  row: StoredRow,
): Pick<ReadText, 'value' | 'unwrap'> {
  const value = isJson ? parse(text) : undefined;
  if (value === undefined) return { value: text, unwrap: same };
  // A setting's key tells whether its value is secret, as any other key does.
  if (table === 'configurations')
    return { value: { [String(row['key'])]: value }, unwrap: onlyOne };
  return { value, unwrap: same };
}

function onlyOne(value: JsonValue): JsonValue {
  return isJsonObject(value) ? (Object.values(value)[0] ?? null) : value;
}

function redactAll(rows: JsonValue[][], redaction: RedactOptions): JsonValue[][] {
  return cleanWhole(rows, redaction) as JsonValue[][];
}

function cleanText(
  { column, text, value, unwrap }: ReadText,
  redacted: JsonValue,
  redaction: RedactOptions,
): CleanText | null {
  if (value === text) {
    const clean = String(redacted);
    return clean === text ? null : found(column, text, clean);
  }
  const before = JSON.stringify(unwrap(value));
  const clean = JSON.stringify(unwrap(redacted));
  if (clean !== before) return found(column, text, clean);
  // Written in another way than we write it, JSON can hold what it doesn't decode to: a name twice.
  if (before === text || cleanWhole(text, redaction) === text) return null;
  return found(column, text, clean);
}

function found(column: ScannedColumn, text: string, clean: string): CleanText {
  const kinds = newKinds(text, clean);
  return { column, text, clean, kinds: kinds.length > 0 ? kinds : ['other'] };
}

function parse(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function kindsIn(text: string): string[] {
  return [...text.matchAll(/\[REDACTED:([\w-]+)\]/g)].map(([, kind = '']) => kind);
}

function tally(kinds: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const kind of kinds) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return counts;
}
