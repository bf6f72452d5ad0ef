import type { SpoorDatabase } from '../database/spoor-database.js';

/** A row as a file holds it: by column, absent for NULL. */
export type PortableRow = Readonly<Record<string, PortableValue>>;

/** What a column can hold. */
export type PortableValue = string | number | null;

/**
 * What becomes of a row that is there already, when a file's row of the same key differs. Each rule
 * gives the same when the file is imported again.
 *
 * - `keep`: the row never changes once written; what is here stays.
 * - `fill`: what is here stays; what is NULL here is taken from the file.
 * - `later`: a row that follows from events wins over one that doesn't; else the one with the later
 *   time, none counting as earliest; `fill` then takes from the
 *   other one what the winner lacks.
 * - `lesson`: the one updated later wins, with the greater count of applications.
 * - `counter`: the greater value. Nothing is lost by it, and nothing counts twice.
 * - `usage`: a message's figures belong to the session that started first; the greater figures win.
 */
export type MergeRule =
  | { readonly rule: 'keep' | 'fill' | 'lesson' | 'counter' | 'usage' }
  | { readonly rule: 'later'; readonly column: string; readonly fill: boolean };

/** Merges the row of a file into the one that is here. */
export function mergeRows(
  db: SpoorDatabase,
  merge: MergeRule,
  known: PortableRow,
  offered: PortableRow,
): PortableRow {
  switch (merge.rule) {
    case 'keep':
      return known;
    case 'fill':
      return fillFrom(known, offered);
    case 'later':
      // What events told of stands above what none did.
      if (hasFacts(known) && !hasFacts(offered)) return fillFrom(known, offered);
      if (hasFacts(offered) && !hasFacts(known)) return fillFrom(offered, known);
      return laterOf(known, offered, merge.column, merge.fill);
    case 'lesson':
      return {
        ...laterOf(known, offered, 'updated_at', false),
        application_count: greater(known, offered, 'application_count'),
      };
    case 'counter':
      return Number(offered['value']) > Number(known['value']) ? offered : known;
    case 'usage':
      return mergeUsage(db, known, offered);
  }
}

function hasFacts({ facts = '{}' }: PortableRow): boolean {
  return facts !== '{}';
}

function fillFrom(row: PortableRow, other: PortableRow): PortableRow {
  const result: Record<string, PortableValue> = { ...row };
  for (const [column, value] of Object.entries(other)) result[column] ??= value;
  return result;
}

function laterOf(
  known: PortableRow,
  offered: PortableRow,
  column: string,
  fill: boolean,
): PortableRow {
  const isLater = String(offered[column] ?? '') > String(known[column] ?? '');
  const [winner, other] = isLater ? [offered, known] : [known, offered];
  const merged = fill ? fillFrom(winner, other) : winner;
  // A name that the user gave stays; one that only the file has comes in.
  if (known['user_renamed'] === 1)
    return { ...merged, name: known['name'] ?? null, user_renamed: 1 };
  if (offered['user_renamed'] !== 1) return merged;
  return { ...merged, name: offered['name'] ?? null, user_renamed: 1 };
}

const FIGURES = ['input_tokens', 'output_tokens', 'cache_read_tokens', 'cache_write_tokens'];

function mergeUsage(db: SpoorDatabase, known: PortableRow, offered: PortableRow): PortableRow {
  const owner = isEarlierSession(db, offered, known) ? offered : known;
  const sum = (row: PortableRow) => FIGURES.reduce((n, name) => n + Number(row[name] ?? 0), 0);
  const [figures, other] = sum(offered) > sum(known) ? [offered, known] : [known, offered];
  return {
    ...fillFrom(figures, other),
    session_id: owner['session_id'] ?? null,
    trace_id: owner['trace_id'] ?? null,
    agent_id: owner['agent_id'] ?? null,
  };
}

function isEarlierSession(db: SpoorDatabase, a: PortableRow, b: PortableRow): boolean {
  if (a['session_id'] === b['session_id']) return false;
  const start = (row: PortableRow) =>
    db
      .prepare<[PortableValue], { at: string }>(
        'SELECT started_at AS at FROM sessions WHERE id = ?',
      )
      .get(row['session_id'] ?? null)?.at;
  const [startA, startB] = [start(a), start(b)];
  return startA !== undefined && (startB === undefined || startA < startB);
}

function greater(known: PortableRow, offered: PortableRow, column: string): number {
  return Math.max(Number(known[column] ?? 0), Number(offered[column] ?? 0));
}
