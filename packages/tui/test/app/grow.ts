import process from 'node:process';
import { setTimeout } from 'node:timers/promises';
import { SpoorDatabase } from '@spoor/storage';
import { callRecord, putSession, sessionRecord, turnRecord } from './records.js';

/**
 * Writes a session as a recorder would: as many calls as the second argument says, at once, or one
 * by one with pauses of as many ms as the third says.
 */
const db = new SpoorDatabase({ path: process.argv[2] ?? '' });
const time = new Date().toISOString();
const last = Number(process.argv[3]);
const pauseMs = process.argv[4];
const callAt = (i: number) =>
  callRecord('live', `call-${i}`, {
    traceId: 'turn',
    toolName: 'Read',
    summary: `file-${i}.ts`,
    startedAt: time,
  });
const put = (calls: readonly ReturnType<typeof callAt>[]) =>
  putSession(
    db,
    sessionRecord('live', { status: 'active', startedAt: time, lastActivityAt: time }),
    { turns: [turnRecord('live', 'turn', { prompt: 'Grow', startedAt: time })], calls },
  );

if (pauseMs === undefined) {
  put(Array.from({ length: last }, (_, i) => callAt(i)));
} else {
  for (let i = 0; i < last; i += 1) {
    put([callAt(i)]);
    await setTimeout(Number(pauseMs));
  }
}
