import { cutEnd } from '../../../present/fit-text.js';
import { move } from '../../state/list-state.js';
import {
  type Effect,
  mount,
  type Screen,
  type ScreenDefinition,
  type Step,
  type Surroundings,
} from '../../state/screen.js';
import { tableClicked } from '../../state/table-click.js';
import { tablePressed, tableScopes, tableTyped, withHeight } from '../../state/table-state.js';
import { sessionScreen } from '../session/session-screen.js';
import { type FlowRow, SECTIONS, sectionOf } from './flow-rows.js';
import { partScreen } from './part-screen.js';
import { taskName } from './task-order.js';
import {
  firstWorkflow,
  laidOut,
  MORE_STEPS,
  MOST_STEPS,
  type WorkflowState,
} from './workflow-state.js';
import { flowHeight, HEAD, workflowLines } from './workflow-view.js';

const WORKFLOW: ScreenDefinition<WorkflowState> = {
  id: 'workflow',
  name: ({ opened }) => (opened ? cutEnd(taskName(opened.task), 40) : 'workflow'),
  scopes: ({ table }) => tableScopes(table, 'workflow'),
  queries: ({ taskId, limit }) => [
    { kind: 'workflows.task', asked: { taskId, limit } },
    { kind: 'workflows.flow', asked: { taskId } },
  ],
  answered: (state, answer, around) => {
    const height = flowHeight(around);
    if (answer.kind === 'workflows.task' && answer.asked.taskId === state.taskId) {
      return laidOut({ ...state, opened: answer.told }, height);
    }
    if (answer.kind === 'workflows.flow' && answer.asked.taskId === state.taskId) {
      return laidOut({ ...state, flow: answer.told }, height);
    }
    return state;
  },
  pressed,
  typed: (state, key, around, pasted) => {
    const table = tableTyped(state.table, key, pasted);
    if (table === state.table) return { state };
    return { state: laidOut({ ...state, table }, flowHeight(around)) };
  },
  clicked: (state, { row, double }, around) => {
    const table = tableClicked(state.table, state.keys, row - HEAD, flowHeight(around));
    if (table === null) return { state };
    return double ? pressed({ ...state, table }, 'open', around) : { state: { ...state, table } };
  },
  settled: (state, around) => withHeight(state, flowHeight(around)),
  view: workflowLines,
};

/** A task's workflow: its states, its checkpoints and its path. */
export function workflowScreen(taskId: string): Screen {
  return mount(WORKFLOW, firstWorkflow(taskId));
}

function pressed(state: WorkflowState, command: string, around: Surroundings): Step<WorkflowState> {
  const row = state.rows.find(({ key }) => key === state.table.list.selected);
  const folded = foldedBy(state, row, command);
  if (folded !== null) return { state: laidOut({ ...state, folded }, flowHeight(around)) };
  const effects = effectsOf(state, row, command);
  if (effects.length > 0) return { state, effects };
  return { state: moved(state, row, command, around) };
}

/** The sections that are folded after a command; null for one that folds nothing. */
function foldedBy(
  { folded }: WorkflowState,
  row: FlowRow | undefined,
  command: string,
): WorkflowState['folded'] | null {
  if (command === 'fold-all') return new Set(folded.size > 0 ? [] : SECTIONS);
  const section = sectionOf(row);
  const isFold = command === 'fold' || (command === 'open' && row?.kind === 'heading');
  if (!isFold || section === null) return null;
  return folded.has(section)
    ? new Set([...folded].filter((one) => one !== section))
    : new Set([...folded, section]);
}

function effectsOf(
  { taskId, opened }: WorkflowState,
  row: FlowRow | undefined,
  command: string,
): readonly Effect[] {
  if (command === 'session') {
    return opened?.task.session
      ? [{ type: 'open', screen: sessionScreen({ id: taskId }) }]
      : [{ type: 'say', text: 'This task is no session.' }];
  }
  if (command === 'yank') return [{ type: 'yank', text: taskId, what: "the task's id" }];
  if (command !== 'open') return [];
  switch (row?.kind) {
    case 'context':
      return [{ type: 'open', screen: partScreen({ part: 'context', taskId }, 'context') }];
    case 'checkpoint': {
      const { id, name } = row.checkpoint;
      return [
        { type: 'open', screen: partScreen({ part: 'checkpoint', id }, name ?? 'checkpoint') },
      ];
    }
    case 'transition': {
      const { id, toState } = row.transition;
      return [{ type: 'open', screen: partScreen({ part: 'transition', id }, `to ${toState}`) }];
    }
    default:
      return [];
  }
}

/** A state leads to its last visit; at the end of what is read of the path, more is. */
function moved(
  state: WorkflowState,
  row: FlowRow | undefined,
  command: string,
  around: Surroundings,
): WorkflowState {
  const height = flowHeight(around);
  if (command === 'open' && row?.kind === 'state') {
    const to = state.rows.find(
      (one) => one.kind === 'transition' && one.transition.toState === row.figures.state,
    );
    return to === undefined ? state : at(state, to.key, height);
  }
  if (command === 'next' || command === 'previous') {
    const headings = state.rows.filter(({ kind }) => kind === 'heading' || kind === 'context');
    const place = row === undefined ? 0 : state.rows.indexOf(row);
    const to =
      command === 'next'
        ? headings.find((one) => state.rows.indexOf(one) > place)
        : headings.findLast((one) => state.rows.indexOf(one) < place);
    return to === undefined ? state : at(state, to.key, height);
  }
  const table = tablePressed(state.table, state.keys, command, height);
  if (table === null) return state;
  const { opened, limit, keys } = state;
  const isEnd = table.list.selected === keys.at(-1);
  const more = opened ? opened.transitions.length < opened.task.transitions : false;
  const read = isEnd && more ? Math.min(MOST_STEPS, limit + MORE_STEPS) : limit;
  const next = { ...state, table, limit: read };
  return table.filter === state.table.filter ? next : laidOut(next, height);
}

function at(state: WorkflowState, key: string, height: number): WorkflowState {
  const by = state.keys.indexOf(key) - state.keys.indexOf(state.table.list.selected ?? '');
  const list = move(state.table.list, state.keys, { by }, height);
  return { ...state, table: { ...state.table, list } };
}
