import { describe, expect, test } from 'vitest';
import { isInPause, pausedTimes, type SpoorDatabase } from '../../src/index.js';
import { at } from '../support/events.js';
import { temporaryDatabase } from '../support/temporary.js';

/** Notes an operation as its command does. */
function note(db: SpoorDatabase, second: number, action: string, details: object = {}): void {
  db.prepare<object>(
    `INSERT INTO audit_logs (id, timestamp, agent, action, category, details)
     VALUES (@id, @timestamp, 'user', @action, 'state', @details)`,
  ).run({
    id: `${action} ${second}`,
    timestamp: at(second),
    action: `recording.${action}`,
    details: JSON.stringify(details),
  });
}

describe('times in which recording was paused', () => {
  test('end with what lets it go on, or when it was said, whichever is first', () => {
    const db = temporaryDatabase({ inMemory: true });
    note(db, 1, 'pause', { until: null });
    note(db, 5, 'resume');
    note(db, 10, 'pause', { until: at(20) });
    note(db, 30, 'pause', { until: at(40) });
    note(db, 35, 'resume');
    note(db, 50, 'pause', { until: null });
    expect(pausedTimes(db)).toEqual([
      { since: at(1), until: at(5) },
      { since: at(10), until: at(20) },
      { since: at(30), until: at(35) },
      { since: at(50), until: null },
    ]);
  });

  test('go on when they are said again, until what was said last', () => {
    const db = temporaryDatabase({ inMemory: true });
    note(db, 1, 'pause', { until: at(10) });
    note(db, 5, 'pause', { until: at(30) });
    note(db, 6, 'resume', { project: '/p' });
    note(db, 7, 'pause', { project: '/p' });
    expect(pausedTimes(db)).toEqual([{ since: at(1), until: at(30) }]);
  });

  test('hold from their beginning up to their end', () => {
    const times = [
      { since: at(1), until: at(5) },
      { since: at(9), until: null },
    ];
    const inside = [0, 1, 4, 5, 8, 9, 59].filter((second) => isInPause(times, at(second)));
    expect(inside).toEqual([1, 4, 9, 59]);
  });
});
