import type { Handle } from '../database/handle.js';
import { prepare } from '../database/prepare.js';
import type { SpoorDatabase } from '../database/spoor-database.js';
import { redactName } from './redact-name.js';
import type { TranscriptCursor, TranscriptProblem } from './transcript-cursor.js';

const CURSOR = `path, session_id AS sessionId, agent_id AS agentId, identity, size,
  mtime_ms AS mtimeMs, offset, line, head_hash AS headHash, tail_hash AS tailHash,
  bad_lines AS badLines, updated_at AS updatedAt`;

const PROBLEM = `path, offset, line, length, reason, session_id AS sessionId,
  found_at AS foundAt`;

/** Problems kept of one file: a damaged one has a few, something that is no transcript has millions. */
const KEPT_PROBLEMS = 100;

/** Positions by what is kept of a file's path; asked for by the path itself. */
class CursorsByPath extends Map<string, TranscriptCursor> {
  override get(path: string): TranscriptCursor | undefined {
    return super.get(redactName(path));
  }
}

/**
 * How far files of lines were read, and what in them could not be. A path may hold a token, as any
 * name may: files are known by what is kept of theirs.
 */
export class TranscriptCursors {
  readonly #spoor: SpoorDatabase;
  readonly #db: Handle;

  constructor(db: SpoorDatabase) {
    this.#spoor = db;
    this.#db = db.getDb();
  }

  get(path: string): TranscriptCursor | null {
    const row = prepare<[string], TranscriptCursor>(
      this.#db,
      `SELECT ${CURSOR} FROM transcript_cursors WHERE path = ?`,
    ).get(redactName(path));
    return row ?? null;
  }

  /** All of them by path, with one query: for a look at thousands of files. */
  all(): Map<string, TranscriptCursor> {
    const rows = prepare<[], TranscriptCursor>(
      this.#db,
      `SELECT ${CURSOR} FROM transcript_cursors ORDER BY path`,
    ).all();
    return new CursorsByPath(rows.map((row) => [row.path, row]));
  }

  ofSession(sessionId: string): TranscriptCursor[] {
    return prepare<[string], TranscriptCursor>(
      this.#db,
      `SELECT ${CURSOR} FROM transcript_cursors WHERE session_id = ? ORDER BY path`,
    ).all(sessionId);
  }

  /** Files that the file system called so when they were read: one that was moved is among them. */
  ofIdentity(identity: string): TranscriptCursor[] {
    return prepare<[string], TranscriptCursor>(
      this.#db,
      `SELECT ${CURSOR} FROM transcript_cursors WHERE identity = ? ORDER BY path`,
    ).all(identity);
  }

  /** Writes a file's position, together with what was read up to there. */
  put(cursor: TranscriptCursor): void {
    prepare<TranscriptCursor>(
      this.#db,
      `INSERT INTO transcript_cursors (path, session_id, agent_id, identity, size, mtime_ms, offset,
         line, head_hash, tail_hash, bad_lines, updated_at)
       VALUES (@path, @sessionId, @agentId, @identity, @size, @mtimeMs, @offset, @line, @headHash,
         @tailHash, @badLines, @updatedAt)
       ON CONFLICT (path) DO UPDATE SET
         session_id = excluded.session_id, agent_id = excluded.agent_id,
         identity = excluded.identity, size = excluded.size, mtime_ms = excluded.mtime_ms,
         offset = excluded.offset, line = excluded.line, head_hash = excluded.head_hash,
         tail_hash = excluded.tail_hash, bad_lines = excluded.bad_lines,
         updated_at = excluded.updated_at`,
    ).run({ ...cursor, path: redactName(cursor.path) });
  }

  /** A file has another path now: its position and its problems go with it. */
  move(from: string, to: string): void {
    const [old, path] = [redactName(from), redactName(to)];
    if (old === path) return;
    this.#spoor.transaction(() => {
      this.remove(path);
      prepare<[string, string]>(
        this.#db,
        'UPDATE transcript_cursors SET path = ? WHERE path = ?',
      ).run(path, old);
      prepare<[string, string]>(
        this.#db,
        'UPDATE transcript_problems SET path = ? WHERE path = ?',
      ).run(path, old);
    });
  }

  /** Forgets a file. @returns whether it was known. */
  remove(path: string): boolean {
    return this.#spoor.transaction(() => {
      this.clearProblems(path);
      const { changes } = prepare<[string]>(
        this.#db,
        'DELETE FROM transcript_cursors WHERE path = ?',
      ).run(redactName(path));
      return changes === 1;
    });
  }

  /** Keeps a problem, noted once however often it is read; of one file the first hundred. */
  noteProblem(problem: TranscriptProblem): void {
    prepare<TranscriptProblem & { kept: number }>(
      this.#db,
      `INSERT INTO transcript_problems (path, offset, line, length, reason, session_id, found_at)
       SELECT @path, @offset, @line, @length, @reason, @sessionId, @foundAt
       WHERE (SELECT count(*) FROM transcript_problems WHERE path = @path) < @kept
       ON CONFLICT (path, offset) DO NOTHING`,
    ).run({ ...problem, path: redactName(problem.path), kept: KEPT_PROBLEMS });
  }

  /** Problems of a session's files, its subagents' among them, as they stand in them. */
  problemsOf(sessionId: string): TranscriptProblem[] {
    return prepare<[string], TranscriptProblem>(
      this.#db,
      `SELECT ${PROBLEM} FROM transcript_problems WHERE session_id = ? ORDER BY path, offset`,
    ).all(sessionId);
  }

  /** A file is read anew: what was wrong with it is found again. */
  clearProblems(path: string): void {
    prepare<[string]>(this.#db, 'DELETE FROM transcript_problems WHERE path = ?').run(
      redactName(path),
    );
  }
}
