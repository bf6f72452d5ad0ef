import { type IsoTime, isoTime, safeJson } from '@spoor/core';
import type { SpoorDatabase } from '../database/spoor-database.js';
import { crypto } from '../lazy-builtins.js';
import { breathe, type LongWork, stopIfAsked } from '../maintenance/long-work.js';
import { SCHEMA_VERSION } from '../migrations/index.js';
import { type PortableColumn, portableColumns } from './columns.js';
import { EXPORT_VERSION, type ExportEnd, type ExportHeader } from './format.js';
import type { PortableRow } from './merge.js';
import { ownersIn, type Place, pagesOf } from './pages.js';
import { openSnapshot, type Snapshot } from './snapshot.js';
import { PORTABLE_TABLES, type PortableTable } from './tables.js';

/** What to export; without a choice of sessions, everything. */
export interface ExportOptions extends LongWork {
  /** These sessions, with all that belongs to them. */
  readonly sessionIds?: readonly string[];
  /** Sessions of this project. */
  readonly projectId?: string;
  /** Sessions that were active at this time or later. */
  readonly since?: IsoTime;
}

/** What an export holds. */
export interface ExportReport {
  readonly sessions: number;
  readonly rows: number;
  readonly tables: Readonly<Record<string, number>>;
}

/**
 * Writes what users have in a database as JSON Lines: a header, one row a line, and an end with
 * counts and a checksum. Some sessions only: those and what belongs to them, without lessons,
 * settings and other projects' states.
 *
 * It needs the memory of one page, and no read transaction longer than a second: the rows of one
 * session (or task) are of one moment, unless reading them takes longer than that; another session's
 * may be of a later one. An event never stands in it without the rows that follow from it being at
 * least as new.
 * @returns chunks of text, of whole lines; the generator's result says what they held.
 * @throws StorageError `CANCELLED` when it is stopped: what was written until then has no end.
 */
export async function* exportRows(
  db: SpoorDatabase,
  options: ExportOptions = {},
): AsyncGenerator<string, ExportReport> {
  const snapshot = openSnapshot(db);
  try {
    const hash = crypto().createHash('sha256');
    snapshot.renew();
    const sessions = countSessions(snapshot.db, options);
    const head = `${safeJson(headerOf(sessions))}\n`;
    hash.update(head);
    yield head;
    const tables: Record<string, number> = {};
    let rows = 0;
    for (const { table, page } of allPages(snapshot, options)) {
      if (page.length > 0) {
        const text = page.map((row) => `${safeJson({ table, row })}\n`).join('');
        hash.update(text);
        rows += page.length;
        tables[table] = (tables[table] ?? 0) + page.length;
        yield text;
        options.onProgress?.({ done: rows, total: null, unit: 'rows' });
      }
      await breathe();
      stopIfAsked(options);
      snapshot.renewIfOld();
    }
    const end: ExportEnd = { spoor: 'end', rows, tables, sha256: hash.digest('hex') };
    yield `${safeJson(end)}\n`;
    return { sessions, rows, tables };
  } finally {
    snapshot.close();
  }
}

function headerOf(sessions: number): ExportHeader {
  return {
    spoor: 'export',
    version: EXPORT_VERSION,
    schema: SCHEMA_VERSION,
    exportedAt: isoTime(Date.now()),
    sessions,
  };
}

/** A page, or an empty one where a long search may pause. */
interface Page {
  readonly table: string;
  readonly page: readonly PortableRow[];
}

type ColumnsOf = (table: PortableTable) => readonly PortableColumn[];

function* allPages(snapshot: Snapshot, options: ExportOptions): Generator<Page> {
  const cache = new Map(
    PORTABLE_TABLES.map((table) => [table, portableColumns(snapshot.db, table.name)]),
  );
  const columnsOf: ColumnsOf = (table) => cache.get(table) ?? [];
  for (const id of chosenSessions(snapshot.db, options)) {
    snapshot.renew();
    const { views } = snapshot;
    for (const table of PORTABLE_TABLES) {
      for (const tie of table.ties) yield* pages(snapshot.db, table, columnsOf, tie, id);
    }
    // What was read of later moments may tell more than the session's row did.
    if (snapshot.views !== views) yield* pagesOfSession(snapshot.db, columnsOf, id);
  }
  if (isChoice(options)) return;
  snapshot.renew();
  for (const table of PORTABLE_TABLES) {
    yield* pagesOfTasks(snapshot.db, table, columnsOf);
    if (table.loose !== undefined) {
      yield* pages(snapshot.db, table, columnsOf, table.loose, null);
    }
  }
}

/** The row of a session once more; an import merges the two. */
function* pagesOfSession(db: SpoorDatabase, columnsOf: ColumnsOf, id: string): Generator<Page> {
  const table = PORTABLE_TABLES.find(({ name }) => name === 'sessions');
  for (const tie of table?.ties ?? []) {
    if (table !== undefined) yield* pages(db, table, columnsOf, tie, id);
  }
}

/** Rows that hang on something else than a session: a task of another orchestrator, a scope. */
function* pagesOfTasks(
  db: SpoorDatabase,
  table: PortableTable,
  columnsOf: ColumnsOf,
): Generator<Page> {
  const isSession = db.prepare<[string], unknown>('SELECT 1 FROM sessions WHERE id = ?');
  for (const tie of table.ties) {
    if (tie.column === undefined || table.name === 'sessions') continue;
    for (const owner of ownersIn(db, table.name, tie.column)) {
      if (isSession.get(owner) !== undefined) {
        yield { table: table.name, page: [] };
        continue;
      }
      yield* pages(db, table, columnsOf, tie, owner);
      if (table.name === 'execution_traces') yield* pagesOfTurns(db, columnsOf, owner);
    }
  }
}

/** What hangs on a task by its turns only. */
function* pagesOfTurns(db: SpoorDatabase, columnsOf: ColumnsOf, owner: string): Generator<Page> {
  for (const table of PORTABLE_TABLES) {
    for (const tie of table.ties) {
      if (tie.column === undefined) yield* pages(db, table, columnsOf, tie, owner);
    }
  }
}

function* pages(
  db: SpoorDatabase,
  table: PortableTable,
  columnsOf: ColumnsOf,
  place: Place,
  owner: string | null,
): Generator<Page> {
  for (const page of pagesOf(db, table, columnsOf(table), place, owner)) {
    yield { table: table.name, page };
  }
}

function isChoice({ sessionIds, projectId, since }: ExportOptions): boolean {
  return sessionIds !== undefined || projectId !== undefined || since !== undefined;
}

const CHOSEN = `(@projectId IS NULL OR project_id = @projectId)
  AND (@since IS NULL OR last_activity_at >= @since)`;

function choiceOf({ projectId, since }: ExportOptions) {
  return { projectId: projectId ?? null, since: since ?? null };
}

function* chosenSessions(db: SpoorDatabase, options: ExportOptions): Generator<string> {
  if (options.sessionIds !== undefined) {
    const one = db.prepare<object, { id: string }>(
      `SELECT id FROM sessions WHERE id = @id AND ${CHOSEN}`,
    );
    for (const id of new Set(options.sessionIds)) {
      if (one.get({ id, ...choiceOf(options) }) !== undefined) yield id;
    }
    return;
  }
  const next = db.prepare<object, { id: string }>(
    `SELECT id FROM sessions WHERE id > @after AND ${CHOSEN} ORDER BY id LIMIT 1`,
  );
  for (let after = ''; ; ) {
    const row = next.get({ after, ...choiceOf(options) });
    if (row === undefined) return;
    yield row.id;
    after = row.id;
  }
}

function countSessions(db: SpoorDatabase, options: ExportOptions): number {
  if (options.sessionIds !== undefined) return [...chosenSessions(db, options)].length;
  const row = db
    .prepare<object, { n: number }>(`SELECT count(*) AS n FROM sessions WHERE ${CHOSEN}`)
    .get(choiceOf(options));
  return row?.n ?? 0;
}
