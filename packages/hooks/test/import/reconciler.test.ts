import type { HookEvent } from '@spoor/core';
import { exportRows, importRows, SpoorDatabase } from '@spoor/storage';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createReconciler, createRecorder } from '../../src/index.js';
import { busySession } from '../record/busy-session.js';
import { makeEvent } from '../record/events.js';
import { readRows } from '../record/rows.js';

function recorded(events: readonly HookEvent[]): SpoorDatabase {
  const db = new SpoorDatabase({ inMemory: true });
  const recorder = createRecorder({ db });
  for (const event of events) recorder.record(event);
  return db;
}

async function* exported(db: SpoorDatabase) {
  for await (const chunk of exportRows(db)) yield Buffer.from(chunk);
}

async function importInto(db: SpoorDatabase, from: SpoorDatabase) {
  return importRows(db, exported(from), { reconciler: createReconciler(db) });
}

/** All rows but what Spoor notes of the import, and without the times of counters. */
function rowsOf(db: SpoorDatabase) {
  const { audit_logs, ...rows } = readRows(db);
  return {
    ...rows,
    audit_logs: audit_logs.filter((row) => (row as { action: string }).action !== 'import'),
    prompts: db.getDb().prepare('SELECT * FROM turn_prompts ORDER BY event_id').all(),
    rounds: db.getDb().prepare('SELECT * FROM session_rounds ORDER BY key').all(),
  };
}

describe('an import with the recorder', () => {
  it('gives what recording all events of both would have given', async () => {
    const events = busySession();
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('here', 'there', 'both'), {
          minLength: events.length,
          maxLength: events.length,
        }),
        async (places) => {
          const at = (place: string) =>
            events.filter((_, n) => [place, 'both'].includes(places[n] ?? ''));
          const [here, there, all] = [
            recorded(at('here')),
            recorded(at('there')),
            recorded(events),
          ];
          const report = await importInto(here, there);
          expect(report).toMatchObject({ refused: 0, end: 'whole' });
          expect(rowsOf(here)).toEqual(rowsOf(all));
          const again = await importInto(here, there);
          expect(again).toMatchObject({ new: 0, refused: 0 });
          expect(rowsOf(here)).toEqual(rowsOf(all));
          for (const db of [here, there, all]) db.close();
        },
      ),
      { numRuns: 25 },
    );
  });

  it('changes nothing in the database that a file comes from', async () => {
    const db = recorded(busySession());
    const before = rowsOf(db);
    expect(await importInto(db, db)).toMatchObject({ new: 0, merged: 0, refused: 0 });
    expect(rowsOf(db)).toEqual(before);
    db.close();
  });

  it('refuses facts that the recorder would stumble over', async () => {
    const lines = [
      '{"spoor":"export","version":1}',
      ...['[]', '5', 'null', '{"first":5,"last":6}', '{"first":"2026-99-99T09:00:00.000Z"}'].map(
        (facts, n) => sessionLine(`s${n}`, facts),
      ),
      sessionLine('late', factsWith({ status: { at: 'soon', id: 'x', value: 'active' } })),
      sessionLine('odd', factsWith({ status: { at: TIME, id: 'x', value: 'dancing' } })),
      sessionLine('good', factsWith({ status: { at: TIME, id: 'x', value: 'waiting' }, new: 1 })),
      sessionLine('none', '{}'),
    ];
    const db = new SpoorDatabase({ inMemory: true });
    const report = await importRows(db, bytesOf(lines), { reconciler: createReconciler(db) });
    expect(report).toMatchObject({ new: 2, refused: 7, end: 'cut' });
    const recorder = createRecorder({ db });
    const told = recorder.record(makeEvent('Stop', 5, { sessionId: 'good' }));
    expect(told).toEqual({ isNew: true });
    db.close();
  });
});

const TIME = '2026-11-21T09:00:00.000Z';

function factsWith(fields: object): string {
  return JSON.stringify({ first: TIME, last: TIME, ...fields });
}

function sessionLine(id: string, facts: string): string {
  const row = { id, started_at: TIME, last_activity_at: TIME, facts };
  return JSON.stringify({ table: 'sessions', row });
}

async function* bytesOf(lines: readonly string[]) {
  yield Buffer.from(`${lines.join('\n')}\n`);
}
