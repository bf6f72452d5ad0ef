import { redactText } from '@spoor/core';

/** What became of the rows of a file. */
export interface ImportCounts {
  /** Were not here. */
  readonly new: number;
  /** Were here, and now say more. */
  readonly merged: number;
  /** Were here; nothing was changed. */
  readonly known: number;
  /** Belong to sessions that are forgotten. */
  readonly forgotten: number;
  readonly refused: number;
}

/** A line that was not taken, and why. */
export interface Refusal {
  readonly line: number;
  readonly reason: string;
}

/** What an import came to. */
export interface ImportReport extends ImportCounts {
  readonly lines: number;
  /** Rows read. */
  readonly rows: number;
  readonly tables: Readonly<Record<string, ImportCounts>>;
  /** Rows of tables that this Spoor doesn't know, by table. */
  readonly unknownTables: Readonly<Record<string, number>>;
  /** Values of columns that this Spoor doesn't know, by `table.column`; their rows came in without. */
  readonly unknownColumns: Readonly<Record<string, number>>;
  /** The first 20. */
  readonly refusals: readonly Refusal[];
  /** `cut`: the end is missing. `altered`: it doesn't fit what stands before it. */
  readonly end: 'whole' | 'cut' | 'altered';
  readonly dryRun: boolean;
}

type Outcome = keyof ImportCounts;

const MOST_REFUSALS = 20;
const MOST_NAMES = 50;

/** Counts what an import does. */
export class ImportTally {
  lines = 0;
  rows = 0;
  end: ImportReport['end'] = 'cut';
  readonly #total = noCounts();
  readonly #tables = new Map<string, Record<Outcome, number>>();
  readonly #unknownTables = new Map<string, number>();
  readonly #unknownColumns = new Map<string, number>();
  readonly #refusals: Refusal[] = [];

  count(table: string, outcome: Outcome): void {
    const counts = this.#tables.get(table) ?? noCounts();
    counts[outcome]++;
    this.#tables.set(table, counts);
    this.#total[outcome]++;
  }

  refuse(line: number, reason: string, table?: string): void {
    if (this.#refusals.length < MOST_REFUSALS) this.#refusals.push({ line, reason });
    if (table === undefined) this.#total.refused++;
    else this.count(table, 'refused');
  }

  countUnknownTable(name: string): void {
    countName(this.#unknownTables, name);
  }

  countUnknownColumn(table: string, column: string): void {
    countName(this.#unknownColumns, `${table}.${column}`);
  }

  report(dryRun: boolean): ImportReport {
    return {
      lines: this.lines,
      rows: this.rows,
      ...this.#total,
      tables: Object.fromEntries(this.#tables),
      unknownTables: Object.fromEntries(this.#unknownTables),
      unknownColumns: Object.fromEntries(this.#unknownColumns),
      refusals: this.#refusals,
      end: this.end,
      dryRun,
    };
  }
}

function noCounts(): Record<Outcome, number> {
  return { new: 0, merged: 0, known: 0, forgotten: 0, refused: 0 };
}

/** A file can name as many as it has lines: those beyond the first count under one name. */
function countName(counts: Map<string, number>, name: string): void {
  const clean = redactText(name);
  const short = clean.length > 100 ? `${clean.slice(0, 100)}…` : clean;
  const key = counts.has(short) || counts.size < MOST_NAMES ? short : '…';
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
