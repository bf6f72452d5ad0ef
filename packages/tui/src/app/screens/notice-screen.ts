import { formatBytes } from '../../present/byte-size.js';
import { wrap } from '../../present/fit-text.js';
import { safeText } from '../../present/safe-text.js';
import { type Line, line, type Span, span } from '../present/line.js';
import type { InspectorState } from '../state/inspector-state.js';

/** What to say instead of a list: nothing recorded yet, or a database that can't be read. */
export function noticeLines(state: InspectorState, height: number): Line[] {
  const { columns, source } = state;
  const text = typeof source === 'object' ? brokenText(source, columns) : emptyText(state);
  const above = Math.max(0, Math.floor((height - text.length) / 3));
  const lines = [
    ...Array.from({ length: above }, () => line([], columns)),
    ...text.map((spans) => line([span('   '), ...spans], columns)),
  ].slice(0, height);
  return [...lines, ...Array.from({ length: height - lines.length }, () => line([], columns))];
}

/** Whether there is a notice to show instead of the list. */
export function hasNotice({ source, sessions, history, opened }: InspectorState): boolean {
  return (
    (history?.kind === 'running' && opened === null) ||
    typeof source === 'object' ||
    source === 'missing' ||
    (source === 'ready' && sessions.ids.length === 0)
  );
}

/** Whether a key starts the import of history here. */
export function offersImport(state: InspectorState): boolean {
  const { history, source } = state;
  if (history === null || history.kind === 'running') return false;
  return hasNotice(state) && typeof source === 'string';
}

function emptyText(state: InspectorState): readonly (readonly Span[])[] {
  const { history, health } = state;
  if (history?.kind === 'running') return importText(history);
  const text = health?.ok === false ? NOT_RECORDING : NOTHING_YET;
  if (history === null) return text;
  const told =
    history.kind === 'ended'
      ? [[], [span(safeText(history.message), history.ok ? 'faint' : 'bad')]]
      : [];
  return [...text, [], OFFER, ...told];
}

const OFFER: readonly Span[] = [
  span('i', 'accent'),
  span('  brings in what Claude Code has kept of earlier sessions'),
];

function importText({ done, total }: { done: number; total: number | null }): Span[][] {
  const share = total === null || total === 0 ? 0 : Math.min(1, done / total);
  const filled = Math.round(share * BAR_COLUMNS);
  return [
    [span('Bringing in what Claude Code has kept.', 'strong')],
    [],
    [
      span('█'.repeat(filled), 'accent'),
      span('░'.repeat(BAR_COLUMNS - filled), 'faint'),
      span(total === null ? '' : `  ${formatBytes(done)} of ${formatBytes(total)}`),
    ],
    [],
    [span('Quitting stops it; what is done is kept, and the next import goes on.', 'faint')],
  ];
}

const BAR_COLUMNS = 30;

const NOTHING_YET: readonly (readonly Span[])[] = [
  [span('Nothing is recorded yet.', 'strong')],
  [],
  [
    span('Use '),
    span('claude', 'accent'),
    span(' as always: its sessions appear here by themselves.'),
  ],
  [span("If they don't: ", 'faint'), span('spoor hooks doctor', 'accent')],
];

const NOT_RECORDING: readonly (readonly Span[])[] = [
  [span('Nothing is recorded yet.', 'strong')],
  [],
  [
    span('1  '),
    span('spoor hooks install', 'accent'),
    span('  lets Claude Code tell Spoor what it does'),
  ],
  [span('2  '), span('claude', 'accent'), span('               start a session as always')],
  [],
  [span('Sessions appear here by themselves.', 'faint')],
  [span('To see it at work without them: ', 'faint'), span('spoor demo', 'accent')],
];

function brokenText(
  { message, advice }: { message: string; advice: string },
  columns: number,
): Span[][] {
  const width = Math.max(10, columns - 6);
  return [
    [span("The recording can't be read.", 'bad')],
    [],
    ...wrap(safeText(message), width, 3).map((text) => [span(text)]),
    [],
    ...wrap(advice, width, 3).map((text) => [span(text, 'strong')]),
    [],
    [span('Spoor keeps trying; what is recorded meanwhile waits in the spool.', 'faint')],
  ];
}
