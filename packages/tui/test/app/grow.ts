import process from 'node:process';
import { SpoorDatabase } from '@spoor/storage';
import { callRecord, putSession, sessionRecord, turnRecord } from './records.js';

/** Writes a session as a recorder would: as many calls as the second argument says. */
const db = new SpoorDatabase({ path: process.argv[2] ?? '' });
const time = new Date().toISOString();
const last = Number(process.argv[3]);
putSession(db, sessionRecord('live', { status: 'active', startedAt: time, lastActivityAt: time }), {
  turns: [turnRecord('live', 'turn', { prompt: 'Grow', startedAt: time })],
  calls: Array.from({ length: last }, (_, i) =>
    callRecord('live', `call-${i}`, {
      traceId: 'turn',
      toolName: 'Read',
      summary: `file-${i}.ts`,
      startedAt: time,
    }),
  ),
});
