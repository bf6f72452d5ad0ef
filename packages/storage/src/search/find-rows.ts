import type { IsoTime } from '@spoor/core';
import type { SpoorDatabase } from '../database/spoor-database.js';
import { fedUpTo, type TextIndex } from './text-index.js';
import { boundsOf, type Conditions, conditionsOf, TIME_OF, type Wanted } from './wanted.js';
import { createWordMatcher } from './word-matcher.js';

/** A row that holds what was looked for. */
export interface FoundRow {
  readonly seq: number;
  readonly at: IsoTime | null;
  /** The greater the better; null where it was not weighed. */
  readonly score: number | null;
}

/** Rows that were found, and whether all there are were looked at. */
export interface FoundRows {
  readonly rows: readonly FoundRow[];
  readonly complete: boolean;
}

/** Rows that are looked through in one query: some milliseconds. */
const STEP = 2_000;

/**
 * Finds rows of messages or calls, those recorded last first: through the index as far as it is fed,
 * and one by one behind that.
 */
export function findRows(db: SpoorDatabase, index: TextIndex, wanted: Wanted): FoundRows {
  const bounds = boundsOf(db, index, wanted.filter);
  if (bounds === null) return { rows: [], complete: true };
  const match = matchOf(index, wanted);
  const conditions = conditionsOf(index, wanted);
  if (match === null) return findParts(db, index, { ...wanted, conditions, ...bounds });
  const fed = fedUpTo(db, index);
  const late = findLate(db, index, {
    ...wanted,
    conditions,
    match,
    low: Math.max(fed + 1, bounds.low),
    high: bounds.high,
  });
  const early = findIndexed(db, index, {
    ...wanted,
    conditions,
    match,
    low: bounds.low,
    high: Math.min(fed, bounds.high),
  });
  return { rows: [...late.rows, ...early.rows], complete: late.complete && early.complete };
}

/** Rows between two numbers, both included. */
interface Stretch extends Wanted {
  readonly conditions: Conditions;
  readonly low: number;
  readonly high: number;
}

interface WordStretch extends Stretch {
  readonly match: string;
}

/** Of a call, what it was about and what went wrong can be asked for alone. */
function matchOf({ columns }: TextIndex, { query, kinds }: Wanted): string | null {
  if (query.match === null || columns.length === 1) return query.match;
  if (kinds.has('command') && kinds.has('error')) return query.match;
  return `${kinds.has('command') ? 'summary' : 'error'} : (${query.match})`;
}

function findIndexed(db: SpoorDatabase, textIndex: TextIndex, stretch: WordStretch): FoundRows {
  const { index, table } = textIndex;
  const { conditions, most, isOver, match, low, high } = stretch;
  if (low > high) return { rows: [], complete: true };
  const statement = db.prepare<object, FoundRow>(
    `SELECT t.seq, ${TIME_OF[table]} AS at, -bm25(${index}) AS score
     FROM ${index} CROSS JOIN ${table} AS t ON t.seq = ${index}.rowid
       LEFT JOIN sessions AS s ON s.id = t.session_id
     WHERE ${index} MATCH @match AND ${index}.rowid BETWEEN @low AND @high
       AND ${conditions.sql.join(' AND ')}
     ORDER BY ${index}.rowid DESC`,
  );
  return take(statement.iterate({ ...conditions.parameters, match, low, high }), most, isOver);
}

function take(found: Iterable<FoundRow>, most: number, isOver: () => boolean): FoundRows {
  const rows: FoundRow[] = [];
  for (const row of found) {
    if (rows.length === most || isOver()) return { rows, complete: false };
    rows.push(row);
  }
  return { rows, complete: true };
}

/** What is in no index yet, read in stretches. */
function findLate(db: SpoorDatabase, textIndex: TextIndex, stretch: WordStretch): FoundRows {
  const { columns } = textIndex;
  if (stretch.low > stretch.high) return { rows: [], complete: true };
  const matcher = createWordMatcher(columns, stretch.match);
  try {
    const rows: FoundRow[] = [];
    for (const page of stretches(db, textIndex, { ...stretch, step: LATE_STEP })) {
      const texts = page.map(({ first, second }) => [first, second].slice(0, columns.length));
      rows.push(...matcher.matching(texts).flatMap((place) => bare(page[place])));
      if (rows.length >= stretch.most || stretch.isOver()) return { rows, complete: false };
    }
    return { rows, complete: true };
  } finally {
    matcher.close();
  }
}

/** Fewer rows: their texts are read, and taken apart into words. */
const LATE_STEP = 50;

/** What no index can find: every text is looked through. */
function findParts(db: SpoorDatabase, textIndex: TextIndex, stretch: Stretch): FoundRows {
  const rows: FoundRow[] = [];
  for (const page of stretches(db, { ...textIndex, columns: [] }, { ...stretch, step: STEP })) {
    rows.push(...page.flatMap(bare));
    if (rows.length >= stretch.most || stretch.isOver()) return { rows, complete: false };
  }
  return { rows, complete: true };
}

interface TextRow extends Omit<FoundRow, 'score'> {
  /** The texts of the index's columns. */
  readonly first: string | null;
  readonly second: string | null;
}

/** Rows with their texts that meet the conditions, from the last recorded back. */
function* stretches(
  db: SpoorDatabase,
  { table, columns }: TextIndex,
  { conditions, low, high, step }: Stretch & { step: number },
): Iterable<TextRow[]> {
  const statement = db.prepare<object, TextRow>(
    `SELECT t.seq, ${TIME_OF[table]} AS at, ${column(columns[0])} AS first,
       ${column(columns[1])} AS second
     FROM ${table} AS t LEFT JOIN sessions AS s ON s.id = t.session_id
     WHERE t.seq BETWEEN @low AND @high AND ${conditions.sql.join(' AND ')}
     ORDER BY t.seq DESC`,
  );
  for (let last = high; last >= low; last -= step) {
    const first = Math.max(low, last - step + 1);
    yield statement.all({ ...conditions.parameters, low: first, high: last });
  }
}

function column(name: string | undefined): string {
  return name === undefined ? 'NULL' : `t.${name}`;
}

function bare(row: TextRow | undefined): FoundRow[] {
  return row === undefined ? [] : [{ seq: row.seq, at: row.at, score: null }];
}
