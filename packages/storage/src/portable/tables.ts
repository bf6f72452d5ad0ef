import type { MergeRule } from './merge.js';

/** How rows of a table hang on a session, or on a task of another orchestrator. */
interface Tie {
  /** The column that names the owner; absent where it is named by the row's turn. */
  readonly column?: string;
  /** Finds the owner's rows, with `@owner`. */
  readonly where: string;
  /** What pages are ordered by: not null, and unique among the owner's rows. */
  readonly order: readonly string[];
}

/** Rows that hang on nothing. */
interface Loose {
  readonly where: string;
  readonly order: readonly string[];
}

/** A table that exports hold: all that a user would miss, and nothing that can be made again. */
export interface PortableTable {
  readonly name: string;
  /** What makes two rows the same. */
  readonly key: readonly string[];
  /** Columns that name things: they are checked, not redacted. */
  readonly ids: readonly string[];
  readonly json: readonly string[];
  readonly ties: readonly Tie[];
  readonly loose?: Loose;
  /** SQL over the imported row's columns (`@column`) that gives its session. */
  readonly session?: string;
  /** The column with the time that counts for a session deleted up to a time. */
  readonly time?: string;
  /** What becomes of a row that is there already and differs. */
  readonly merge: MergeRule;
}

const TURNS = 'SELECT id FROM execution_traces WHERE task_id = @owner';
const TURN_OWNER = '(SELECT task_id FROM execution_traces WHERE id = @trace_id)';

/** What an export holds, in the order in which its rows are written: what is named comes first. */
export const PORTABLE_TABLES: readonly PortableTable[] = [
  {
    name: 'sessions',
    key: ['id'],
    ids: ['id', 'forked_from', 'fork_point'],
    json: ['metadata', 'facts', 'client_usage'],
    ties: [{ column: 'id', where: 'id = @owner', order: ['id'] }],
    session: '@id',
    time: 'last_activity_at',
    merge: { rule: 'later', column: 'last_activity_at', fill: true },
  },
  {
    name: 'hook_executions',
    key: ['id'],
    ids: ['id', 'session_id', 'prompt_id', 'tool_use_id', 'agent_id'],
    json: ['payload_json'],
    ties: [{ column: 'session_id', where: 'session_id = @owner', order: ['created_at', 'seq'] }],
    loose: { where: 'session_id IS NULL', order: ['created_at', 'seq'] },
    session: '@session_id',
    time: 'created_at',
    merge: { rule: 'fill' },
  },
  {
    name: 'execution_traces',
    key: ['id'],
    ids: ['id', 'task_id'],
    json: ['token_usage', 'metadata', 'facts'],
    ties: [{ column: 'task_id', where: 'task_id = @owner', order: ['started_at', 'rowid'] }],
    session: '@task_id',
    time: 'started_at',
    merge: { rule: 'later', column: 'completed_at', fill: true },
  },
  {
    name: 'turn_prompts',
    key: ['event_id'],
    ids: ['event_id', 'trace_id'],
    json: [],
    ties: [{ where: `trace_id IN (${TURNS})`, order: ['event_id'] }],
    session: TURN_OWNER,
    time: 'captured_at',
    merge: { rule: 'keep' },
  },
  {
    name: 'tool_calls',
    key: ['session_id', 'tool_use_id'],
    ids: ['session_id', 'tool_use_id', 'trace_id', 'agent_id', 'message_id'],
    json: ['facts'],
    ties: [{ column: 'session_id', where: 'session_id = @owner', order: ['tool_use_id'] }],
    session: '@session_id',
    time: 'started_at',
    merge: { rule: 'later', column: 'completed_at', fill: true },
  },
  {
    name: 'agent_invocations',
    key: ['id'],
    ids: ['id', 'trace_id', 'session_id', 'agent_id', 'parent_agent_id', 'tool_use_id'],
    json: ['token_usage', 'facts'],
    ties: [
      { column: 'session_id', where: 'session_id = @owner', order: ['id'] },
      { where: `session_id IS NULL AND trace_id IN (${TURNS})`, order: ['id'] },
    ],
    loose: {
      where: `session_id IS NULL AND NOT EXISTS (
        SELECT 1 FROM execution_traces AS t WHERE t.id = agent_invocations.trace_id)`,
      order: ['id'],
    },
    session: `coalesce(@session_id, ${TURN_OWNER})`,
    time: 'started_at',
    merge: { rule: 'later', column: 'completed_at', fill: true },
  },
  {
    name: 'session_rounds',
    key: ['session_id', 'key'],
    ids: ['session_id', 'key'],
    json: [],
    ties: [{ column: 'session_id', where: 'session_id = @owner', order: ['key'] }],
    session: '@session_id',
    merge: { rule: 'keep' },
  },
  {
    name: 'audit_logs',
    key: ['id'],
    ids: ['id', 'task_id', 'session_id'],
    json: ['details'],
    ties: [
      { column: 'session_id', where: 'session_id = @owner', order: ['timestamp', 'seq'] },
      {
        column: 'task_id',
        where: 'task_id = @owner AND session_id IS NULL',
        order: ['timestamp', 'seq'],
      },
    ],
    loose: { where: 'session_id IS NULL AND task_id IS NULL', order: ['timestamp', 'seq'] },
    session: 'coalesce(@session_id, @task_id)',
    time: 'timestamp',
    merge: { rule: 'keep' },
  },
  {
    name: 'workflow_states',
    key: ['task_id'],
    ids: ['task_id'],
    json: ['context'],
    ties: [{ column: 'task_id', where: 'task_id = @owner', order: ['task_id'] }],
    session: '@task_id',
    time: 'updated_at',
    merge: { rule: 'later', column: 'updated_at', fill: false },
  },
  {
    name: 'state_transitions',
    key: ['id'],
    ids: ['id', 'task_id'],
    json: ['metadata'],
    ties: [{ column: 'task_id', where: 'task_id = @owner', order: ['timestamp', 'id'] }],
    session: '@task_id',
    time: 'timestamp',
    merge: { rule: 'keep' },
  },
  {
    name: 'checkpoints',
    key: ['id'],
    ids: ['id', 'task_id'],
    json: ['data'],
    ties: [{ column: 'task_id', where: 'task_id = @owner', order: ['created_at', 'id'] }],
    session: '@task_id',
    time: 'created_at',
    merge: { rule: 'fill' },
  },
  {
    name: 'messages',
    key: ['session_id', 'id'],
    ids: ['session_id', 'id', 'agent_id', 'message_id', 'prompt_id', 'parent_id', 'tool_use_id'],
    json: ['tool_uses', 'usage'],
    ties: [{ column: 'session_id', where: 'session_id = @owner', order: ['timestamp', 'rowid'] }],
    session: '@session_id',
    time: 'timestamp',
    merge: { rule: 'fill' },
  },
  {
    name: 'token_usage',
    key: ['message_id'],
    ids: ['message_id', 'session_id', 'agent_id', 'request_id', 'trace_id'],
    json: [],
    ties: [{ column: 'session_id', where: 'session_id = @owner', order: ['timestamp', 'rowid'] }],
    session: '@session_id',
    time: 'timestamp',
    merge: { rule: 'usage' },
  },
  {
    // Without them, figures that lack something would no longer say so.
    name: 'transcript_problems',
    key: ['path', 'offset'],
    ids: ['path', 'offset', 'session_id'],
    json: [],
    ties: [{ column: 'session_id', where: 'session_id = @owner', order: ['path', 'offset'] }],
    loose: { where: 'session_id IS NULL', order: ['path', 'offset'] },
    session: '@session_id',
    time: 'found_at',
    merge: { rule: 'keep' },
  },
  {
    name: 'counters',
    key: ['scope', 'name'],
    ids: ['scope', 'name'],
    json: [],
    ties: [{ column: 'scope', where: 'scope = @owner', order: ['name'] }],
    session: '@scope',
    time: 'updated_at',
    merge: { rule: 'counter' },
  },
  {
    name: 'lessons',
    key: ['id'],
    ids: ['id'],
    json: ['tags'],
    ties: [],
    loose: { where: 'true', order: ['seq'] },
    merge: { rule: 'lesson' },
  },
  {
    name: 'lesson_evidence',
    key: ['lesson_id', 'session_id', 'tool_use_id'],
    ids: ['lesson_id', 'session_id', 'tool_use_id'],
    json: [],
    ties: [],
    loose: { where: 'true', order: ['lesson_id', 'session_id', 'tool_use_id'] },
    session: '@session_id',
    time: 'created_at',
    merge: { rule: 'fill' },
  },
  {
    name: 'configurations',
    key: ['key', 'scope'],
    ids: ['key', 'scope'],
    json: ['value'],
    ties: [],
    loose: { where: 'true', order: ['key', 'scope'] },
    merge: { rule: 'later', column: 'updated_at', fill: false },
  },
  {
    name: 'forgotten_sessions',
    key: ['session_id'],
    ids: ['session_id'],
    json: [],
    ties: [],
    loose: { where: 'true', order: ['session_id'] },
    merge: { rule: 'keep' },
  },
];

/** Numbers that a database gives its rows: they mean nothing in another one. */
export const LOCAL_COLUMNS: ReadonlySet<string> = new Set(['seq']);
