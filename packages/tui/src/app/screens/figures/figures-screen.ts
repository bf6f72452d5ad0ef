import type { ScreenDefinition, Step, Surroundings } from '../../state/screen.js';
import { tableClicked } from '../../state/table-click.js';
import { tablePressed, tableScopes, tableTyped, withRows } from '../../state/table-state.js';
import { nextTimeRange } from '../../state/time-range.js';
import { nextSort, sortBy } from './figure-column.js';
import {
  askedOf,
  columnAt,
  detailHeight,
  HEAD,
  seenColumns,
  shownRows,
  tableHeight,
} from './figures-rows.js';
import type { FiguresSpec } from './figures-spec.js';
import { type FiguresState, rememberFigures } from './figures-state.js';
import { figuresLines } from './figures-view.js';
import { findProject, nextProject } from './project-choice.js';

/** A screen with a table of figures, and what lies behind the chosen row. */
export function figuresDefinition<Row, Detail>(
  spec: FiguresSpec<Row, Detail>,
): ScreenDefinition<FiguresState<Row, Detail>> {
  type State = FiguresState<Row, Detail>;
  const keysOf = (state: State) => shownRows(spec, state).map(spec.keyOf);
  const settle = (before: State, state: State, around: Surroundings): State => {
    const table = withRows(state.table, keysOf(before), keysOf(state), tableHeight(around));
    return table === state.table ? state : { ...state, table };
  };
  const chosenRow = (state: State) =>
    shownRows(spec, state).find((row) => spec.keyOf(row) === state.table.list.selected);

  const opened = (state: State, command: string, around: Surroundings): Step<State> => {
    const row = chosenRow(state);
    const screen = row && spec.opens[command]?.(row, askedOf(state, around.nowMs));
    if (screen === undefined) return { state };
    return { state, effects: [{ type: 'open', screen }] };
  };

  return {
    id: spec.id,
    name: () => spec.title,
    scopes: ({ table }) => tableScopes(table, spec.id, 'figures'),
    queries: (state, around) => {
      const asked = askedOf(state, around.nowMs);
      const row = detailHeight(around) === 0 ? undefined : chosenRow(state);
      return [
        spec.query(asked),
        ...(spec.more === undefined ? [] : [spec.more.query(asked)]),
        { kind: 'figures.projects', asked: null },
        ...(row === undefined ? [] : [spec.detailQuery(row, asked)]),
      ];
    },
    answered: (state, answer, around) => {
      if (answer.kind === 'figures.projects') return { ...state, projects: answer.told };
      const detail = spec.detailAnswered(answer);
      if (detail !== null) return { ...state, detail };
      const now = JSON.stringify(askedOf(state, around.nowMs));
      const more = spec.more?.answered(answer) ?? null;
      if (more !== null) {
        if (JSON.stringify(more.asked) !== now) return state;
        const rows = state.answerTo === now ? more.add(state.rows ?? []) : state.rows;
        return settle(state, { ...state, rows, more }, around);
      }
      const told = spec.answered(answer);
      if (told === null || JSON.stringify(told.asked) !== now) return state;
      // What was added before stays until it is read again.
      const known = state.more !== null && JSON.stringify(state.more.asked) === now;
      const rows = known ? (state.more?.add(told.rows) ?? told.rows) : told.rows;
      return settle(state, { ...state, rows, answerTo: now }, around);
    },
    pressed: (state, command, around) => {
      const done = commandOf(spec, state, command, around);
      if (done !== null) {
        return done.state === state ? done : { ...done, state: settle(state, done.state, around) };
      }
      if (Object.hasOwn(spec.opens, command)) return opened(state, command, around);
      const table = tablePressed(state.table, keysOf(state), command, tableHeight(around));
      return table === null ? { state } : { state: settle(state, { ...state, table }, around) };
    },
    idle: (state) => (chosenRow(state) === undefined ? Object.keys(spec.opens) : []),
    typed: (state, key, around, pasted) => ({
      state: settle(state, { ...state, table: tableTyped(state.table, key, pasted) }, around),
    }),
    clicked: (state, { row, column, double }, around) => {
      if (row === HEAD - 1) {
        const title = columnAt(spec, state, around, column);
        return title === null
          ? { state }
          : { state: settle(state, { ...state, sort: sortBy(state.sort, title.id) }, around) };
      }
      const table = tableClicked(state.table, keysOf(state), row - HEAD, tableHeight(around));
      if (table === null) return { state };
      const next = { ...state, table };
      return double ? opened(next, 'open', around) : { state: next };
    },
    heard: (state, heard) =>
      heard.type === 'told' && heard.tag === 'project'
        ? projectStep(state, heard.text.trim())
        : { state },
    settled: (state, around) => settle(state, state, around),
    remember: rememberFigures,
    view: (state, around) => figuresLines(spec, state, around),
  };
}

/** What a command changes of what the table shows; null where it is none of these. */
function commandOf<Row, Detail>(
  spec: FiguresSpec<Row, Detail>,
  state: FiguresState<Row, Detail>,
  command: string,
  around: Surroundings,
): Step<FiguresState<Row, Detail>> | null {
  const { sort, groupings } = { sort: state.sort, groupings: spec.groupings };
  switch (command) {
    case 'sort':
      return { state: { ...state, sort: nextSort(seenColumns(spec, state, around), sort) } };
    case 'reverse':
      return { state: { ...state, sort: { ...sort, reversed: !sort.reversed } } };
    case 'range':
      return { state: { ...state, range: nextTimeRange(state.range) } };
    case 'grouping': {
      const next = groupings[(groupings.indexOf(state.grouping) + 1) % groupings.length];
      return next === undefined ? { state } : { state: { ...state, grouping: next } };
    }
    case 'project':
      return { state: { ...state, projectId: nextProject(state.projects, state.projectId) } };
    case 'ask-project':
      return {
        state,
        effects: [{ type: 'ask', question: 'Which project? Nothing for all.', tag: 'project' }],
      };
    case 'back':
      // Before the screen is left, what narrows it goes.
      return state.projectId === null || state.table.filter.text !== ''
        ? null
        : { state: { ...state, projectId: null } };
    default:
      return null;
  }
}

function projectStep<Row, Detail>(
  state: FiguresState<Row, Detail>,
  text: string,
): Step<FiguresState<Row, Detail>> {
  if (text === '') return { state: { ...state, projectId: null } };
  const found = findProject(state.projects, text);
  if (found !== null) return { state: { ...state, projectId: found } };
  return {
    state,
    effects: [{ type: 'say', text: 'No project has that in its path.', tone: 'warn' }],
  };
}
