import { isoTime, newEventId } from '@spoor/core';
import { createRecorder, parseHookEvent } from '@spoor/hooks';
import { SpoorDatabase } from '@spoor/storage';
import { DEMO_SESSION, type DemoStep } from '../../src/cli/demo/session.js';

/** The session that the demo plays. */
export const DEMO_ID = String(DEMO_SESSION[0]?.payload['session_id']);

/** Records events into a database as if they had come at their pace from a time on. */
export function recordSteps(
  databasePath: string,
  steps: readonly DemoStep[] = DEMO_SESSION,
  startMs = Date.parse('2026-11-21T09:00:00.000Z'),
): void {
  const db = new SpoorDatabase({ path: databasePath });
  const recorder = createRecorder({ db });
  for (const { afterMs, payload } of steps) {
    const capturedAt = isoTime(startMs + afterMs);
    const id = newEventId(startMs + afterMs);
    recorder.record(parseHookEvent(JSON.stringify(payload), { id, capturedAt }));
  }
  db.close();
}

/** The demo's session under another id, with another prompt. */
export function renamed(id: string, prompt: string): DemoStep[] {
  return DEMO_SESSION.map(({ afterMs, payload }) => ({
    afterMs,
    payload: {
      ...payload,
      session_id: id,
      ...(payload['prompt'] === undefined ? {} : { prompt }),
    },
  }));
}
