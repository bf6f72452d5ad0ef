import type { IsoTime } from '@spoor/core';
import type { SpoorDatabase } from '../database/spoor-database.js';

/** Texts of a kind that a session has, and what takes them away. `@id` is the session's. */
interface SessionText {
  readonly find: string;
  readonly clear: readonly string[];
}

const TURNS = 'SELECT id FROM execution_traces WHERE task_id = @id';

/** Calls that are still open are told from their facts when they end. */
const CALLS = `session_id = @id AND status NOT IN ('running', 'cancelled')
  AND (summary IS NOT NULL OR error IS NOT NULL)`;

const RUNS = `session_id = @id AND outcome IS NOT NULL
  AND coalesce(task_fragment, output_summary, error) IS NOT NULL`;

const AUDIT = `session_id = @id AND details <> '{}'`;

const TEXTS: readonly SessionText[] = [
  {
    find: `SELECT count(*) AS rows, sum(octet_length(payload_json)) AS bytes
      FROM hook_executions WHERE session_id = @id AND payload_json IS NOT NULL`,
    clear: [
      'UPDATE hook_executions SET payload_json = NULL WHERE session_id = @id AND payload_json IS NOT NULL',
    ],
  },
  {
    find: `SELECT count(*) AS rows,
        sum(coalesce(octet_length(content), 0) + coalesce(octet_length(tool_uses), 0)) AS bytes
      FROM messages WHERE session_id = @id AND coalesce(content, tool_uses) IS NOT NULL`,
    clear: [
      `UPDATE messages SET content = NULL, tool_uses = NULL
       WHERE session_id = @id AND coalesce(content, tool_uses) IS NOT NULL`,
    ],
  },
  {
    find: `SELECT count(*) AS rows, sum(octet_length(prompt)) AS bytes
      FROM execution_traces WHERE task_id = @id AND prompt IS NOT NULL`,
    clear: [
      'UPDATE execution_traces SET prompt = NULL WHERE task_id = @id',
      `DELETE FROM turn_prompts WHERE trace_id IN (${TURNS})`,
    ],
  },
  {
    find: `SELECT count(*) AS rows,
        sum(coalesce(octet_length(summary), 0) + coalesce(octet_length(error), 0)) AS bytes
      FROM tool_calls WHERE ${CALLS}`,
    clear: [`UPDATE tool_calls SET summary = NULL, error = NULL, facts = '{}' WHERE ${CALLS}`],
  },
  {
    find: `SELECT count(*) AS rows, sum(coalesce(octet_length(task_fragment), 0)
        + coalesce(octet_length(output_summary), 0) + coalesce(octet_length(error), 0)) AS bytes
      FROM agent_invocations WHERE ${RUNS}`,
    clear: [
      `UPDATE agent_invocations
       SET task_fragment = NULL, output_summary = NULL, error = NULL, facts = '{}' WHERE ${RUNS}`,
    ],
  },
  {
    find: `SELECT count(*) AS rows, sum(octet_length(data)) AS bytes
      FROM checkpoints WHERE task_id = @id AND data <> '{}'`,
    clear: [`UPDATE checkpoints SET data = '{}' WHERE task_id = @id`],
  },
  {
    find: `SELECT count(*) AS rows, sum(octet_length(details)) AS bytes
      FROM audit_logs WHERE ${AUDIT}`,
    // Triggers keep the full-text index in step.
    clear: [`UPDATE audit_logs SET details = '{}' WHERE ${AUDIT}`],
  },
];

/** Sessions that were last active before a time, in the order of that time. */
export function listQuietSessions(db: SpoorDatabase, before: IsoTime): string[] {
  return db
    .prepare<[IsoTime], { id: string }>(
      'SELECT id FROM sessions WHERE last_activity_at < ? ORDER BY last_activity_at, id',
    )
    .all(before)
    .map(({ id }) => id);
}

/** How many rows of a session have text, and how much. */
export function measureSessionTexts(
  db: SpoorDatabase,
  id: string,
): { rows: number; bytes: number } {
  const total = { rows: 0, bytes: 0 };
  for (const { find } of TEXTS) {
    const found = db.prepare<object, { rows: number; bytes: number | null }>(find).get({ id });
    total.rows += found?.rows ?? 0;
    total.bytes += found?.bytes ?? 0;
  }
  return total;
}

/** Takes some rows' text away that a full-text index may hold. @returns whether there is more. */
export type ClearSome = () => boolean;

/** A hook waits no longer for the lock, ms. */
const STEP_MS = 25;

/**
 * Goes through the texts of a session that full-text indexes may hold: words are taken out of them
 * one by one, which takes milliseconds a row. Each call is for a transaction of its own.
 */
export function clearingOfIndexed(db: SpoorDatabase, id: string): ClearSome {
  const rows = (sql: string) =>
    db
      .prepare<object, { seq: number }>(sql)
      .all({ id })
      .map(({ seq }) => seq);
  const waiting = [
    ...rows(`SELECT seq FROM messages WHERE session_id = @id AND content IS NOT NULL`).map(
      (seq) => ['UPDATE messages SET content = NULL WHERE seq = ?', seq] as const,
    ),
    ...rows(`SELECT seq FROM tool_calls WHERE ${CALLS}`).map(
      (seq) =>
        [
          `UPDATE tool_calls SET summary = NULL, error = NULL, facts = '{}' WHERE seq = ?`,
          seq,
        ] as const,
    ),
  ];
  let next = 0;
  return () => {
    const end = performance.now() + STEP_MS;
    do {
      const [sql, seq] = waiting[next++] ?? [];
      if (sql === undefined || seq === undefined) return false;
      db.prepare<[number]>(sql).run(seq);
    } while (performance.now() < end);
    return next < waiting.length;
  };
}

/** Takes all text of a session away: payloads, prompts, messages, summaries, details. */
export function clearSessionTexts(db: SpoorDatabase, id: string): void {
  db.transaction(() => {
    for (const { clear } of TEXTS) for (const sql of clear) db.prepare<object>(sql).run({ id });
  });
}
