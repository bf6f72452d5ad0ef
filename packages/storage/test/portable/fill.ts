import fc from 'fast-check';
import type { SpoorDatabase } from '../../src/index.js';
import { at } from '../support/events.js';

type Row = Record<string, string | number | null>;

/** Random contents of a database: rows by table, in an order in which they can be inserted. */
export type Contents = readonly (readonly [table: string, row: Row])[];

const name = fc.constantFrom('a', 'b', 'c', 'd');
const owner = fc.constantFrom('s1', 's2', 's3', 'task-1', 'lost');
const session = fc.constantFrom('s1', 's2', 's3', 'lost');
const text = fc.string({ unit: 'binary', maxLength: 20 }).map((value) => value.toWellFormed());
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const time = fc.integer({ min: 0, max: 100_000 }).map((n) => at(n / 1000));
const whole = fc.integer({ min: 0, max: 2 ** 40 });
const json = fc
  .jsonValue({ maxDepth: 3 })
  .map((value) => JSON.stringify(JSON.parse(JSON.stringify(value).toWellFormed())));
const serial = fc.uuid();

const rows: Readonly<Record<string, fc.Arbitrary<Row>>> = {
  sessions: fc.record({
    id: fc.constantFrom('s1', 's2', 's3'),
    name: maybe(text),
    user_renamed: fc.constantFrom(0, 1),
    status: fc.constantFrom('active', 'ended', 'abandoned'),
    project_id: maybe(fc.constantFrom('/p', '/q')),
    started_at: time,
    last_activity_at: time,
    duration_ms: maybe(whole),
    metadata: json,
  }),
  hook_executions: fc.record({
    id: serial,
    session_id: maybe(session),
    hook_type: maybe(text),
    status: fc.constantFrom('success', 'error', 'malformed'),
    payload_json: maybe(json),
    created_at: time,
  }),
  execution_traces: fc.record({
    id: name,
    task_id: owner,
    prompt: maybe(text),
    started_at: time,
    success: fc.constantFrom(0, 1, null),
  }),
  tool_calls: fc.record({
    session_id: session,
    tool_use_id: name,
    summary: maybe(text),
    started_at: maybe(time),
    completed_at: maybe(time),
  }),
  agent_invocations: fc.record({
    id: serial,
    session_id: maybe(session),
    trace_id: maybe(name),
    agent: maybe(text),
    quality_score: maybe(fc.double({ noNaN: true, noDefaultInfinity: true })),
    started_at: time,
  }),
  session_rounds: fc.record({ session_id: session, key: name }),
  audit_logs: fc.record({
    id: serial,
    timestamp: time,
    session_id: maybe(session),
    task_id: maybe(owner),
    action: text,
    category: fc.constantFrom('state', 'file', 'agent', 'security', 'user'),
    details: json,
  }),
  workflow_states: fc.record({
    task_id: owner,
    state: text,
    context: json,
    created_at: time,
    updated_at: time,
  }),
  state_transitions: fc.record({ id: serial, task_id: owner, to_state: text, timestamp: time }),
  checkpoints: fc.record({ id: serial, task_id: owner, data: json, created_at: time }),
  messages: fc.record({
    session_id: session,
    id: name,
    type: text,
    content: maybe(text),
    tool_uses: maybe(json),
    timestamp: time,
  }),
  token_usage: fc.record({
    message_id: serial,
    session_id: session,
    output_tokens: whole,
    cost_usd: maybe(fc.double({ min: 0, max: 10, noNaN: true })),
    timestamp: time,
  }),
  counters: fc.record({ scope: owner, name, value: whole, updated_at: time }),
  lessons: fc.record({
    id: name,
    category: fc.constantFrom('bug', 'pattern'),
    title: text,
    summary: text,
    tags: json,
    created_at: time,
    updated_at: time,
  }),
  configurations: fc.record({ key: name, scope: owner, value: json, updated_at: time }),
};

/** Any contents that a database can have. */
export const contents: fc.Arbitrary<Contents> = fc
  .tuple(
    ...Object.entries(rows).map(([table, row]) =>
      fc.array(row, { maxLength: 6 }).map((list) => list.map((one) => [table, one] as const)),
    ),
  )
  .map((lists) => lists.flat());

/** Fills a database; rows whose key is there already are left out. */
export function fill(db: SpoorDatabase, content: Contents): void {
  db.transaction(() => {
    for (const [table, row] of content) {
      const columns = Object.keys(row);
      db.prepare<[Row]>(
        `INSERT OR IGNORE INTO ${table} (${columns.join(', ')})
         VALUES (${columns.map((column) => `@${column}`).join(', ')})`,
      ).run(row);
    }
    for (const lesson of ['a', 'b']) {
      db.prepare<[string, string]>(
        `INSERT INTO lesson_evidence (lesson_id, session_id, tool_use_id, created_at)
         SELECT id, 's1', 'a', ? FROM lessons WHERE id = ?`,
      ).run(at(1), lesson);
    }
    db.prepare<[string]>(
      `INSERT INTO turn_prompts (event_id, trace_id, captured_at, text)
       SELECT 'event-' || id, id, ?, 'prompt of ' || id FROM execution_traces`,
    ).run(at(1));
  });
}
