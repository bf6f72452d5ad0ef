import type {
  ListedCheckpoint,
  ListedTransition,
  StateEdge,
  StateFigures,
  WorkflowFlow,
} from '@spoor/storage';
import { excerpt } from '../../../present/safe-text.js';
import { matcher } from '../../state/filter-text.js';
import type { OpenedTask } from './readers.js';

/** The parts that a workflow is shown in. */
export const SECTIONS = ['states', 'checkpoints', 'path'] as const;

/** A part of a workflow as it is shown. */
export type Section = (typeof SECTIONS)[number];

/** A line of a workflow. */
export type FlowRow =
  | {
      readonly kind: 'heading';
      readonly key: string;
      readonly section: Section;
      readonly count: number;
      readonly folded: boolean;
    }
  | { readonly kind: 'context'; readonly key: string; readonly bytes: number }
  | {
      readonly kind: 'state';
      readonly key: string;
      readonly section: 'states';
      readonly figures: StateFigures;
      /** Where the task went from it, the most frequent first. */
      readonly next: readonly StateEdge[];
    }
  | {
      readonly kind: 'checkpoint';
      readonly key: string;
      readonly section: 'checkpoints';
      readonly checkpoint: ListedCheckpoint;
    }
  | {
      readonly kind: 'transition';
      readonly key: string;
      readonly section: 'path';
      readonly transition: ListedTransition;
      /** When the state was left; null for the one that the task is in. */
      readonly leftAt: string | null;
    };

/** A workflow as lines: its context, its states, its checkpoints and its path, the latest first. */
export function flowRows(
  { task, transitions, checkpoints }: OpenedTask,
  flow: WorkflowFlow | null,
  { folded, filter }: { readonly folded: ReadonlySet<Section>; readonly filter: string },
): FlowRow[] {
  const matches = filter.trim() === '' ? () => true : matcher(filter);
  const section = (name: Section, count: number, rows: readonly FlowRow[]): FlowRow[] => {
    if (count === 0) return [];
    const isFolded = folded.has(name);
    const heading = { kind: 'heading', key: `h:${name}`, section: name, count } as const;
    const shown = isFolded ? [] : rows.filter((row) => matches(textOf(row)));
    return [{ ...heading, folded: isFolded }, ...shown];
  };
  const hasContext = task.contextBytes > EMPTY_OBJECT;
  return [
    ...(hasContext ? [{ kind: 'context', key: 'context', bytes: task.contextBytes } as const] : []),
    ...section('states', flow?.states.length ?? 0, flow === null ? [] : stateRows(flow)),
    ...section('checkpoints', task.checkpoints, checkpoints.map(checkpointRow)),
    ...section('path', task.transitions, transitions.map(transitionRow)),
  ];
}

/** Bytes of `{}`. */
const EMPTY_OBJECT = 2;

/** The section that a line belongs to. */
export function sectionOf(row: FlowRow | undefined): Section | null {
  return row === undefined || row.kind === 'context' ? null : row.section;
}

function stateRows({ states, edges }: WorkflowFlow): FlowRow[] {
  return states.map((figures) => ({
    kind: 'state',
    key: `s:${figures.state}`,
    section: 'states',
    figures,
    next: edges.filter(({ from }) => from === figures.state),
  }));
}

function checkpointRow(checkpoint: ListedCheckpoint): FlowRow {
  return { kind: 'checkpoint', key: `c:${checkpoint.id}`, section: 'checkpoints', checkpoint };
}

function transitionRow(
  transition: ListedTransition,
  index: number,
  all: readonly ListedTransition[],
): FlowRow {
  const leftAt = all[index - 1]?.timestamp ?? null;
  return { kind: 'transition', key: `t:${transition.id}`, section: 'path', transition, leftAt };
}

function textOf(row: FlowRow): string {
  switch (row.kind) {
    case 'state':
      return excerpt(row.figures.state, 200);
    case 'checkpoint':
      return `${excerpt(row.checkpoint.name ?? '', 200)} ${excerpt(row.checkpoint.state ?? '', 200)}`;
    case 'transition': {
      const { fromState, toState, trigger, metadata } = row.transition;
      return [fromState, toState, trigger, metadata]
        .map((part) => excerpt(part ?? '', 400))
        .join(' ');
    }
    default:
      return '';
  }
}
