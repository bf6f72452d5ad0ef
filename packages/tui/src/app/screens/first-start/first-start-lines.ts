import { wrap } from '../../../present/fit-text.js';
import { oneLine } from '../../../present/safe-text.js';
import { type Line, line, type Span, span } from '../../present/line.js';
import type { HistoryImport } from '../../state/inspector-state.js';
import { selectedIndex } from '../../state/list-state.js';
import type { Surroundings } from '../../state/screen.js';
import { type Choice, choicesOf, progressText } from './choices.js';
import type { FirstStartState } from './first-start-state.js';

/** A line of the screen; those of a choice say which one. */
export interface FirstStartLine {
  readonly spans: readonly Span[];
  readonly choice: number | null;
}

/** What to say while nothing is recorded, and what one can do. */
export function firstStartLines(state: FirstStartState, around: Surroundings): FirstStartLine[] {
  const { columns, rows } = around;
  const text = textOf(state, around, Math.max(10, columns - 8));
  const above = Math.max(0, Math.floor((rows - text.length) / 3));
  return [...Array.from({ length: above }, () => BLANK), ...text].slice(0, rows);
}

/** The same as it is drawn. */
export function firstStartView(state: FirstStartState, around: Surroundings): Line[] {
  return firstStartLines(state, around).map(({ spans }) =>
    line([span('   '), ...spans], around.columns),
  );
}

const BLANK: FirstStartLine = { spans: [], choice: null };

function textOf(state: FirstStartState, around: Surroundings, width: number): FirstStartLine[] {
  const { history } = around;
  if (history?.kind === 'running') return importText(history).map(plain);
  const choices = choicesOf(around, state.recording);
  const chosen = Math.max(
    0,
    selectedIndex(
      state.list,
      choices.map(({ id }) => id),
    ),
  );
  return [
    plain([span('Nothing is recorded yet.', 'strong')]),
    BLANK,
    ...standing(state, around, width).map(plain),
    ...choices.flatMap((choice, index) => choiceLines(choice, index, index === chosen, width)),
    ...historyText(history, width).map(plain),
  ];
}

function plain(spans: readonly Span[]): FirstStartLine {
  return { spans, choice: null };
}

/** How it stands with the hooks, as far as that is known. */
function standing(
  { installed, installing, recording }: FirstStartState,
  { health }: Surroundings,
  width: number,
): Span[][] {
  if (installing) return [[span('Adding the hooks…', 'busy')], []];
  if (installed?.ok === false) {
    return [...wrapped(oneLine(installed.message), width, 'bad'), []];
  }
  if (installed?.ok === true) {
    return [...wrapped(oneLine(installed.message), width, 'good'), [], ...ARRIVING];
  }
  if (recording === 'not-installed') return NO_HOOKS;
  if (health?.ok === false) return [...wrapped(oneLine(health.message), width, 'warn'), []];
  // What isn't known yet is not said.
  return recording === null && health === null ? [] : ARRIVING;
}

function wrapped(text: string, width: number, tone: Span['tone']): Span[][] {
  return wrap(text, width, 4).map((part) => [span(part, tone)]);
}

const NO_HOOKS: Span[][] = [[span('Claude Code does not tell Spoor of its sessions yet.')], []];

const ARRIVING: Span[][] = [
  [
    span('Use '),
    span('claude', 'accent'),
    span(' as always: its sessions appear here by themselves.'),
  ],
  [span("If they don't: ", 'faint'), span('spoor hooks doctor', 'accent')],
  [],
];

function choiceLines(
  { key, title, about }: Choice,
  index: number,
  isChosen: boolean,
  width: number,
): FirstStartLine[] {
  const lines: Span[][] = [
    [
      span(isChosen ? '▌ ' : '  ', 'accent'),
      span(key, 'accent'),
      span(`  ${title}`, isChosen ? 'strong' : 'plain'),
    ],
    ...wrap(about, width - 5, 4).map((part) => [span('     '), span(part, 'faint')]),
  ];
  return [...lines.map((spans) => ({ spans, choice: index })), BLANK];
}

function historyText(history: HistoryImport | null, width: number): Span[][] {
  if (history?.kind !== 'ended' || history.message === '') return [];
  return wrapped(oneLine(history.message), width, history.ok ? 'faint' : 'bad');
}

function importText({ done, total }: Extract<HistoryImport, { kind: 'running' }>): Span[][] {
  const share = total === null || total === 0 ? 0 : Math.min(1, done / total);
  const filled = Math.round(share * BAR_COLUMNS);
  return [
    [span('Bringing in what Claude Code has kept.', 'strong')],
    [],
    [
      span('█'.repeat(filled), 'accent'),
      span('░'.repeat(BAR_COLUMNS - filled), 'faint'),
      span(`  ${progressText(done, total)}`),
    ],
    [],
    [span('Quitting stops it; what is done is kept, and the next import goes on.', 'faint')],
  ];
}

const BAR_COLUMNS = 30;
