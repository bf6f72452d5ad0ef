import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Any JSON that a line holds. */
type Fields = Readonly<Record<string, unknown>>;

export const FIRST = '11111111-1111-4111-8111-111111111111';
export const SECOND = '22222222-2222-4222-8222-222222222222';

let lines = 0;

/** An answer's line: 100 tokens in, 20 out, 10 written to the cache, 500 read from it. */
export function answer({
  usage = {},
  message = {},
  ...fields
}: { usage?: Fields; message?: Fields } & Fields = {}): Fields {
  lines += 1;
  return {
    parentUuid: null,
    isSidechain: false,
    message: {
      id: 'msg_01',
      type: 'message',
      role: 'assistant',
      model: 'claude-opus-4-5-20251101',
      content: [{ type: 'text', text: 'Done.' }],
      stop_reason: 'end_turn',
      usage: {
        input_tokens: 100,
        output_tokens: 20,
        cache_creation_input_tokens: 10,
        cache_read_input_tokens: 500,
        ...usage,
      },
      ...message,
    },
    requestId: 'req_01',
    type: 'assistant',
    uuid: `00000000-0000-4000-8000-${String(lines).padStart(12, '0')}`,
    timestamp: '2026-11-10T10:00:00.000Z',
    cwd: '/home/dev/repo',
    sessionId: FIRST,
    version: '2.1.329',
    ...fields,
  };
}

/** Writes transcripts into a client's configuration folder. @param files lines by the file's path in the project. */
export function writeTranscripts(
  folder: string,
  files: Readonly<Record<string, readonly (Fields | string)[]>>,
): void {
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, 'projects', '-home-dev-repo', name);
    mkdirSync(dirname(path), { recursive: true });
    const texts = content.map((line) => (typeof line === 'string' ? line : JSON.stringify(line)));
    writeFileSync(path, texts.map((text) => `${text}\n`).join(''));
  }
}
