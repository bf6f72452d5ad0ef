import { counted, exactNumber } from '../../../present/amounts.js';
import type { Answer, Query } from '../../live/readers.js';
import type { Column } from '../../present/columns.js';
import { type Line, type Span, span, spread } from '../../present/line.js';
import { filterSpans, tableLines } from '../../present/table-view.js';
import { matcher } from '../../state/filter-text.js';
import type { Screen, ScreenDefinition, Step, Surroundings } from '../../state/screen.js';
import { tableClicked } from '../../state/table-click.js';
import { tablePressed, tableScopes, tableTyped, withRows } from '../../state/table-state.js';
import {
  type PagedChoice,
  type PagedState,
  wantsOlder,
  withNewest,
  withOlder,
} from './paged-state.js';

/** What a list that is read page by page is made from. */
export interface PagedSpec<Row, Choice> {
  readonly id: string;
  /** What is counted, in one word. */
  readonly noun: (choice: Choice) => string;
  readonly keyOf: (row: Row) => string;
  /** What a filter looks at. */
  readonly textOf: (row: Row) => string;
  readonly columns: (nowMs: number, choice: Choice) => readonly Column<Row>[];
  readonly newest: (choice: Choice) => Query;
  /** Asks for what stands behind a row. */
  readonly older: (choice: Choice, last: Row) => Query;
  readonly pageOf: (answer: Answer) => Page<Row> | null;
  readonly open: (row: Row) => Screen | null;
}

interface Page<Row> {
  readonly rows: readonly Row[];
  readonly asked: unknown;
  readonly isNewest: boolean;
}

/** A screen with a list that is read page by page as one goes down. */
export function pagedDefinition<Row, Choice extends PagedChoice>(
  spec: PagedSpec<Row, Choice>,
): ScreenDefinition<PagedState<Row, Choice>> {
  type State = PagedState<Row, Choice>;
  const shownOf = ({ rows, table }: State): readonly Row[] => {
    if (table.filter.text === '') return rows ?? [];
    const matches = matcher(table.filter.text);
    return (rows ?? []).filter((row) => matches(spec.textOf(row)));
  };
  const keysOf = (state: State) => shownOf(state).map(spec.keyOf);
  const settle = (before: State, state: State, around: Surroundings): State => {
    const table = withRows(state.table, keysOf(before), keysOf(state), heightOf(around));
    return table === state.table ? state : { ...state, table };
  };
  const isAnswerTo = (query: Query, asked: unknown) =>
    JSON.stringify(query.asked) === JSON.stringify(asked);

  const opened = (state: State): Step<State> => {
    const row = shownOf(state).find((one) => spec.keyOf(one) === state.table.list.selected);
    if (row === undefined) return { state };
    const screen = spec.open(row);
    return screen === null
      ? { state, effects: [{ type: 'say', text: 'No session is known of it.' }] }
      : { state, effects: [{ type: 'open', screen }] };
  };

  return {
    id: spec.id,
    name: ({ choice }) => choice.title,
    scopes: ({ table }) => tableScopes(table, spec.id, 'pages'),
    queries: (state, around) => {
      const last = state.rows?.at(-1);
      const older =
        last !== undefined && wantsOlder(state, shownOf(state).length, heightOf(around));
      return [spec.newest(state.choice), ...(older ? [spec.older(state.choice, last)] : [])];
    },
    answered: (state, answer, around) => {
      const page = spec.pageOf(answer);
      if (page === null) return state;
      const { choice } = state;
      const next = page.isNewest
        ? isAnswerTo(spec.newest(choice), page.asked)
          ? withNewest(state.rows, page.rows, spec.keyOf)
          : null
        : withOlder(state.rows, page.rows, (last) =>
            isAnswerTo(spec.older(choice, last), page.asked),
          );
      if (next === null) return state;
      const isWhole = next.isWhole ?? state.isWhole;
      return settle(state, { ...state, rows: next.rows, isWhole }, around);
    },
    pressed: (state, command, around) => {
      if (command === 'failed-only') {
        const choice = { ...state.choice, failedOnly: state.choice.failedOnly !== true };
        return { state: settle(state, { ...state, choice, rows: null, isWhole: false }, around) };
      }
      if (command === 'open') return opened(state);
      const table = tablePressed(state.table, keysOf(state), command, heightOf(around));
      return table === null ? { state } : { state: settle(state, { ...state, table }, around) };
    },
    idle: (state) => (state.table.list.selected === null ? ['open'] : []),
    typed: (state, key, around, pasted) => ({
      state: settle(state, { ...state, table: tableTyped(state.table, key, pasted) }, around),
    }),
    clicked: (state, { row, double }, around) => {
      const table = tableClicked(state.table, keysOf(state), row - HEAD, heightOf(around));
      if (table === null) return { state };
      return double ? opened({ ...state, table }) : { state: { ...state, table } };
    },
    settled: (state, around) => settle(state, state, around),
    view: (state, around) => {
      const shown = shownOf(state);
      const { selected, top } = state.table.list;
      const visible = shown.slice(top, top + heightOf(around));
      const lines: Line[] = [
        headLine(state, shown.length, spec.noun(state.choice), around.columns),
        ...tableLines({
          columns: spec.columns(around.nowMs, state.choice),
          rows: visible,
          keys: visible.map(spec.keyOf),
          selected,
          width: around.columns,
          height: around.rows - 1,
          empty: emptyText(state),
        }),
      ];
      return lines.slice(0, around.rows);
    },
  };
}

function heightOf({ rows }: Surroundings): number {
  return Math.max(1, rows - HEAD);
}

/** The line above the list, and the titles of the columns. */
const HEAD = 2;

function headLine(
  { rows, isWhole, choice, table }: PagedState<unknown, PagedChoice>,
  shown: number,
  noun: string,
  columns: number,
): Line {
  const what: Span[] = [
    ...filterSpans(table, Math.max(12, columns >> 1)),
    span(' newest first', 'faint'),
    ...(choice.failedOnly === true
      ? [span(' · ', 'faint'), span('only what went wrong', 'bad')]
      : []),
  ];
  if (rows === null) return spread(what, [], columns);
  const known = counted(rows.length, noun);
  const some = table.filter.text === '' ? known : `${exactNumber(shown)} of ${known}`;
  return spread(what, [span(isWhole ? `${some} ` : `${some} and more `, 'faint')], columns);
}

function emptyText({ rows, table, choice, isWhole }: PagedState<unknown, PagedChoice>): string {
  if (rows === null) return 'Reading…';
  if (table.filter.text !== '' && rows.length > 0) {
    return isWhole
      ? 'Nothing matches the filter.'
      : `Nothing among the newest ${exactNumber(rows.length)} matches the filter.`;
  }
  return choice.failedOnly === true
    ? 'Nothing went wrong. F shows all.'
    : 'Nothing is recorded of it.';
}
