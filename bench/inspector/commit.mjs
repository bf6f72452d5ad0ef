// `commit.mjs DATABASE MARK`: records a prompt as a hook does, and says when it was committed.
import { isoTime, newEventId } from '../../packages/core/dist/index.js';
import { createRecorder, parseHookEvent } from '../../packages/hooks/dist/index.js';
import { SpoorDatabase } from '../../packages/storage/dist/index.js';

const [path = '', mark = ''] = process.argv.slice(2);
const db = new SpoorDatabase({ path });
const at = Date.now();
const payload = {
  session_id: `c0111117-0000-4000-8000-${String(at).slice(-12).padStart(12, '0')}`,
  transcript_path: '/home/dev/.claude/projects/p/none.jsonl',
  cwd: '/home/dev/src/atlas',
  prompt_id: mark,
  permission_mode: 'default',
  hook_event_name: 'UserPromptSubmit',
  prompt: mark,
};
const event = parseHookEvent(JSON.stringify(payload), {
  id: newEventId(at),
  capturedAt: isoTime(at),
});
createRecorder({ db }).record({
  ...event,
  workplace: { cwd: payload.cwd, projectId: payload.cwd },
});
console.log(performance.timeOrigin + performance.now());
process.exit(0);
