// Each store against the same work on plain objects, and against the loop that one writes by hand
// around better-sqlite3: prepared statements, immediate transactions, the same pragmas and redaction.
import { redactJson, redactText } from '../../packages/core/dist/index.js';
import {
  AuditLogger,
  CounterStore,
  ExecutionTracker,
  HookExecutionLog,
  readSessionHistory,
  SessionStore,
  SpoorDatabase,
  ToolCallStore,
} from '../../packages/storage/dist/index.js';
import { median } from '../measure.mjs';
import { fill } from './fill.mjs';
import { Database, temporaryFolder } from './support.mjs';

/** Prints the ratios of every store. */
export function benchStores(rounds) {
  withStore('stores', { events: 20_000, sessions: 40 }, (db, byHand) => {
    for (const make of CASES) report(make(db, byHand), rounds);
  });
}

/** Prints what each store's calls cost with more and more rows. */
export function benchGrowth(sizes, rounds) {
  const columns = sizes.map((events) =>
    withStore(`rows-${events}`, { events, sessions: Math.max(5, events / 200) }, (db, byHand) =>
      CASES.map((make) => {
        const { name, times, store } = make(db, byHand);
        return { name, us: (compare({ store }, times, rounds).store / times) * 1_000 };
      }),
    ),
  );
  for (const [i, { name, us: first }] of columns[0].entries()) {
    const each = columns.map((column, n) => `${sizes[n]} events ${column[i].us.toFixed(1)} µs`);
    const last = columns.at(-1)[i].us;
    console.log(`growth, ${name}: ${(last / first).toFixed(2)} times (${each.join(', ')})`);
  }
}

/** Without waits for the disk: they would hide what the code costs. */
function withStore(name, rows, use) {
  const path = `${temporaryFolder(name)}/spoor.db`;
  const db = new SpoorDatabase({ path });
  db.getDb().pragma('synchronous=OFF');
  fill(db, rows);
  const byHand = new Database(path);
  byHand.exec('PRAGMA synchronous=OFF; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON');
  try {
    return use(db, byHand);
  } finally {
    byHand.close();
    db.close();
  }
}

function report({ name, times, memory, byHand, store }, rounds) {
  const all = compare({ memory, byHand, store }, times, rounds);
  const each = (variant) => `${((all[variant] / times) * 1_000).toFixed(1)} µs`;
  console.log(
    `store, ${name}: ${(all.store / all.byHand).toFixed(2)} of a loop by hand, ` +
      `${(all.store / all.memory).toFixed(0)} of plain objects ` +
      `(medians of ${rounds}: ${each('memory')}, ${each('byHand')}, ${each('store')})`,
  );
}

/** Milliseconds for so many calls of each, in turn; one round doesn't count. */
function compare(variants, times, rounds) {
  const measured = new Map(Object.keys(variants).map((name) => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    for (const [name, run] of Object.entries(variants)) {
      const start = performance.now();
      for (let i = 0; i < times; i++) run(round * times + i);
      if (round > 0) measured.get(name).push(performance.now() - start);
    }
  }
  return Object.fromEntries([...measured].map(([name, all]) => [name, median(all)]));
}

const now = () => new Date().toISOString();

const CASES = [
  (db, byHand) => {
    const counters = new CounterStore(db);
    const plain = new Map();
    const increment = byHand.prepare(
      `INSERT INTO counters (scope, name, value, updated_at) VALUES (?, ?, 1, ?)
       ON CONFLICT (scope, name)
       DO UPDATE SET value = value + 1, updated_at = excluded.updated_at RETURNING value`,
    );
    const write = byHand.transaction((...args) => increment.get(...args).value).immediate;
    return {
      name: 'raise a counter',
      times: 2_000,
      memory: () => plain.set('x', (plain.get('x') ?? 0) + 1),
      byHand: () => write('by-hand', 'x', now()),
      store: () => counters.increment('store', 'x'),
    };
  },
  (db, byHand) => {
    const counters = new CounterStore(db);
    const plain = new Map([['x', 1]]);
    const get = byHand.prepare('SELECT value FROM counters WHERE scope = ? AND name = ?');
    return {
      name: 'read a counter',
      times: 10_000,
      memory: () => plain.get('x') ?? 0,
      byHand: () => get.get('store', 'x')?.value ?? 0,
      store: () => counters.get('store', 'x'),
    };
  },
  (db, byHand) => {
    const logger = new AuditLogger(db);
    const plain = [];
    const entry = (i) => ({
      action: 'file.edit',
      category: 'file',
      projectId: '/work/by-hand',
      sessionId: 'by-hand',
      agent: 'main',
      details: { file: `/work/src/module-${i}.ts`, lines: 12 },
    });
    const insert = byHand.prepare(
      `INSERT INTO audit_logs (id, timestamp, project_id, session_id, agent, action, category, details)
       VALUES (@id, @timestamp, @projectId, @sessionId, @agent, @action, @category, @details)`,
    );
    const write = byHand.transaction((given) => {
      const id = crypto.randomUUID();
      const details = JSON.stringify(redactJson(given.details));
      insert.run({ ...given, id, timestamp: now(), action: redactText(given.action), details });
      return id;
    }).immediate;
    return {
      name: 'write an audit entry',
      times: 1_000,
      memory: (i) => plain.push({ ...entry(i), id: crypto.randomUUID(), timestamp: now() }),
      byHand: (i) => write(entry(i)),
      store: (i) => logger.log(entry(i)),
    };
  },
  (db, byHand) => {
    const logger = new AuditLogger(db);
    const query = { projectId: '/work/project-1', category: 'file', limit: 50 };
    const plain = logger.query({ projectId: query.projectId, limit: 5_000 });
    const select = byHand.prepare(
      `SELECT id, timestamp, project_id AS projectId, task_id AS taskId, session_id AS sessionId,
         agent, action, category, details, user_id AS userId, ip_address AS ipAddress
       FROM audit_logs WHERE project_id = @projectId AND category = @category
       ORDER BY timestamp DESC, id DESC LIMIT @limit`,
    );
    return {
      name: 'read a page of 50 audit entries',
      times: 100,
      memory: () => plain.filter((entry) => entry.category === query.category).slice(0, 50),
      byHand: () => select.all(query).map((row) => ({ ...row, details: JSON.parse(row.details) })),
      store: () => logger.query(query),
    };
  },
  (db, byHand) => {
    const log = new HookExecutionLog(db);
    const plain = new Map();
    const row = (i) => ({
      id: `bench-${i}-${Math.random()}`,
      sessionId: 'bench',
      hookType: 'PreToolUse',
      promptId: null,
      toolUseId: `t${i}`,
      toolName: 'Bash',
      agentId: null,
      agentType: null,
      agentTranscriptPath: null,
      cwd: '/work',
      status: 'success',
      errorMessage: null,
      payloadJson: '{"tool_input":{"command":"ls"}}',
      createdAt: now(),
    });
    const insert = byHand.prepare(
      `INSERT INTO hook_executions (id, session_id, hook_type, prompt_id, tool_use_id, tool_name,
         agent_id, agent_type, agent_transcript_path, cwd, status, error_message, payload_json,
         created_at)
       VALUES (@id, @sessionId, @hookType, @promptId, @toolUseId, @toolName, @agentId, @agentType,
         @agentTranscriptPath, @cwd, @status, @errorMessage, @payloadJson, @createdAt)
       ON CONFLICT (id) DO NOTHING`,
    );
    const write = byHand.transaction((given) => insert.run(given).changes === 1).immediate;
    return {
      name: 'append a hook event',
      times: 1_000,
      memory: (i) => plain.set(`${i}`, row(i)),
      byHand: (i) => write(row(i)),
      store: (i) => db.transaction(() => log.append(row(i))),
    };
  },
  (db, byHand) => {
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
  (db, byHand) => {
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
  (db, byHand) => {
    const tracker = new ExecutionTracker(db);
    const projectId = '/work/project-1';
    const plain = tracker.getRecentTraces(projectId, 1_000);
    const select = byHand.prepare(
      `SELECT id, project_id AS projectId, task_id AS taskId, prompt, started_at AS startedAt,
         completed_at AS completedAt, success, duration_ms AS durationMs
       FROM execution_traces WHERE project_id = ? ORDER BY started_at DESC, id DESC LIMIT 20`,
    );
    return {
      name: "read a project's 20 newest turns",
      times: 300,
      memory: () => plain.slice(0, 20).map((trace) => ({ ...trace })),
      byHand: () =>
        select
          .all(projectId)
          .map((row) => ({ ...row, success: row.success === null ? null : row.success === 1 })),
      store: () => tracker.getRecentTraces(projectId),
    };
  },
  (db, byHand) => {
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
