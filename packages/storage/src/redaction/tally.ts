/** How many secrets of a kind a column of a table, or a kind of file, holds. */
export interface FoundSecrets {
  readonly table: string;
  readonly column: string;
  /** The rule's name. */
  readonly kind: string;
  readonly values: number;
}

/** Counts what is found, and keeps nothing of it. */
export class Tally {
  readonly #counts = new Map<
    string,
    { table: string; column: string; kind: string; values: number }
  >();

  /** Counts kinds found in a column. */
  add(table: string, column: string, kinds: readonly string[]): void {
    for (const kind of kinds) {
      const key = JSON.stringify([table, column, kind]);
      const found = this.#counts.get(key) ?? { table, column, kind, values: 0 };
      found.values++;
      this.#counts.set(key, found);
    }
  }

  /** How many values that are. */
  total(): number {
    return this.found().reduce((sum, { values }) => sum + values, 0);
  }

  /** All that was found, by table, column and kind. */
  found(): FoundSecrets[] {
    return [...this.#counts.entries()]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, found]) => found);
  }
}
