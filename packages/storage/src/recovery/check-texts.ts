import { isUtf8 } from 'node:buffer';
import type { Handle } from '../database/handle.js';
import type { Problem } from './problem.js';
import { readTableShapes, type TableShape } from './table-shapes.js';

/** A text may end in some zeros; the rest of a page that was lost is more of them. */
const ZEROS = Buffer.alloc(64);

/**
 * Looks at every text: SQLite has no checksums, and its own check follows the structure of the pages
 * but doesn't look at what the rows hold.
 */
export function findTextProblems(handle: Handle): Problem[] {
  return readTableShapes(handle).flatMap((table) => {
    const { broken, doubtful } = countBroken(handle, table);
    const { name } = table;
    const problems: Problem[] = [];
    if (broken > 0) {
      problems.push({
        kind: 'row',
        table: name,
        message: `${broken} rows of ${name} hold broken text`,
      });
    }
    if (doubtful > 0) {
      const message = `${doubtful} rows of ${name} end in zeros, as after a page that was lost`;
      problems.push({ kind: 'doubt', table: name, message });
    }
    return problems;
  });
}

function countBroken(handle: Handle, table: TableShape): { broken: number; doubtful: number } {
  const { columns, name } = table;
  const texts = columns.map(
    (column) => `iif(typeof(${column}) = 'text', CAST(${column} AS BLOB), NULL)`,
  );
  const statement = handle
    .prepare<[], (Buffer | null)[]>(`SELECT ${texts.join(', ')} FROM ${name}`)
    .raw();
  let broken = 0;
  let doubtful = 0;
  for (const row of statement.iterate()) {
    const values = row.filter((value) => value !== null);
    if (values.some((value) => !isUtf8(value))) broken++;
    else if (values.some(endsInZeros)) doubtful++;
  }
  return { broken, doubtful };
}

function endsInZeros(value: Buffer): boolean {
  return value.length >= ZEROS.length && value.subarray(-ZEROS.length).equals(ZEROS);
}
