import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** An event that takes the recorder through what nearly every event needs. */
const EVENT = JSON.stringify({
  session_id: 'compile',
  transcript_path: '/nowhere/compile.jsonl',
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

const TIMEOUT_MS = 20_000;

/**
 * Lets a hook record one event into a folder that goes at once, and keep beside itself what V8 made
 * of its text. A hook without it works as well, some milliseconds slower.
 * @returns whether the hook did so.
 */
export function compileHook(node: string, hook: string): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'spoor-compile-'));
  try {
    execFileSync(node, [hook, '--compile'], {
      input: EVENT,
      env: {
        HOME: folder,
        TMPDIR: folder,
        SPOOR_DATA_DIR: join(folder, 'data'),
        // Lets it read a configuration, too.
        SPOOR_WARNINGS: 'true',
      },
      stdio: ['pipe', 'ignore', 'ignore'],
      timeout: TIMEOUT_MS,
    });
    return true;
  } catch {
    return false;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
