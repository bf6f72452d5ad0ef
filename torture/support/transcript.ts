import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A transcript of prompts and answers, and what must come of it. */
export interface WrittenTranscript {
  readonly path: string;
  readonly sessionId: string;
  /** The ids of its messages. */
  readonly messages: readonly string[];
  readonly outputTokens: number;
}

/** Writes a transcript into a profile's folder, as the client would. */
export function writeTranscript(profile: string, turns: number): WrittenTranscript {
  const folder = join(profile, 'projects', '-nowhere');
  mkdirSync(folder, { recursive: true });
  const sessionId = randomUUID();
  const common = { sessionId, cwd: '/nowhere', isSidechain: false, version: '2.1.0' };
  const at = (n: number) => new Date(Date.UTC(2026, 0, 1) + n * 1_000).toISOString();
  const messages: string[] = [];
  const uuid = () => {
    const id = randomUUID();
    messages.push(id);
    return id;
  };
  const lines = Array.from({ length: turns }, (_, n) => [
    {
      type: 'user',
      uuid: uuid(),
      promptId: `prompt-${n}`,
      timestamp: at(2 * n),
      message: { role: 'user', content: `question ${n}` },
    },
    {
      type: 'assistant',
      uuid: uuid(),
      timestamp: at(2 * n + 1),
      message: {
        id: `msg_${sessionId}_${n}`,
        role: 'assistant',
        model: 'claude-opus-4-6',
        content: [{ type: 'text', text: `answer ${n} ${'and more '.repeat(50)}` }],
        stop_reason: 'end_turn',
        usage: { input_tokens: 3, output_tokens: 7 },
      },
    },
  ]).flat();
  const text = lines.map((line) => `${JSON.stringify({ ...common, ...line })}\n`).join('');
  const path = join(folder, `${sessionId}.jsonl`);
  writeFileSync(path, text);
  return { path, sessionId, messages, outputTokens: 7 * turns };
}
