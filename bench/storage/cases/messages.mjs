import { redactJson, redactText } from '../../../packages/core/dist/index.js';
import { words } from '../events.mjs';
import { now } from '../support.mjs';

/** Whose work it is. */
export const store = 'MessageStore';

/** The work, three times; see `stores.mjs`. */
export const cases = [
  (db, byHand, { MessageStore }) => {
    const messages = new MessageStore(db);
    const plain = new Map();
    const insert = byHand.prepare(
      `INSERT INTO messages (session_id, id, type, role, content, tool_uses, usage, timestamp)
       VALUES (@sessionId, @id, @type, @role, @content, @toolUses, @usage, @timestamp)
       ON CONFLICT (session_id, id) DO NOTHING`,
    );
    const write = byHand.transaction((batch) => {
      for (const message of batch) {
        insert.run({
          ...message,
          content: redactText(message.content),
          toolUses: JSON.stringify(redactJson(message.toolUses)),
          usage: JSON.stringify(redactJson(message.usage)),
        });
      }
    }).immediate;
    return {
      name: 'write 50 messages',
      times: 10,
      memory: (i) => plain.set(i, structuredClone(batchOf(`memory-${i}`))),
      byHand: (i) => write(batchOf(`by-hand-${i}`)),
      store: (i) => messages.addMany(batchOf(`store-${i}`)),
    };
  },
  (db, byHand, { MessageStore }) => {
    const messages = new MessageStore(db);
    const sessionId = 'a session of its own';
    const batch = batchOf(sessionId);
    messages.addMany(batch);
    const select = byHand.prepare(
      `SELECT session_id AS sessionId, id, agent_id AS agentId, message_id AS messageId, type, kind,
         role, content, tool_uses AS toolUses, usage, token_count AS tokenCount,
         is_summary AS isSummary, timestamp
       FROM messages WHERE session_id = ? ORDER BY timestamp, id LIMIT 50`,
    );
    return {
      name: 'read a page of 50 messages',
      times: 100,
      memory: () => structuredClone(batch),
      byHand: () =>
        select.all(sessionId).map((row) => ({
          ...row,
          toolUses: JSON.parse(row.toolUses),
          usage: JSON.parse(row.usage),
          isSummary: row.isSummary === 1,
        })),
      store: () => messages.list(sessionId, { limit: 50 }),
    };
  },
];

function batchOf(sessionId) {
  return Array.from({ length: 50 }, (_, n) => ({
    sessionId,
    id: `${sessionId}-${n}`,
    type: n % 2 === 0 ? 'user' : 'assistant',
    role: n % 2 === 0 ? 'user' : 'assistant',
    content: words(Math.random, 400),
    toolUses: [{ id: `toolu_${n}`, name: 'Bash' }],
    usage: { inputTokens: 1_200, outputTokens: 80 },
    timestamp: now(),
  }));
}
