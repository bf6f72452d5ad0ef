import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** An event that takes the recorder, and what reads transcripts, through what nearly all need. */
const eventOf = (transcript?: string) =>
  JSON.stringify({
    session_id: 'compile',
    transcript_path: transcript,
    cwd: '/',
    prompt_id: 'compile',
    permission_mode: 'default',
    hook_event_name: 'PostToolUse',
    tool_name: 'Bash',
    tool_input: { command: 'export API_TOKEN=$(cat token) && echo done', description: 'Compile' },
    tool_response: { stdout: '{"status": "done"}', stderr: '', interrupted: false },
    tool_use_id: 'compile',
    duration_ms: 1,
  });

const COMMON = {
  isSidechain: false,
  sessionId: 'compile',
  promptId: 'compile',
  cwd: '/',
  timestamp: '2026-01-01T00:00:00.000Z',
};

/** A prompt, an answer that asks for a tool, and what that gave back. */
const TRANSCRIPT = [
  { type: 'user', uuid: 'compile-1', message: { role: 'user', content: 'Compile' } },
  {
    type: 'assistant',
    uuid: 'compile-2',
    requestId: 'compile',
    message: {
      id: 'compile',
      role: 'assistant',
      model: 'compile',
      content: [
        { type: 'text', text: 'Compiling' },
        { type: 'tool_use', id: 'compile', name: 'Bash', input: { command: 'echo done' } },
      ],
      stop_reason: 'tool_use',
      usage: { input_tokens: 1, output_tokens: 1 },
    },
  },
  {
    type: 'user',
    uuid: 'compile-3',
    message: {
      role: 'user',
      content: [{ type: 'tool_result', tool_use_id: 'compile', content: 'done' }],
    },
  },
  { type: 'system', subtype: 'turn_duration', uuid: 'compile-4', durationMs: 1 },
]
  .map((line) => `${JSON.stringify({ ...COMMON, ...line })}\n`)
  .join('');

const TIMEOUT_MS = 20_000;

/**
 * Lets a hook record two events into a folder beside it that goes at once, and keep beside itself
 * what V8 made of its text at the second: what makes the database is of no use to the hooks that
 * come after. A hook without it works as well, some milliseconds slower.
 * @returns whether the hook did so.
 */
export function compileHook(node: string, hook: string): boolean {
  const folder = mkdtempSync(join(resolve(dirname(hook)), '.compile-'));
  const transcript = join(folder, 'compile.jsonl');
  try {
    writeFileSync(transcript, TRANSCRIPT, { mode: 0o600 });
    const env = {
      HOME: folder,
      TMPDIR: folder,
      SPOOR_DATA_DIR: join(folder, 'data'),
      // Lets it read a configuration, too.
      SPOOR_WARNINGS: 'true',
    };
    const run = (input: string, ...options: string[]) =>
      execFileSync(node, [hook, ...options], {
        input,
        env,
        stdio: ['pipe', 'ignore', 'ignore'],
        timeout: TIMEOUT_MS,
      });
    run(eventOf());
    run(eventOf(transcript), '--compile');
    return true;
  } catch {
    return false;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
