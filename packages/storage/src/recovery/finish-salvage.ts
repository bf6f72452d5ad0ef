import type { Handle } from '../database/handle.js';
import { StorageError } from '../errors.js';
import { putAside } from './salvage-target.js';

/**
 * Makes a salvaged database whole: evidence without its lesson is put aside, the lessons' full-text
 * index is made anew (the others are fed from their beginning, as ever in small steps), and all of it
 * is checked.
 * @throws StorageError `CORRUPT` when it fails SQLite's check; it must not be used then.
 */
export function finishSalvage(handle: Handle, asidePath: string): void {
  handle.transaction(() => {
    const orphans = handle
      .prepare<[], object>(
        'DELETE FROM lesson_evidence WHERE lesson_id NOT IN (SELECT id FROM lessons) RETURNING *',
      )
      .all();
    for (const row of orphans) {
      putAside(asidePath, { table: 'lesson_evidence', reason: 'its lesson is lost', row });
    }
    handle.exec("INSERT INTO lessons_fts (lessons_fts) VALUES ('rebuild')");
  })();
  const found = handle.pragma('integrity_check(1)', { simple: true });
  const orphans = handle.pragma('foreign_key_check') as unknown[];
  if (found === 'ok' && orphans.length === 0) return;
  throw new StorageError('CORRUPT', `the salvaged database is not whole: ${String(found)}`);
}
