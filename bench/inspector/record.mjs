// `record.mjs DATABASE SECONDS`: records four sessions that run now, and goes on with the calls of
// one of them for so long, as hooks do.
import { setTimeout as sleep } from 'node:timers/promises';
import { isoTime, newEventId } from '../../packages/core/dist/index.js';
import { createRecorder, parseHookEvent } from '../../packages/hooks/dist/index.js';
import { SpoorDatabase } from '../../packages/storage/dist/index.js';
import { liveSessions } from './live-sessions.mjs';

const [path = '', seconds = '0'] = process.argv.slice(2);
const PAUSE_MS = 150;

const db = new SpoorDatabase({ path });
const recorder = createRecorder({ db });
const events = [...liveSessions(Date.now())];
db.transaction(() => {
  for (const { at, payload } of events) record(at, payload);
});
const { tool_use_id, tool_name, tool_input, ...session } = events[2].payload;
const end = performance.now() + Number(seconds) * 1_000;
for (let n = 0; performance.now() < end; n++) {
  const call = {
    ...session,
    tool_use_id: `${tool_use_id}-${Date.now()}`,
    tool_name,
    tool_input: { ...tool_input, offset: n },
  };
  record(Date.now(), { ...call, hook_event_name: 'PreToolUse' });
  await sleep(PAUSE_MS);
  const answered = { tool_response: { file: {} }, duration_ms: PAUSE_MS };
  record(Date.now(), { ...call, hook_event_name: 'PostToolUse', ...answered });
  await sleep(PAUSE_MS);
}
db.close();

function record(at, payload) {
  const capture = { id: newEventId(at), capturedAt: isoTime(at) };
  const event = parseHookEvent(JSON.stringify(payload), capture);
  recorder.record({ ...event, workplace: { cwd: payload.cwd, projectId: payload.cwd } });
}
