import fc from 'fast-check';
import { expect, it } from 'vitest';
import { LIST_KEYS } from '../../../src/app/keys/tables/lists.js';
import { SESSIONS_KEYS } from '../../../src/app/keys/tables/sessions.js';
import type { Answer } from '../../../src/app/live/readers.js';
import { lineText } from '../../../src/app/present/line.js';
import { sessionsScreen } from '../../../src/app/screens/sessions/sessions-screen.js';
import type { Screen, Surroundings } from '../../../src/app/state/screen.js';
import { textWidth } from '../../../src/present/fit-text.js';
import { at, START } from '../records.js';
import { around, sessionRow } from './session-rows.js';

const text = fc.oneof(
  fc.constantFrom(null, '', 'fix the drain', '\u001b[31mred', '翻訳ファイル', '\u202eabc\u200b\n'),
  fc.string({ unit: 'binary', maxLength: 60 }),
);
const count = fc.integer({ min: 0, max: 1e12 });

const row = fc.record({
  title: text,
  firstPrompt: text,
  gitBranch: text,
  model: text,
  runningCall: text,
  lastError: text,
  projectId: fc.constantFrom(null, '/p/one', '/p/two', '/q/two', '/p/\u0007three'),
  status: fc.constantFrom('active', 'idle', 'waiting', 'ended', 'abandoned'),
  lastTurn: fc.constantFrom(null, 'open', 'done', 'failed'),
  lastTurnEndedAt: fc.constantFrom(null, at(30), at(60)),
  phase: fc.constantFrom(null, 'starting'),
  lastActivityAt: fc.oneof(
    fc.integer({ min: 0, max: 90_000 }).map((seconds) => at(seconds)),
    fc.constantFrom('', 'soon'),
  ),
  durationMs: fc.option(count),
  turns: count,
  toolCalls: count,
  runningCalls: fc.constantFrom(0, 2),
  failedCalls: count,
  contextTokens: fc.option(count),
  messages: fc.constantFrom(0, 3),
  tokens: count,
  costUsd: fc.option(fc.double({ min: 0, max: 1e9, noNaN: true })),
  unpriced: fc.constantFrom(0, 1),
} as const);

const rows = fc
  .uniqueArray(fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz'), { maxLength: 26 })
  .chain((ids) => fc.tuple(...ids.map((id) => row.map((fields) => sessionRow(id, fields)))));

const COMMANDS = [...SESSIONS_KEYS, ...LIST_KEYS].map(({ command }) => command).concat('back');

const step = fc.oneof(
  fc.record({ type: fc.constant('command' as const), command: fc.constantFrom(...COMMANDS) }),
  fc.record({
    type: fc.constant('key' as const),
    key: fc.constantFrom('a', '!', 'space', 'backspace', 'é', '漢'),
  }),
  fc.record({
    type: fc.constant('click' as const),
    row: fc.nat(70),
    column: fc.nat(250),
    double: fc.boolean(),
  }),
  fc.record({ type: fc.constant('answer' as const), rows }),
  fc.record({ type: fc.constant('wait' as const), seconds: fc.nat(10_000) }),
  fc.record({
    type: fc.constant('resize' as const),
    columns: fc.integer({ min: 1, max: 250 }),
    rows: fc.integer({ min: 1, max: 70 }),
  }),
);

type RandomStep = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

function taken(
  { screen, where }: { screen: Screen; where: Surroundings },
  one: RandomStep,
): { screen: Screen; where: Surroundings } {
  switch (one.type) {
    case 'command':
      return { where, screen: screen.pressed(one.command, where).screen };
    case 'key':
      return { where, screen: screen.typed(one.key, where, false).screen };
    case 'click':
      return { where, screen: screen.clicked(one, where).screen };
    case 'answer':
      return { where, screen: answered(screen, one.rows, where) };
    case 'wait':
      return settled(screen, { ...where, nowMs: where.nowMs + one.seconds * 1_000 });
    case 'resize':
      return settled(screen, { ...where, columns: one.columns, rows: one.rows });
  }
}

function settled(screen: Screen, where: Surroundings) {
  return { where, screen: screen.settled(where) };
}

function answered(
  screen: Screen,
  told: Extract<RandomStep, { type: 'answer' }>['rows'],
  where: Surroundings,
): Screen {
  return screen.queries(where).reduce((now, query) => {
    const answer: Answer | null =
      query.kind === 'sessions.all'
        ? { ...query, told }
        : query.kind === 'sessions.recent'
          ? { ...query, told: { rows: told, activity: { a: [1, 2, 3] } } }
          : null;
    return answer === null ? now : now.answered(answer, where);
  }, screen);
}

/** Every line is as wide as the screen, none too many, and one of the rows is the chosen one. */
function check(screen: Screen, where: Surroundings): void {
  const lines = screen.view(where);
  expect(lines.length).toBeLessThanOrEqual(where.rows);
  for (const line of lines) expect(textWidth(lineText(line))).toBe(where.columns);
  if (where.columns < 6 || where.rows < 4) return;
  const body = lines.slice(2).map(lineText);
  const some = body.some((line) => line.trim() !== '' && !line.startsWith('  No '));
  expect(lines.filter(({ selected }) => selected)).toHaveLength(some ? 1 : 0);
}

it('shows a sound list whatever is pressed, told and resized', () => {
  fc.assert(
    fc.property(rows, fc.array(step, { maxLength: 40 }), (first, steps) => {
      const where = around({ nowMs: START + 100_000_000 });
      const begin = { where, screen: answered(sessionsScreen(null), first, where) };
      check(begin.screen, begin.where);
      steps.reduce((now, one) => {
        const next = taken(now, one);
        check(next.screen, next.where);
        expect(next.screen.queries(next.where).length).toBeLessThanOrEqual(2);
        return next;
      }, begin);
    }),
    { numRuns: 150 },
  );
});
