import { isoTime } from '@spoor/core';
import { isForgotten, type SpoorDatabase, TranscriptCursors } from '@spoor/storage';
import { findCursor } from '../files/find-cursor.js';
import { readTranscript } from '../files/read-transcript.js';
import { SKIPPED_TYPES } from '../files/skipped-types.js';
import type { SessionOutcome } from './history-report.js';
import type { HistoryWork } from './history-work.js';
import type { SessionFiles } from './plan-sessions.js';
import type { SharedControl } from './shared-control.js';

/** Reads the files of one session, as far as they are new, until the import is stopped. */
export function readSession(
  db: SpoorDatabase,
  { sessionId, files }: SessionFiles,
  _work: HistoryWork,
  control: SharedControl,
): SessionOutcome {
  const cursors = new TranscriptCursors(db);
  const sums = { read: 0, unchanged: 0, unreadable: 0, left: 0 };
  let bytes = 0;
  const isForgottenHere = isForgotten(db, sessionId);
  for (const file of isForgottenHere ? [] : files) {
    if (control.isStopped) {
      sums.left += 1;
      continue;
    }
    let offset = 0;
    const reading = readTranscript(
      file.path,
      findCursor(cursors, file),
      { skipTypes: SKIPPED_TYPES, shouldStop: () => control.isStopped },
      (batch) => {
        for (const { text } of batch.lines) JSON.parse(text);
        control.inTurn(() =>
          db.transaction(() =>
            cursors.put({
              ...batch.cursor,
              path: file.path,
              sessionId,
              agentId: file.agentId,
              badLines: 0,
              updatedAt: isoTime(Date.now()),
            }),
          ),
        );
        control.addBytes(batch.cursor.offset - offset);
        offset = batch.cursor.offset;
      },
    );
    if (reading.kind === 'read') {
      sums.read += 1;
      bytes += reading.bytes;
    }
  }
  return { files: sums, bytes, badLines: 0, isForgotten: isForgottenHere, problems: [] };
}
