import type { Handle } from '../database/handle.js';
import { sqliteCode } from '../errors.js';
import type { OpenForCheck } from './open-for-check.js';
import type { Problem } from './problem.js';

/**
 * Compares the lessons' full-text index with the lessons, by FTS5's own check. It is an INSERT that
 * writes nothing, so it needs a connection that could.
 */
export function findLessonTextProblems(path: string, open: OpenForCheck): Problem[] {
  const handle = open(path, 'write');
  try {
    if (!hasTable(handle, 'lessons_fts')) return [];
    handle
      .prepare("INSERT INTO lessons_fts (lessons_fts, rank) VALUES ('integrity-check', 1)")
      .run();
    return [];
  } catch (error) {
    const code = sqliteCode(error);
    if (code === 'READONLY') return [];
    if (code !== 'CORRUPT') throw error;
    const message = 'the full-text index does not fit the lessons';
    return [{ kind: 'full-text', table: 'lessons_fts', message }];
  } finally {
    handle.close();
  }
}

/**
 * Compares which entries of the audit log the full-text index holds with those it should: all up to
 * the point that it has been fed to.
 */
export function findAuditTextProblems(handle: Handle): Problem[] {
  if (!hasTable(handle, 'audit_fts')) return [];
  const { missing, extra } = handle
    .prepare<[], { missing: number; extra: number }>(
      `WITH fed AS (SELECT coalesce((SELECT seq FROM search_cursors WHERE name = 'audit'), 0) AS seq)
       SELECT
         (SELECT count(*) FROM audit_logs a, fed WHERE a.seq <= fed.seq
            AND NOT EXISTS (SELECT 1 FROM audit_fts_docsize d WHERE d.id = a.seq)) AS missing,
         (SELECT count(*) FROM audit_fts_docsize d, fed WHERE d.id > fed.seq
            OR NOT EXISTS (SELECT 1 FROM audit_logs a WHERE a.seq = d.id)) AS extra`,
    )
    .get() ?? { missing: 0, extra: 0 };
  if (missing + extra === 0) return [];
  const message = `the full-text index of the audit log lacks ${missing} entries and has ${extra} too many`;
  return [{ kind: 'full-text', table: 'audit_fts', message }];
}

function hasTable(handle: Handle, name: string): boolean {
  return handle.prepare('SELECT 1 FROM sqlite_schema WHERE name = ?').get(name) !== undefined;
}
