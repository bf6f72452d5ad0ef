import type { ProjectSummary } from '@spoor/storage';
import { EMPTY_TABLE, type TableState } from '../../state/table-state.js';
import { type TimeRangeId, timeRangeFrom } from '../../state/time-range.js';
import type { FigureSort } from './figure-column.js';
import type { MoreTold } from './figures-spec.js';

/** A table of figures, and what they are figures of. */
export interface FiguresState<Row, Detail> {
  readonly table: TableState;
  /** Null before anything is read. */
  readonly rows: readonly Row[] | null;
  /** What they are the answer to, as JSON. */
  readonly answerTo: string | null;
  /** What was read last to be added to them. */
  readonly more: MoreTold<Row> | null;
  readonly sort: FigureSort;
  readonly range: TimeRangeId;
  /** What a row stands for; one of the screen's own words. */
  readonly grouping: string;
  readonly projectId: string | null;
  /** The last active first. */
  readonly projects: readonly ProjectSummary[];
  /** What lies behind a row, as it was read last. */
  readonly detail: { readonly key: string; readonly detail: Detail } | null;
}

/** The table as it begins, with what is remembered of it. */
export function firstFigures<Row, Detail>(
  remembered: unknown,
  { groupings, columns, sort }: FiguresBeginning,
): FiguresState<Row, Detail> {
  const told = typeof remembered === 'object' && remembered !== null ? remembered : {};
  const at = (name: string): unknown => (told as Readonly<Record<string, unknown>>)[name];
  const project = at('project');
  const column = columns.find((id) => id === at('sort'));
  return {
    table: EMPTY_TABLE,
    rows: null,
    answerTo: null,
    more: null,
    sort: column === undefined ? sort : { column, reversed: at('reversed') === true },
    range: timeRangeFrom(at('range'), '30d'),
    grouping: groupings.find((word) => word === at('grouping')) ?? groupings[0] ?? '',
    projectId: typeof project === 'string' ? project : null,
    projects: [],
    detail: null,
  };
}

/** What a table can be. */
export interface FiguresBeginning {
  readonly groupings: readonly string[];
  /** Ids of the columns that it can be sorted by. */
  readonly columns: readonly string[];
  readonly sort: FigureSort;
}

/** What is remembered of a table. */
export function rememberFigures({
  sort,
  range,
  grouping,
  projectId,
}: FiguresState<unknown, unknown>): unknown {
  return { sort: sort.column, reversed: sort.reversed, range, grouping, project: projectId };
}
