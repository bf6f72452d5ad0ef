import type { IsoTime } from '@spoor/core';
import type { SpoorDatabase } from '../database/spoor-database.js';

/** A project that sessions were in. */
export interface ProjectSummary {
  readonly projectId: string;
  readonly sessions: number;
  readonly lastActivityAt: IsoTime;
}

/** The projects that sessions were in, the last active first; read from an index alone. */
export function listProjects(db: SpoorDatabase, { limit = 500 } = {}): ProjectSummary[] {
  return db
    .prepare<[number], ProjectSummary>(
      `SELECT project_id AS projectId, count(*) AS sessions, max(last_activity_at) AS lastActivityAt
       FROM sessions WHERE project_id IS NOT NULL
       GROUP BY project_id ORDER BY 3 DESC, 1 LIMIT ?`,
    )
    .all(limit);
}
