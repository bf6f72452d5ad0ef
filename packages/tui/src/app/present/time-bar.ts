/** A part of a scale: 0 is its begin, 1 its end. */
export interface TimePart {
  readonly from: number;
  readonly to: number;
}

/**
 * A bar that lies where something was on a scale, to half a column; what took next to no time is a
 * hair.
 * @returns exactly so many columns.
 */
export function timeBar({ from, to }: TimePart, columns: number, fill: BarFill = BLOCKS): string {
  if (columns < 1) return '';
  const halves = columns * 2;
  const start = toHalves(from, halves);
  const end = toHalves(to, halves);
  if (end <= start) {
    const hair = Math.min(start, halves - 1);
    return place(hair >> 1, hair % 2 === 0 ? fill.hairLeft : fill.hairRight, columns);
  }
  const head = start % 2 === 1 ? fill.right : '';
  const tail = end % 2 === 1 ? fill.left : '';
  const whole = (end >> 1) - ((start + 1) >> 1);
  return place(start >> 1, head + fill.whole.repeat(Math.max(0, whole)) + tail, columns);
}

/** What a bar consists of. */
export interface BarFill {
  readonly whole: string;
  readonly left: string;
  readonly right: string;
  readonly hairLeft: string;
  readonly hairRight: string;
}

const BLOCKS: BarFill = { whole: '█', left: '▌', right: '▐', hairLeft: '▏', hairRight: '▕' };

/** A thin line: what a scale is drawn with. */
export const THIN: BarFill = { whole: '─', left: '╴', right: '╶', hairLeft: '╴', hairRight: '╶' };

function toHalves(part: number, halves: number): number {
  return Math.round(Math.max(0, Math.min(1, Number.isNaN(part) ? 0 : part)) * halves);
}

function place(column: number, bar: string, columns: number): string {
  return (' '.repeat(column) + bar).padEnd(columns);
}
