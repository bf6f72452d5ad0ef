import type { IsoTime } from '@spoor/core';
import { prepare } from '../database/prepare.js';
import type { SpoorDatabase } from '../database/spoor-database.js';

/** Whose activity, and when. */
export interface ActivityChoice {
  readonly ids: readonly string[];
  /** Where the first stretch begins. */
  readonly from: IsoTime;
  /** How long a stretch is, in seconds. */
  readonly stretchSeconds: number;
  /** How many there are. */
  readonly stretches: number;
}

/**
 * How much went on in sessions, stretch by stretch: calls and turns that began then. Sessions in
 * which nothing did are missing.
 */
export function readSessionActivity(
  db: SpoorDatabase,
  { ids, from, stretchSeconds, stretches }: ActivityChoice,
): Readonly<Record<string, readonly number[]>> {
  const rows = prepare<[object], { id: string; stretch: number; count: number }>(
    db.getDb(),
    `WITH page AS (SELECT value AS id FROM json_each(@ids)),
     begun AS (
       SELECT page.id, started_at FROM page JOIN tool_calls ON session_id = page.id
         AND started_at >= @from
       UNION ALL
       SELECT page.id, started_at FROM page JOIN execution_traces ON task_id = page.id
         AND started_at >= @from)
     SELECT id, count(*) AS count,
       CAST((unixepoch(started_at) - unixepoch(@from)) / @stretchSeconds AS INTEGER) AS stretch
     FROM begun GROUP BY id, stretch`,
  ).all({ ids: JSON.stringify(ids), from, stretchSeconds });
  const activity = new Map<string, number[]>();
  for (const { id, stretch, count } of rows) {
    // A clock that was wrong puts calls behind the last stretch.
    if (!Number.isInteger(stretch) || stretch >= stretches) continue;
    const counts = activity.get(id) ?? Array.from({ length: stretches }, () => 0);
    counts[stretch] = count;
    activity.set(id, counts);
  }
  return Object.fromEntries(activity);
}
