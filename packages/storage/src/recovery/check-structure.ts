import type { Handle } from '../database/handle.js';
import { type Problem, problemOf } from './problem.js';
import { readTableShapes } from './table-shapes.js';

/** Messages that are told at most. */
const MOST = 100;

/** SQLite's own check of pages, rows' rules and, when deep, indexes against their tables. */
export function findStructureProblems(handle: Handle, deep: boolean): Problem[] {
  const trees = readTrees(handle);
  const name = deep ? 'integrity_check' : 'quick_check';
  const problems: Problem[] = [];
  try {
    // Row by row: it may end in an error after it has named half of the trouble.
    const rows = handle.prepare<[], string>(`PRAGMA ${name}(${MOST})`).pluck();
    for (const text of rows.iterate()) problems.push(...toProblems(text, trees));
    return problems;
  } catch (error) {
    const unreadable = findUnreadableTables(handle);
    return [...problems, ...(unreadable.length > 0 ? unreadable : [problemOf(error, handle.name)])];
  }
}

interface Tree {
  readonly name: string;
  readonly table: string;
}

/** Tables and indexes by the page at their root, which is how SQLite's messages name them. */
function readTrees(handle: Handle): Map<number, Tree> {
  const rows = handle
    .prepare<[], Tree & { root: number }>(
      'SELECT rootpage AS root, name, tbl_name AS "table" FROM sqlite_schema WHERE rootpage > 0',
    )
    .all();
  return new Map(rows.map((row) => [row.root, row]));
}

function toProblems(text: string, trees: ReadonlyMap<number, Tree>): Problem[] {
  return text
    .split('\n')
    .filter((line) => line !== '' && line !== 'ok' && !line.startsWith('*** in database'))
    .map((line) => {
      const tree = trees.get(Number(/^Tree (\d+) /.exec(line)?.[1]));
      if (tree === undefined) return { kind: kindOf(line), table: tableOf(line), message: line };
      const message = `${tree.name}: ${inWords(line.replace(/^Tree \d+ /, ''))}`;
      return { kind: 'page', table: tree.table, message };
    });
}

function inWords(message: string): string {
  return message.replace(/: btreeInitPage\(\) returns error code \d+$/, ' is damaged');
}

/** Names the tables whose own pages stop a reader. */
function findUnreadableTables(handle: Handle): Problem[] {
  return readTableShapes(handle).flatMap(({ name }) => {
    try {
      handle.prepare(`SELECT count(*) FROM ${name} NOT INDEXED`).get();
      return [];
    } catch (error) {
      const { kind, message } = problemOf(error, handle.name);
      return { kind, table: name, message: `${name} can't be read to its end: ${message}` };
    }
  });
}

/** References to rows that are not there. */
export function findForeignKeyProblems(handle: Handle): Problem[] {
  const rows = handle.pragma('foreign_key_check') as { table: string; parent: string }[];
  const pairs = rows.map(({ table, parent }) => `${table} ${parent}`);
  return [...new Set(pairs)].map((pair) => {
    const [table = '', parent = ''] = pair.split(' ');
    const count = pairs.filter((one) => one === pair).length;
    const message = `${count} rows of ${table} name rows of ${parent} that are not there`;
    return { kind: 'foreign-key', table, message };
  });
}

function kindOf(message: string): Problem['kind'] {
  if (/\b(?:missing from|wrong # of entries in|non-unique entry in) index\b/.test(message)) {
    return 'index';
  }
  if (/ FTS5 table /.test(message)) return 'full-text';
  if (
    /^(?:CHECK constraint failed|NULL value|NUMERIC value|TEXT value|non-\w+ value) in /.test(
      message,
    )
  ) {
    return 'row';
  }
  return 'page';
}

function tableOf(message: string): string | null {
  return / in (?:table )?(?:main\.)?([a-z]\w*)(?:\.\w+)?$/.exec(message)?.[1] ?? null;
}
