import { SpoorError, type SpoorPaths } from '@spoor/core';
import {
  type DatabaseStatus,
  listSessionOverviews,
  readDatabaseStatus,
  readSessionFigures,
  readSessionHistory,
  Spool,
  SpoorDatabase,
} from '@spoor/storage';
import { formatBytes } from '../../present/byte-size.js';
import type { CliIo } from '../io.js';
import { createPaint, widthOf } from '../output/paint.js';
import { headerLines } from '../sessions/session-lines.js';
import { sessionTable } from '../sessions/session-table.js';
import { timelineLines } from '../sessions/timeline-lines.js';
import type { HookResult } from './play.js';

/** @throws SpoorError when a hook did what none may: fail, or write something. */
export function checkResults(results: readonly HookResult[]): void {
  const bad = results.find(({ exitCode, output }) => exitCode !== 0 || output !== '');
  if (bad === undefined) return;
  const event = String(bad.step.payload['hook_event_name']);
  const how = bad.output === '' ? `ended with ${bad.exitCode}` : `said: ${bad.output.trim()}`;
  throw new SpoorError(`the hook for ${event} ${how}`);
}

/** What the demonstration recorded, as text. */
export function summaryLines(paths: SpoorPaths, io: CliIo): string[] {
  const db = new SpoorDatabase({ path: paths.databasePath, readonly: true });
  try {
    const look = { width: widthOf(io), paint: createPaint(io), nowMs: io.now() };
    const sessions = listSessionOverviews(db);
    const details = sessions.flatMap(({ id }) => {
      const history = readSessionHistory(db, id);
      if (history === null) return [];
      const figures = { figures: readSessionFigures(db, id), client: null };
      const header = headerLines(history.session, figures, look);
      return ['', ...header, '', ...timelineLines(history, look)];
    });
    const status = readDatabaseStatus(db, new Spool([paths.spoolDir]));
    return [...sessionTable(sessions, look), ...details, '', totals(status), '', ...NEXT_STEPS];
  } finally {
    db.close();
  }
}

function totals({ rows, failedEvents, malformedEvents, sizeBytes, walBytes }: DatabaseStatus) {
  const bad = failedEvents + malformedEvents;
  const events = `${rows['hook_executions'] ?? 0} events recorded, ${bad} of them with errors`;
  return `${events}; the database took ${formatBytes(sizeBytes + walBytes)} and is gone again.`;
}

const NEXT_STEPS = [
  'Record your own sessions:  spoor hooks install',
  'Watch them live:           spoor',
];
