import { formatBytes } from '../../../present/byte-size.js';
import { safeText } from '../../../present/safe-text.js';
import { type Line, line, type Span, span } from '../../present/line.js';
import type { HistoryImport } from '../../state/inspector-state.js';
import type { Surroundings } from '../../state/screen.js';

/** What to say while nothing is recorded, and what one can do. */
export function firstStartLines(around: Surroundings): Line[] {
  const { columns, rows } = around;
  const text = textOf(around);
  const above = Math.max(0, Math.floor((rows - text.length) / 3));
  return [
    ...Array.from({ length: above }, () => line([], columns)),
    ...text.map((spans) => line([span('   '), ...spans], columns)),
  ].slice(0, rows);
}

function textOf({ history, health }: Surroundings): readonly (readonly Span[])[] {
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

function importText({ done, total }: Extract<HistoryImport, { kind: 'running' }>): Span[][] {
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
