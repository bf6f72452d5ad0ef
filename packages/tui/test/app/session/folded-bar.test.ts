import { expect, it } from 'vitest';
import { foldedBar } from '../../../src/app/screens/session/folded-bar.js';
import { timelineOf } from '../../../src/present/timeline.js';
import { shapeOf } from '../../../src/present/timeline-shape.js';
import { START } from '../records.js';
import { call, history, running, turn } from './histories.js';

const failed = { status: 'failure' } as const;

/** Each tone by a letter. */
const LETTERS = { faint: '-', good: 'g', busy: 'r', bad: 'B' } as Readonly<Record<string, string>>;

it.each([
  ['nothing', [], '──────────', '----------'],
  ['calls', [call('a', 0), call('b', 4, { durationMs: 2_500 })], '━───━━━───', 'g---ggg---'],
  ['a short one', [call('a', 5.2, { durationMs: 1 })], '─────━────', '-----g----'],
  ['one at the end', [call('a', 10, { durationMs: 0 })], '─────────━', '---------g'],
  [
    'a failure among others',
    [call('a', 1, { durationMs: 5_000 }), call('b', 3, failed)],
    '─━━━━━────',
    '-ggBgg----',
  ],
  ['what runs', [call('a', 5), running('b', 6)], '─────━━━──', '-----grr--'],
  ['what nobody can place', [call('a', 1, { startedAt: null })], '──────────', '----------'],
])('a folded turn with %s', (_, toolCalls, text, tones) => {
  const shape = shapeOf(timelineOf(history({ turns: [turn('t1', 0)], toolCalls })));
  const scale = { startMs: START, lengthMs: 10_000, begin: '', end: '' };
  const spans = foldedBar(shape, 0, scale, { width: 10, nowMs: START + 8_000 });
  expect(spans.map((one) => one.text).join('')).toBe(text);
  expect(spans.map((one) => LETTERS[one.tone]?.repeat(one.text.length)).join('')).toBe(tones);
});
