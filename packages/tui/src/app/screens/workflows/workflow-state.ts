import type { WorkflowFlow } from '@spoor/storage';
import { EMPTY_TABLE, type TableState, withRows } from '../../state/table-state.js';
import { type FlowRow, flowRows, type Section } from './flow-rows.js';
import type { OpenedTask } from './readers.js';

/** A task's workflow on the screen. */
export interface WorkflowState {
  readonly taskId: string;
  readonly table: TableState;
  /** How many transitions and checkpoints are read. */
  readonly limit: number;
  /** Undefined before it is read; null when there is none. */
  readonly opened: OpenedTask | null | undefined;
  /** Null before its transitions are summed up. */
  readonly flow: WorkflowFlow | null;
  readonly folded: ReadonlySet<Section>;
  readonly rows: readonly FlowRow[];
  readonly keys: readonly string[];
}

/** How many steps of a path are read at first, each time its end is reached, and at most. */
const STEPS = 200;
export const MORE_STEPS = 600;
export const MOST_STEPS = 1_400;

/** A workflow before it is read. */
export function firstWorkflow(taskId: string): WorkflowState {
  return {
    taskId,
    table: EMPTY_TABLE,
    limit: STEPS,
    opened: undefined,
    flow: null,
    folded: new Set(),
    rows: [],
    keys: [],
  };
}

/** The workflow with those lines that its filter and its folds leave. */
export function laidOut(state: WorkflowState, height: number): WorkflowState {
  const { opened, flow, folded, table } = state;
  const filter = table.filter.text;
  const rows = opened ? flowRows(opened, flow, { folded, filter }) : [];
  const keys = rows.map(({ key }) => key);
  return { ...state, rows, keys, table: withRows(table, state.keys, keys, height) };
}
