import type { FigureRange } from '@spoor/storage';
import type { Answer, Query } from '../../live/readers.js';
import type { Line, Span } from '../../present/line.js';
import type { Screen, Surroundings } from '../../state/screen.js';
import type { FigureColumn, FigureSort } from './figure-column.js';

/** What figures are asked of. */
export interface FiguresAsked extends FigureRange {
  readonly projectId: string | undefined;
  readonly grouping: string;
  /** Of how many parts a trend consists. */
  readonly points: number;
}

/** What makes a table of figures one of agents, or one of tools. */
export interface FiguresSpec<Row, Detail> {
  readonly id: 'agents' | 'tools';
  readonly title: string;
  /** What rows can stand for; none where there is no choice. */
  readonly groupings: readonly string[];
  readonly sort: FigureSort;
  readonly columns: (
    rows: readonly Row[],
    grouping: string,
    nowMs: number,
  ) => readonly FigureColumn<Row>[];
  readonly keyOf: (row: Row) => string;
  /** What a filter looks at. */
  readonly textOf: (row: Row) => string;
  /** What the line above the table says of all rows. */
  readonly total: (rows: readonly Row[]) => readonly Span[];
  readonly query: (asked: FiguresAsked) => Query;
  readonly answered: (answer: Answer) => Told<Row> | null;
  /** What takes longer to be read, and is added to the rows then. */
  readonly more?: {
    readonly query: (asked: FiguresAsked) => Query;
    readonly answered: (answer: Answer) => MoreTold<Row> | null;
  };
  readonly detailQuery: (row: Row, asked: FiguresAsked) => Query;
  readonly detailAnswered: (answer: Answer) => ToldDetail<Detail> | null;
  /** What lies behind a row, in so many lines; the detail is null before it is read. */
  readonly detailLines: (
    row: Row,
    detail: Detail | null,
    room: { readonly columns: number; readonly rows: number },
    around: Surroundings,
  ) => readonly Line[];
  /** What lies behind a row, by the command that opens it. */
  readonly opens: {
    readonly open: Opener<Row>;
    readonly 'open-failed': Opener<Row>;
    readonly [command: string]: Opener<Row>;
  };
}

type Opener<Row> = (row: Row, asked: FiguresAsked) => Screen;

interface Told<Row> {
  readonly asked: FiguresAsked;
  readonly rows: readonly Row[];
}

/** More of the rows of a table. */
export interface MoreTold<Row> {
  readonly asked: FiguresAsked;
  add(rows: readonly Row[]): readonly Row[];
}

interface ToldDetail<Detail> {
  readonly key: string;
  readonly detail: Detail;
}
