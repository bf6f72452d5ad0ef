import type { JsonValue } from '@spoor/core';
import type { WorkflowContent, WorkflowPart } from '@spoor/storage';
import { formatBytes } from '../../../present/byte-size.js';
import { cutEnd } from '../../../present/fit-text.js';
import { oneLine } from '../../../present/safe-text.js';
import { type Line, line, span } from '../../present/line.js';
import {
  mount,
  type Screen,
  type ScreenDefinition,
  type Step,
  type Surroundings,
} from '../../state/screen.js';
import { tableClicked } from '../../state/table-click.js';
import {
  EMPTY_TABLE,
  type TableState,
  tablePressed,
  withHeight,
  withRows,
} from '../../state/table-state.js';
import { type JsonLayout, type JsonRow, jsonRows } from './json-rows.js';

/** What a part of a workflow holds, on the screen. */
interface PartState {
  readonly part: WorkflowPart;
  readonly title: string;
  readonly table: TableState;
  /** Undefined before it is read; null when there is none. */
  readonly content: WorkflowContent | null | undefined;
  readonly layout: JsonLayout;
  readonly rows: readonly JsonRow[];
  readonly keys: readonly string[];
}

/** Larger contents are not read into the inspector. */
const MOST_BYTES = 2_000_000;

const PART: ScreenDefinition<PartState> = {
  id: 'workflow-part',
  name: ({ title }) => cutEnd(oneLine(title, 200), 40),
  scopes: () => ['workflow-part', 'text'],
  queries: ({ part }) => [{ kind: 'workflows.content', asked: { part, mostBytes: MOST_BYTES } }],
  answered: (state, answer, around) => {
    if (answer.kind !== 'workflows.content') return state;
    if (JSON.stringify(answer.asked.part) !== JSON.stringify(state.part)) return state;
    return laidOut({ ...state, content: answer.told }, around);
  },
  pressed,
  clicked: (state, { row, double }, around) => {
    const table = tableClicked(state.table, state.keys, row - 1, heightOf(around));
    if (table === null) return { state };
    return double ? pressed({ ...state, table }, 'fold', around) : { state: { ...state, table } };
  },
  settled: (state, around) => withHeight(state, heightOf(around)),
  view: partLines,
};

/** The JSON of a task's context, of a checkpoint or of a step. */
export function partScreen(part: WorkflowPart, title: string): Screen {
  const layout = { turned: new Set<string>(), all: null };
  const none = { content: undefined, rows: [], keys: [] };
  return mount(PART, { part, title, table: EMPTY_TABLE, layout, ...none });
}

function pressed(state: PartState, command: string, around: Surroundings): Step<PartState> {
  const layout = layoutBy(state, command);
  if (layout !== null) return { state: laidOut({ ...state, layout }, around) };
  const { content, title } = state;
  if (command === 'yank' && content) {
    const row = state.rows.find(({ key }) => key === state.table.list.selected);
    const text = pretty(row?.value ?? content.value);
    return { state, effects: [{ type: 'yank', text, what: 'this value' }] };
  }
  if (command === 'page' && content) {
    const text = pretty(content.value);
    return { state, effects: [{ type: 'page', text, name: `${fileName(title)}.json` }] };
  }
  const table = tablePressed(state.table, state.keys, command, heightOf(around));
  return { state: table === null ? state : { ...state, table } };
}

function laidOut(state: PartState, around: Surroundings): PartState {
  const rows = state.content ? jsonRows(state.content.value, state.layout) : [];
  const keys = rows.map(({ key }) => key);
  return { ...state, rows, keys, table: withRows(state.table, state.keys, keys, heightOf(around)) };
}

/** What is folded after a command; null for one that folds nothing. */
function layoutBy({ layout, rows, table }: PartState, command: string): JsonLayout | null {
  if (command === 'fold-all') return { turned: new Set(), all: layout.all === false };
  if (command !== 'fold') return null;
  const row = rows.find(({ key }) => key === table.list.selected);
  if (row === undefined || row.folded === null) return null;
  const turned = new Set(layout.turned);
  if (!turned.delete(row.key)) turned.add(row.key);
  return { ...layout, turned };
}

function heightOf({ rows }: Surroundings): number {
  return Math.max(1, rows - 1);
}

function partLines(state: PartState, around: Surroundings): Line[] {
  const { columns, rows } = around;
  const { content, table, title } = state;
  if (content === undefined) return [];
  if (content === null) return [line([span('  It is not there any more.', 'faint')], columns)];
  const head = [
    span(` ${oneLine(title, 200)}`, 'strong'),
    span(`  ${formatBytes(content.bytes)}`, 'faint'),
  ];
  const { top, selected } = table.list;
  const body = content.tooLarge
    ? [line([span('  Too large to be shown here.', 'warn')], columns)]
    : state.rows
        .slice(top, top + heightOf(around))
        .map((row) => jsonLine(row, columns, row.key === selected));
  return [line(head, columns), ...body].slice(0, rows);
}

function jsonLine({ depth, folded, spans }: JsonRow, columns: number, selected: boolean): Line {
  const indent = ' '.repeat(Math.min(depth * 2, columns >> 1));
  const fold = folded === null ? '  ' : folded ? '▸ ' : '▾ ';
  const mark = span(selected ? '▌ ' : '  ', 'accent');
  return line([mark, span(indent + fold, 'faint'), ...spans], columns, selected);
}

function pretty(value: JsonValue): string {
  return JSON.stringify(value, null, 2);
}

/** A title as a file may be called. */
function fileName(title: string): string {
  return (
    title
      .slice(0, 60)
      .replace(/[^\p{L}\p{N}]+/gu, '-')
      .replace(/^-|-$/g, '') || 'content'
  );
}
