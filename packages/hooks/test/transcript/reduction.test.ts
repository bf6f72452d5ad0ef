import type { HookEvent } from '@spoor/core';
import { SpoorDatabase } from '@spoor/storage';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRecorder } from '../../src/index.js';
import { busySession } from '../record/busy-session.js';
import { readRows } from '../record/rows.js';
import { busyTranscript } from './busy-transcript.js';
import { type Batch, feed } from './feed.js';

type Step = { readonly event: HookEvent } | { readonly batch: Batch };

const EVENTS = busySession();
const FILES = busyTranscript();

function rowsAfter(steps: readonly Step[]) {
  const db = new SpoorDatabase({ inMemory: true });
  const recorder = createRecorder({ db });
  for (const step of steps) {
    if ('event' in step) expect(recorder.record(step.event)).not.toHaveProperty('error');
    else feed(db, step.batch);
  }
  const prompts = db.getDb().prepare('SELECT * FROM turn_prompts ORDER BY event_id').all();
  const rows = { ...readRows(db), prompts };
  db.close();
  return rows;
}

const asEvents = (events: readonly HookEvent[]): Step[] => events.map((event) => ({ event }));

/** A file in pieces, in their order. */
const inPieces = (file: Batch) =>
  fc.uniqueArray(fc.nat({ max: file.lines.length }), { maxLength: 6 }).map((cuts) => {
    const ends = [...cuts.toSorted((a, b) => a - b), file.lines.length];
    return ends.map((end, n): Step => {
      return { batch: { ...file, lines: file.lines.slice(ends[n - 1] ?? 0, end) } };
    });
  });

/** Sequences in one, each in its own order. */
const interleaved = (sequences: readonly (readonly Step[])[]) =>
  fc.infiniteStream(fc.nat({ max: 1_000 })).map((numbers) => {
    const left = sequences.map((sequence) => [...sequence]);
    const steps: Step[] = [];
    for (const number of numbers) {
      const open = left.filter((sequence) => sequence.length > 0);
      const step = open[number % Math.max(1, open.length)]?.shift();
      if (step === undefined) break;
      steps.push(step);
    }
    return steps;
  });

const shuffledEvents = fc.shuffledSubarray(EVENTS, { minLength: EVENTS.length }).map(asEvents);

/** All events in any order, among all files in any pieces; then any of them again. */
const anyOrder = fc
  .tuple(shuffledEvents, fc.tuple(...FILES.map(inPieces)))
  .chain(([events, files]) =>
    fc.tuple(interleaved([events, ...files]), fc.subarray([...events, ...files.flat()])),
  )
  .map(([steps, again]) => [...steps, ...again]);

describe('rows are a reduction over events and lines', () => {
  const expected = rowsAfter([...asEvents(EVENTS), ...FILES.map((batch) => ({ batch }))]);

  it('gives the same rows in any order, in any pieces, and told again', () => {
    fc.assert(
      fc.property(anyOrder, (steps) => {
        expect(rowsAfter(steps)).toEqual(expected);
      }),
      { numRuns: 100 },
    );
  });

  it('gives the same rows from lines alone', () => {
    const alone = rowsAfter(FILES.map((batch) => ({ batch })));
    fc.assert(
      fc.property(
        fc
          .tuple(...FILES.map(inPieces))
          .chain((files) => fc.tuple(interleaved(files), fc.subarray(files.flat()))),
        ([steps, again]) => {
          expect(rowsAfter([...steps, ...again])).toEqual(alone);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('makes no second turn, call, subagent or checkpoint of what both tell', () => {
    const keys = (rows: readonly unknown[], ...names: string[]) =>
      rows.map((row) => names.map((name) => (row as Record<string, unknown>)[name]).join(' '));
    expect(keys(expected.execution_traces, 'id', 'origin')).toEqual([
      expect.stringMatching(/:p1 both$/),
      expect.stringMatching(/:p2 both$/),
      expect.stringMatching(/:p3 transcript$/),
    ]);
    expect(keys(expected.tool_calls, 'tool_use_id', 'status', 'origin')).toEqual([
      't1 success both',
      't10 success transcript',
      't11 cancelled transcript',
      't2 failure both',
      't3 success both',
      't4 success both',
      't5 cancelled both',
      't6 denied both',
      't7 cancelled both',
      't8 cancelled both',
      't9 cancelled both',
    ]);
    expect(
      keys(expected.agent_invocations, 'agent_id', 'parent_agent_id', 'depth', 'outcome', 'origin'),
    ).toEqual([
      'dead  1 failure both',
      'inner outer 2 success both',
      'lost  1 partial both',
      'outer  1 success both',
    ]);
    expect(keys(expected.checkpoints, 'created_at')).toEqual([
      '2026-11-21T09:00:08.000Z',
      '2026-11-21T09:33:20.000Z',
    ]);
  });

  it('keeps what hooks told as it was', () => {
    const parts = (rows: readonly unknown[]) =>
      rows.map((row) => {
        const facts = JSON.parse((row as { facts: string }).facts) as Record<string, unknown>;
        return Object.keys(facts);
      });
    const hooks = rowsAfter(asEvents(EVENTS));
    for (const table of ['tool_calls', 'execution_traces', 'agent_invocations'] as const) {
      for (const names of parts(hooks[table])) {
        expect(names).not.toContain('fromTranscript');
        expect(names).not.toContain('goneAt');
      }
    }
  });
});
