/** Whose work it is. */
export const store = 'SessionStore';

/** The work, three times; see `stores.mjs`. */
export const cases = [
  (db, byHand, { SessionStore }) => {
    const sessions = new SessionStore(db);
    const plain = sessions.list({ limit: 1_000 });
    const select = byHand.prepare(
      `SELECT id, client, name, title, user_renamed AS userRenamed, status,
         project_id AS projectId, working_directory AS workingDirectory, git_branch AS gitBranch,
         source, model, client_version AS clientVersion, transcript_path AS transcriptPath,
         started_at AS startedAt, last_activity_at AS lastActivityAt, ended_at AS endedAt,
         end_reason AS endReason, duration_ms AS durationMs
       FROM sessions ORDER BY last_activity_at DESC, id DESC LIMIT ?`,
    );
    return {
      name: 'list 20 sessions',
      times: 300,
      memory: () => plain.slice(0, 20).map((session) => ({ ...session })),
      byHand: () => select.all(20).map((row) => ({ ...row, userRenamed: row.userRenamed === 1 })),
      store: () => sessions.list({ limit: 20 }),
    };
  },
  (db, byHand, { SessionStore, ToolCallStore }) => {
    const calls = new ToolCallStore(db);
    const { id } = new SessionStore(db).list({ limit: 1 })[0];
    const plain = new Map([[id, calls.ofSession(id)]]);
    const select = byHand.prepare(
      `SELECT session_id AS sessionId, tool_use_id AS toolUseId, trace_id AS traceId,
         agent_id AS agentId, tool_name AS toolName, summary, file_path AS filePath, status,
         started_at AS startedAt, completed_at AS completedAt, duration_ms AS durationMs, error
       FROM tool_calls WHERE session_id = ? ORDER BY started_at, tool_use_id`,
    );
    return {
      name: "read a session's tool calls",
      times: 50,
      memory: () => plain.get(id).map((call) => ({ ...call })),
      byHand: () => select.all(id),
      store: () => calls.ofSession(id),
    };
  },
  (db, byHand, { readSessionHistory, SessionStore }) => {
    const { id } = new SessionStore(db).list({ limit: 1 })[0];
    const history = readSessionHistory(db, id);
    const plain = new Map([[id, history]]);
    const all = [
      'SELECT * FROM sessions WHERE id = ?',
      'SELECT * FROM execution_traces WHERE task_id = ? ORDER BY started_at, id',
      'SELECT * FROM tool_calls WHERE session_id = ? ORDER BY started_at, tool_use_id',
      'SELECT * FROM agent_invocations WHERE session_id = ? ORDER BY started_at, id',
    ].map((sql) => byHand.prepare(sql));
    const read = byHand.transaction((given) => all.map((statement) => statement.all(given)));
    return {
      name: 'read a session whole',
      times: 30,
      memory: () => structuredClone(plain.get(id)),
      byHand: () => read(id),
      store: () => readSessionHistory(db, id),
    };
  },
];
