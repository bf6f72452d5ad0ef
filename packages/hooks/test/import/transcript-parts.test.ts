import type { HookEvent } from '@spoor/core';
import { exportRows, importRows, SpoorDatabase } from '@spoor/storage';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createReconciler, createRecorder } from '../../src/index.js';
import { busySession } from '../record/busy-session.js';
import { readRows } from '../record/rows.js';
import { busyTranscript } from '../transcript/busy-transcript.js';
import { type Batch, feed } from '../transcript/feed.js';

function stored(events: readonly HookEvent[], files: readonly Batch[]): SpoorDatabase {
  const db = new SpoorDatabase({ inMemory: true });
  const recorder = createRecorder({ db });
  for (const event of events) recorder.record(event);
  for (const file of files) feed(db, file);
  return db;
}

async function* exported(db: SpoorDatabase) {
  for await (const chunk of exportRows(db)) yield Buffer.from(chunk);
}

const TABLES = ['execution_traces', 'tool_calls', 'agent_invocations', 'checkpoints'] as const;

function rowsOf(db: SpoorDatabase) {
  const rows = readRows(db);
  return TABLES.map((table) => rows[table]);
}

it('brings what transcripts told elsewhere together with what hooks told here', async () => {
  const events = busySession();
  const files = busyTranscript();
  await fc.assert(
    fc.asyncProperty(
      fc.subarray(events, { minLength: 1 }),
      fc.subarray(events, { minLength: 1 }),
      fc.boolean(),
      async (some, others, isHere) => {
        const here = stored(some, isHere ? files : []);
        const there = stored(others, isHere ? [] : files);
        const union = events.filter((event) => some.includes(event) || others.includes(event));
        const all = stored(union, files);
        const report = await importRows(here, exported(there), {
          reconciler: createReconciler(here),
        });
        expect(report).toMatchObject({ refused: 0, end: 'whole' });
        expect(rowsOf(here)).toEqual(rowsOf(all));
        for (const db of [here, there, all]) db.close();
      },
    ),
    { numRuns: 20 },
  );
}, 60_000);
