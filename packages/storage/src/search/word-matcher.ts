import BetterSqlite3 from 'better-sqlite3';
import type { Handle } from '../database/handle.js';

/** Finds words in texts that are in no index, by the rules of the index. */
export interface WordMatcher {
  /** @returns the places of those texts that fit. */
  matching(texts: readonly (readonly (string | null)[])[]): number[];
  close(): void;
}

/**
 * Makes an index in memory, on first need; each search fills it with a few texts.
 * @param match FTS5 expression.
 */
export function createWordMatcher(columns: readonly string[], match: string): WordMatcher {
  let memory: Handle | null = null;
  return {
    matching: (texts) => {
      memory ??= makeIndex(columns);
      return search(memory, columns, texts, match);
    },
    close: () => memory?.close(),
  };
}

function makeIndex(columns: readonly string[]): Handle {
  const memory = new BetterSqlite3(':memory:');
  memory.exec(`CREATE VIRTUAL TABLE texts USING fts5 (${columns.join(', ')}, content='')`);
  return memory;
}

function search(
  memory: Handle,
  columns: readonly string[],
  texts: readonly (readonly (string | null)[])[],
  match: string,
): number[] {
  const insert = memory.prepare<unknown[]>(
    `INSERT INTO texts (rowid, ${columns.join(', ')}) VALUES (?, ${columns.map(() => '?').join(', ')})`,
  );
  memory.exec("BEGIN; INSERT INTO texts (texts) VALUES ('delete-all')");
  for (const [place, values] of texts.entries()) insert.run(place + 1, ...values);
  memory.exec('COMMIT');
  const found = memory.prepare<[string], { place: number }>(
    'SELECT rowid AS place FROM texts WHERE texts MATCH ?',
  );
  return found.all(match).map(({ place }) => place - 1);
}
