import {
  isJsonObject,
  type JsonObject,
  type JsonValue,
  messageOf,
  type RedactOptions,
  redactJson,
} from '@spoor/core';
import type { PortableColumn } from './columns.js';
import type { PortableRow, PortableValue } from './merge.js';
import type { PortableTable } from './tables.js';

/** A row of a file, checked and redacted; or why it is refused. */
export type CleanRow =
  | { readonly row: PortableRow; readonly unknown: readonly string[] }
  | { readonly refused: string };

/** What was recorded was cut to its caps before; nothing is cut a second time. */
const WHOLE: RedactOptions = {
  maxStringLength: Infinity,
  maxTotalLength: Infinity,
  maxValues: Infinity,
};

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const LONGEST_ID = 1_024;

/** Checks a row that comes from a file against the schema's types, and redacts its texts. */
export function cleanRow(
  table: PortableTable,
  columns: readonly PortableColumn[],
  offered: JsonObject,
  redaction: RedactOptions = {},
): CleanRow {
  const redact = (value: JsonValue) => redactJson(value, { ...redaction, ...WHOLE });
  const row: Record<string, PortableValue> = {};
  for (const column of columns) {
    const value = Object.hasOwn(offered, column.name) ? offered[column.name] : undefined;
    if (value === undefined || value === null) {
      if (isNeeded(table, column)) return { refused: `no \`${column.name}\`` };
      continue;
    }
    const clean = cleanValue(table, column, value, redact);
    if (typeof clean === 'object') return { refused: `\`${column.name}\` ${clean.refused}` };
    row[column.name] = clean;
  }
  const names = new Set(columns.map(({ name }) => name));
  return { row, unknown: Object.keys(offered).filter((name) => !names.has(name)) };
}

function isNeeded(table: PortableTable, { name, notNull, hasDefault }: PortableColumn): boolean {
  return table.key.includes(name) || (notNull && !hasDefault);
}

type Redact = (value: JsonValue) => JsonValue;
type CleanValue = string | number | { readonly refused: string };

function cleanValue(
  table: PortableTable,
  { name, type }: PortableColumn,
  value: JsonValue,
  redact: Redact,
): CleanValue {
  if (type === 'INTEGER') {
    return Number.isSafeInteger(value) ? Number(value) : { refused: 'is no whole number' };
  }
  if (type === 'REAL') return typeof value === 'number' ? value : { refused: 'is no number' };
  if (typeof value !== 'string') return { refused: 'is no text' };
  if (isTime(name)) return cleanTime(value);
  if (table.ids.includes(name)) return cleanId(value, redact);
  if (!table.json.includes(name)) return cleanText(value, redact);
  // What reads facts takes them for an object, whoever wrote them.
  if (name === 'facts' && !value.startsWith('{')) return { refused: 'are none of a recorder' };
  return cleanJson(value, redact);
}

function isTime(name: string): boolean {
  return name.endsWith('_at') || name === 'timestamp' || name === 'until';
}

function cleanTime(value: string): CleanValue {
  return TIME.test(value) && !Number.isNaN(Date.parse(value)) ? value : { refused: 'is no time' };
}

/** Rows find each other by ids, so none is changed: one that can't stay as it is is refused. */
function cleanId(value: string, redact: Redact): CleanValue {
  if (value === '' || value.length > LONGEST_ID || !value.isWellFormed()) {
    return { refused: 'is no usable id' };
  }
  return cleanText(value, redact) === value ? value : { refused: 'holds a secret' };
}

function cleanText(value: string, redact: Redact): CleanValue {
  return redacted(() => String(redact(value)));
}

/** Written anew from what it decodes to: a name that stands twice would hide its first value. */
function cleanJson(value: string, redact: Redact): CleanValue {
  let decoded: JsonValue;
  try {
    decoded = JSON.parse(value);
  } catch {
    return { refused: 'holds no JSON' };
  }
  return redacted(() => JSON.stringify(redact(decoded)));
}

function redacted(redact: () => string): CleanValue {
  try {
    return redact();
  } catch (error) {
    return { refused: `can't be redacted: ${messageOf(error)}` };
  }
}

/** Reads a line as one of an export. */
export function parseLine(text: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : null;
  } catch {
    return null;
  }
}
