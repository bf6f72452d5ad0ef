import { counted, exactNumber } from '../../../present/amounts.js';
import { formatBytes } from '../../../present/byte-size.js';
import { formatDuration, formatElapsed } from '../../../present/duration.js';
import { timeText } from '../../../present/relative-time.js';
import { oneLine } from '../../../present/safe-text.js';
import type { Column } from '../../present/columns.js';
import { durationBar } from '../../present/duration-bar.js';
import { type Span, span } from '../../present/line.js';
import type { FlowRow, Section } from './flow-rows.js';
import { type FlowLook, isLasting, spentMs, stayedMs } from './flow-times.js';
import { stateLook, stateSpan } from './state-look.js';

type RowOf<Kind extends FlowRow['kind']> = Extract<FlowRow, { kind: Kind }>;

/** The columns of the states: visits, times, and where the task went from there. */
export function stateColumns(look: FlowLook, title: string): Column<RowOf<'state'>>[] {
  return [
    {
      title,
      min: 19,
      max: 26,
      priority: 0,
      cell: ({ figures }) => stateSpan(figures.state),
    },
    {
      title: 'VISITS',
      min: 6,
      align: 'right',
      priority: 1,
      cell: ({ figures }) => span(exactNumber(figures.visits)),
    },
    {
      title: 'TIME',
      min: 7,
      align: 'right',
      priority: 2,
      cell: ({ figures }) =>
        isLasting(figures, look)
          ? span(formatElapsed(spentMs(figures, look)), 'busy')
          : span(formatDuration(figures.totalMs)),
    },
    {
      title: '',
      min: 10,
      max: 30,
      priority: 4,
      cell: ({ figures }, width) => {
        const bar = durationBar(spentMs(figures, look), look.stateScale, width);
        return span(bar, stateLook(figures.state).tone);
      },
    },
    {
      title: 'LONGEST',
      min: 7,
      align: 'right',
      priority: 5,
      cell: ({ figures }) => span(formatDuration(figures.longestMs), 'faint'),
    },
    { title: 'THEN', min: 16, grow: true, priority: 3, cell: nextCell },
  ];
}

/** The columns of the checkpoints. */
export function checkpointColumns(title: string): Column<RowOf<'checkpoint'>>[] {
  return [
    {
      title,
      min: 19,
      priority: 0,
      cell: ({ checkpoint }) => span(timeText(checkpoint.createdAt)),
    },
    {
      title: 'NAME',
      min: 14,
      grow: true,
      priority: 1,
      cell: ({ checkpoint }) => span(oneLine(checkpoint.name ?? '–', 200)),
    },
    {
      title: 'STATE',
      min: 16,
      max: 24,
      priority: 2,
      cell: ({ checkpoint }) => stateSpan(checkpoint.state),
    },
    {
      title: 'SIZE',
      min: 8,
      align: 'right',
      priority: 3,
      cell: ({ checkpoint }) => span(formatBytes(checkpoint.bytes), 'faint'),
    },
  ];
}

/** The columns of the path: when, from where to where, how long it stayed, and why it went. */
export function pathColumns(look: FlowLook, title: string): Column<RowOf<'transition'>>[] {
  return [
    {
      title,
      min: 19,
      priority: 1,
      cell: ({ transition }) => span(timeText(transition.timestamp), 'faint'),
    },
    {
      title: 'FROM',
      min: 12,
      max: 20,
      priority: 5,
      cell: ({ transition }) => span(oneLine(transition.fromState ?? '', 80), 'faint'),
    },
    {
      title: 'TO',
      min: 14,
      max: 22,
      priority: 0,
      cell: ({ transition }) => stateSpan(transition.toState),
    },
    {
      title: 'STAYED',
      min: 7,
      align: 'right',
      priority: 2,
      cell: (row) => stayedCell(row, look),
    },
    {
      title: '',
      min: 10,
      max: 30,
      priority: 3,
      cell: (row, width) => {
        const ms = stayedMs(row, look);
        const bar = ms === null ? '' : durationBar(ms, look.stepScale, width);
        return span(bar, stateLook(row.transition.toState).tone);
      },
    },
    {
      title: 'WHY',
      min: 10,
      max: 24,
      grow: true,
      priority: 4,
      cell: ({ transition }) => whyCell(transition.trigger, transition.metadata),
    },
  ];
}

/** A section's name with the number of its lines, as the title of its first column. */
export function sectionTitle(section: Section, count: number, folded: boolean): string {
  return `${folded ? '▸' : '▾'} ${section.toUpperCase()} (${exactNumber(count)})`;
}

function stayedCell(row: RowOf<'transition'>, look: FlowLook): Span {
  const ms = stayedMs(row, look);
  if (ms === null) return span('·', 'faint');
  return row.leftAt === null ? span(formatElapsed(ms), 'busy') : span(formatDuration(ms));
}

function nextCell({ next }: RowOf<'state'>): Span {
  const shown = next.slice(0, 8).map(({ to, count }) => `→ ${oneLine(to, 40)} ${counts(count)}`);
  return span(shown.join('  '), 'faint');
}

function counts(count: number): string {
  return `×${exactNumber(count)}`;
}

/** What set the step off, and the beginning of what is known besides. */
function whyCell(trigger: string | null, metadata: string | null): Span[] {
  return [
    span(oneLine(trigger ?? '', 100)),
    ...(metadata === null ? [] : [span(`  ${oneLine(ownMembers(metadata), 300)}`, 'faint')]),
  ];
}

/** Without what the store adds to keep the other fields of a step. */
function ownMembers(metadata: string): string {
  const end = metadata.indexOf('"$spoor":');
  if (end < 0) return metadata;
  return end <= 1 ? '' : `${metadata.slice(0, end).replace(/,$/, '')}}`;
}

/** `61 steps  3 checkpoints`, or `900 steps, the last 200 below` of a longer path. */
export function sizeText(transitions: number, shown: number, checkpoints: number): string {
  const below = shown < transitions ? `, the last ${exactNumber(shown)} below` : '';
  return [
    ...(transitions === 0 ? [] : [counted(transitions, 'step') + below]),
    ...(checkpoints === 0 ? [] : [counted(checkpoints, 'checkpoint')]),
  ].join('  ');
}
