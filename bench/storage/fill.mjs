// Makes a store with many rows quickly: some sessions through the recorder, the others as copies of
// them, made in SQL with ids and times of their own.
import { isoTime, newEventId } from '../../packages/core/dist/index.js';
import { createRecorder, parseHookEvent } from '../../packages/hooks/dist/index.js';
import { randomNumbers, sessionEvents, words } from './events.mjs';

const START_MS = Date.UTC(2026, 0, 5, 9);
const PROJECTS = 20;
const COPY_EVERY_MS = 20 * 60_000;

/**
 * Fills an empty store.
 * @param events about so many hook events in all, spread evenly over the sessions.
 * @param messages so many transcript messages in all.
 */
export function fill(db, { events, sessions, messages = 0, outputLength = 800 }) {
  const base = Math.min(sessions, 5);
  const calls = Math.max(1, Math.round((events / sessions - 2) / 2.2));
  const handle = db.getDb();
  const usual = handle.pragma('synchronous', { simple: true });
  handle.exec('PRAGMA synchronous=OFF; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-262144');
  const recorder = createRecorder({ db });
  db.transaction(() => {
    for (let i = 0; i < base; i++) recordSession(recorder, i, { calls, outputLength });
    for (let i = 0; i < base; i++) writeMessages(handle, i, Math.round(messages / sessions));
  });
  multiply(db, { copies: Math.ceil(sessions / base) - 1, apartSeconds: COPY_EVERY_MS / 1_000 });
  handle.exec('ANALYZE');
  handle.exec(
    `PRAGMA synchronous=${usual}; PRAGMA cache_size=-2000; PRAGMA wal_checkpoint(TRUNCATE)`,
  );
}

/** A session's name; `base` of them are recorded, the rest are copies. */
export const sessionName = (i) => `5e551011-0000-4000-8000-${String(i).padStart(12, '0')}`;

function recordSession(recorder, i, { calls, outputLength }) {
  const project = `/work/project-${i % PROJECTS}`;
  const startMs = START_MS + i * 60_000;
  const given = { session: sessionName(i), project, calls, outputLength, startMs };
  for (const { at, payload } of sessionEvents(given)) {
    const capture = { id: newEventId(at), capturedAt: isoTime(at) };
    const event = parseHookEvent(JSON.stringify(payload), capture);
    recorder.record({ ...event, workplace: { cwd: project, projectId: project } });
  }
}

function writeMessages(handle, i, count) {
  const random = randomNumbers(`messages ${i}`);
  const message = handle.prepare(
    `INSERT INTO messages (session_id, id, message_id, type, role, content, token_count, timestamp)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const usage = handle.prepare(
    `INSERT INTO token_usage (message_id, session_id, model, input_tokens, output_tokens, timestamp)
     VALUES (?, ?, 'claude-sonnet-4-5', 1200, 300, ?)`,
  );
  const session = sessionName(i);
  for (let n = 0; n < count; n++) {
    const role = n % 2 === 0 ? 'user' : 'assistant';
    const at = isoTime(START_MS + i * 60_000 + n * 2_000);
    const id = `msg_${i}_${n}`;
    message.run(session, id, id, role, role, words(random, 600), 150, at);
    if (role === 'assistant') usage.run(id, session, at);
  }
}

/** Columns that name something that each copy has of its own. */
const OWN = {
  sessions: ['id'],
  hook_executions: ['id', 'session_id'],
  audit_logs: ['id', 'session_id', 'task_id'],
  execution_traces: ['id', 'task_id'],
  turn_prompts: ['event_id', 'trace_id'],
  tool_calls: ['session_id', 'trace_id'],
  agent_invocations: ['id', 'trace_id', 'session_id'],
  session_rounds: ['session_id'],
  workflow_states: ['task_id'],
  state_transitions: ['id', 'task_id'],
  checkpoints: ['id', 'task_id'],
  counters: ['scope'],
  messages: ['session_id', 'id'],
  token_usage: ['message_id', 'session_id', 'trace_id'],
};

const TIMES = /^(?:timestamp|captured_at|.*_at)$/;

/**
 * Copies all that is in a store, with ids and times of its own for each copy.
 * @param apartSeconds how much later than the one before each copy is; less than 0 for earlier.
 * @param projectOf an SQL expression for a copy's project; one of twenty by default.
 */
export function multiply(
  db,
  { copies, apartSeconds, projectOf = (copy) => `'/work/project-${copy % PROJECTS}'` },
) {
  const handle = db.getDb();
  // Copies are taken from the originals alone, wherever they lie among a million others.
  for (const table of Object.keys(OWN)) {
    handle.exec(`CREATE TEMP TABLE original_${table} AS SELECT * FROM main.${table}`);
  }
  for (let copy = 1; copy <= copies; copy++) {
    const project = projectOf(copy);
    db.transaction(() => addCopy(handle, { copy, seconds: copy * apartSeconds, project }));
  }
  for (const table of Object.keys(OWN)) handle.exec(`DROP TABLE temp.original_${table}`);
}

function addCopy(handle, given) {
  for (const [table, own] of Object.entries(OWN)) {
    const columns = handle
      .prepare(`SELECT name FROM pragma_table_info('${table}') WHERE name <> 'seq'`)
      .pluck()
      .all();
    const values = columns.map((name) => valueIn(name, own, given));
    handle.exec(
      `INSERT INTO ${table} (${columns.join(', ')})
       SELECT ${values.join(', ')} FROM temp.original_${table}`,
    );
  }
}

function valueIn(name, own, { copy, seconds, project }) {
  if (own.includes(name)) return `${name} || '~${copy}'`;
  if (name === 'project_id') return project;
  if (!TIMES.test(name)) return name;
  const apart = `${seconds < 0 ? '-' : '+'}${Math.abs(seconds)} seconds`;
  return `strftime('%Y-%m-%dT%H:%M:%fZ', ${name}, '${apart}')`;
}
