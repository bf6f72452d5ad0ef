import { type Line, line, span } from './line.js';

/** A block of lines that are all of a width. */
export interface Block {
  readonly lines: readonly Line[];
  readonly width: number;
}

/** Blocks beside each other, in so many lines of so many columns. */
export function beside(
  blocks: readonly Block[],
  { columns, rows, gap = 2 }: { columns: number; rows: number; gap?: number },
): Line[] {
  return Array.from({ length: Math.max(0, rows) }, (_, row) =>
    line(
      blocks.flatMap((block, index) => [
        span(' '.repeat(index === 0 ? 0 : gap)),
        ...(block.lines[row] ?? line([], block.width)).spans,
      ]),
      columns,
    ),
  );
}
