import type { Surroundings } from '../../state/screen.js';

/** How the lines of the screen are shared out. */
export interface UsageLayout {
  readonly budget: number;
  /** Rows of the bars alone; 0: no chart. */
  readonly chart: number;
  /** Columns of what stands beside the chart; 0: it stands below, in a line. */
  readonly legend: number;
  /** The line that the table's titles stand in. */
  readonly titles: number;
  /** Rows of the table without its titles. */
  readonly table: number;
}

/** Line of what is shown, titles of the columns, the choice of tables. */
const FIXED = 3;
/** Ground line and its labels. */
const AXIS = 2;
const LEAST_CHART = 4;
const MOST_CHART = 18;

/** Shares out the screen: the table has its third, what is spent comes before the chart. */
export function usageLayout(
  { columns, rows }: Pick<Surroundings, 'columns' | 'rows'>,
  budgetLines: number,
): UsageLayout {
  const budget = rows >= 12 ? budgetLines : 0;
  const legend = columns >= 100 ? Math.min(44, Math.floor(columns * 0.28)) : 0;
  const below = AXIS + (legend === 0 ? 1 : 0);
  const least = Math.max(5, Math.floor(rows * 0.34));
  const room = rows - FIXED - budget - below - least;
  const chart = columns < 40 || room < LEAST_CHART ? 0 : Math.min(MOST_CHART, room);
  const used = FIXED + budget + (chart === 0 ? 0 : chart + below);
  return { budget, chart, legend, titles: used - 1, table: Math.max(1, rows - used) };
}
