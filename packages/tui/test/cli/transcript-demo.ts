import { type Message, MessageStore, SpoorDatabase } from '@spoor/storage';
import { keepCosts } from './keep-costs.js';
import { recordSteps } from './record-demo.js';

/** The session that {@link recordTranscript} tells of, and its fork. */
export const TOLD = 'bbbb-1111';
export const FORK = 'bbbb-2222';

/** What the answer of the demonstration's transcript is: it would take hold of a document. */
const HOSTILE_ANSWER = [
  '# Not a heading of the document',
  '<!-- <script>alert(1)</script>',
  '![picture](https://example.com/x.png)',
  'see `zebra` \u001b[2J',
  '```sh',
  'echo "## in code <b>"',
].join('\n');

/** Two sessions with messages, tokens and calls, as if their transcripts had been read. */
export function recordTranscript(databasePath: string): void {
  recordSteps(databasePath);
  const db = new SpoorDatabase({ path: databasePath });
  keepCosts(db);
  const run = (sql: string, ...values: unknown[]) => db.prepare<unknown[]>(sql).run(...values);
  const at = (second: number) => `2026-11-20T09:00:${String(second).padStart(2, '0')}.000Z`;
  for (const [id, fork, cost] of [
    [TOLD, null, 0.9],
    [FORK, TOLD, null],
  ]) {
    run(
      `INSERT INTO sessions (id, title, status, project_id, model, started_at, last_activity_at,
         duration_ms, origin, forked_from, client_cost_usd, entrypoint, git_branch)
       VALUES (?, 'Zebra *crossing*', 'ended', '/home/dev/zoo', 'claude-opus-4-6', ?, ?, 1000,
         'transcript', ?, ?, 'cli', 'main')`,
      id,
      at(0),
      at(30),
      fork,
      cost,
    );
  }
  const add = (id: string, second: number, message: Partial<Message>) =>
    new MessageStore(db).add({
      sessionId: TOLD,
      id,
      type: 'assistant',
      timestamp: at(second),
      ...message,
    });
  add('m1', 1, { type: 'user', kind: 'prompt', content: 'Paint the zebra\n> *stripes* <b>' });
  add('m2', 2, { kind: 'thinking', content: 'Which colour has a zebra?\nBlack.' });
  add('m3', 3, {
    kind: 'tool_call',
    toolUses: [{ id: 'c1', name: 'Bash', input: { command: 'paint --zebra' } }],
  });
  add('m4', 4, { type: 'user', kind: 'tool_output', content: 'one\ntwo\nthree\nfour\nfive' });
  add('m5', 5, { kind: 'answer', model: 'claude-opus-4-6', content: HOSTILE_ANSWER });
  add('m6', 6, { type: 'user', kind: 'prompt', content: 'Now the okapi' });
  add('m7', 7, { kind: 'answer', content: 'The okapi is painted.', agentId: 'a1' });
  add('m8', 8, { kind: 'error', content: 'API Error: zebra overload' });
  run(
    `INSERT INTO tool_calls (session_id, tool_use_id, tool_name, summary, status, started_at,
       duration_ms, error)
     VALUES (?, 'c1', 'Bash', 'paint --zebra \`\`x\`', 'failure', ?, 12, ?)`,
    TOLD,
    at(3),
    'no paint\n```\n# gone',
  );
  const usage = (id: string, model: string, cost: number | null, tokens: readonly number[]) =>
    run(
      `INSERT INTO token_usage (message_id, session_id, model, input_tokens, output_tokens,
         cache_read_tokens, cache_write_tokens, cost_usd, timestamp)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ...[id, TOLD, model, ...tokens, cost, at(5)],
    );
  usage('u1', 'claude-opus-4-6', 0.25, [10, 200, 45_000, 3_000]);
  usage('u2', 'claude-haiku-9', null, [5, 100, 0, 0]);
  run(
    `INSERT INTO transcript_cursors (path, session_id, identity, bad_lines, updated_at)
     VALUES ('/t', ?, 'x', 2, '')`,
    TOLD,
  );
  db.close();
}
