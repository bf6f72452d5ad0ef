import { type HookEvent, isoTime, type JsonObject } from '@spoor/core';

/** The session of made-up events. */
const SESSION = '11111111-2222-4333-8444-555555555555';

const BASE_MS = Date.UTC(2026, 10, 21, 9);

/** Makes an event as the wire's parser would; its id sorts by time and then by number. */
export function makeEvent(
  hookType: string,
  seconds: number,
  fields: Partial<HookEvent> & { payload?: JsonObject } = {},
): HookEvent {
  const ms = BASE_MS + seconds * 1000;
  const time = ms.toString(16).padStart(12, '0');
  serial += 1;
  return {
    kind: 'event',
    id: `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${serial.toString(16).padStart(12, '0')}`,
    capturedAt: isoTime(ms),
    client: {},
    workplace: { cwd: '/home/dev/repo', projectId: '/home/dev/repo' },
    sessionId: SESSION,
    hookType,
    ...fields,
    payload: { session_id: SESSION, hook_event_name: hookType, ...fields.payload },
  };
}

let serial = 0;
