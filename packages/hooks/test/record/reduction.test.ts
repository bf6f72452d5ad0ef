import type { HookEvent } from '@spoor/core';
import { SpoorDatabase } from '@spoor/storage';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRecorder } from '../../src/index.js';
import { busySession } from './busy-session.js';
import { readRows } from './rows.js';

function rowsAfter(events: readonly HookEvent[]) {
  const db = new SpoorDatabase({ inMemory: true });
  const recorder = createRecorder({ db });
  for (const event of events) recorder.record(event);
  const rows = readRows(db);
  db.close();
  return rows;
}

describe('rows are a reduction over events', () => {
  it('gives the same rows in any order, with any event told again', () => {
    const events = busySession();
    const expected = rowsAfter(events);
    expect(expected.hook_executions).toHaveLength(events.length);
    fc.assert(
      fc.property(
        fc.shuffledSubarray(events, { minLength: events.length }),
        fc.subarray(events),
        (shuffled, again) => {
          expect(rowsAfter([...shuffled, ...again])).toEqual(expected);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('gives the same rows in any order when any events are lost', () => {
    const events = busySession();
    fc.assert(
      fc.property(
        fc
          .subarray(events, { minLength: 1 })
          .chain((kept) =>
            fc.tuple(fc.constant(kept), fc.shuffledSubarray(kept, { minLength: kept.length })),
          ),
        ([kept, shuffled]) => {
          expect(rowsAfter(shuffled)).toEqual(rowsAfter(kept));
        },
      ),
      { numRuns: 150 },
    );
  });
});
