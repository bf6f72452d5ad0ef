import type { SpoorDatabase } from '../database/spoor-database.js';
import type { AuditCategory } from './audit-entry.js';
import { type AuditFilter, isNarrow } from './audit-filter.js';

/** Project, category, agent and action of an entry, as the index holds them. */
export const KIND = 'json_array(project_id, category, agent, action)';

/** A kind of entry: there are few of them, whatever the number of entries. */
export interface AuditKind {
  /** As in the index. */
  readonly key: string;
  readonly projectId: string | null;
  readonly category: AuditCategory;
  readonly agent: string | null;
  readonly action: string;
}

/** More kinds than this are not worth their look-ups. */
const MOST_KINDS = 2_000;

/**
 * The kinds of entries that a filter lets through: one seek in the index for each kind of the given
 * project and category. Null where the filter is better served by another index, or there are too
 * many kinds.
 */
export function kindsOf(db: SpoorDatabase, filter: AuditFilter): AuditKind[] | null {
  if (isNarrow(filter) || filter.text?.trim()) return null;
  const next = db.prepare<[string, string], { key: string | null }>(
    `SELECT min(${KIND}) AS key FROM audit_logs WHERE ${KIND} > ? AND ${KIND} < ?`,
  );
  const first = prefixOf(db, filter);
  const last = `${first}~`;
  const kinds: AuditKind[] = [];
  let key = next.get(first, last)?.key ?? null;
  for (let count = 0; key !== null; count++) {
    if (count === MOST_KINDS) return null;
    const kind = parseKind(key);
    if (lets(filter, kind)) kinds.push(kind);
    key = next.get(key, last)?.key ?? null;
  }
  return kinds;
}

/** What every key of the given project, and of the category there, begins with; then `"` or `null`. */
function prefixOf(db: SpoorDatabase, { projectId, category }: AuditFilter): string {
  if (projectId === undefined) return '[';
  const given = category === undefined ? [projectId] : [projectId, category];
  const list = db
    .prepare<string[], string>(`SELECT json_array(${given.map(() => '?').join(', ')})`)
    .pluck()
    .get(...given);
  return `${list?.slice(0, -1)},`;
}

function parseKind(key: string): AuditKind {
  const [projectId, category, agent, action] = JSON.parse(key) as [
    string | null,
    AuditCategory,
    string | null,
    string,
  ];
  return { key, projectId, category, agent, action };
}

function lets(filter: AuditFilter, kind: AuditKind): boolean {
  if (filter.withoutActions?.includes(kind.action) === true) return false;
  return (['projectId', 'category', 'agent', 'action'] as const).every(
    (name) => filter[name] === undefined || filter[name] === kind[name],
  );
}
