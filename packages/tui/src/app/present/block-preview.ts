import type { Block } from './block.js';

/** The beginning of a block, and how many lines it has besides. */
export interface BlockPreview {
  readonly block: Block;
  /** Lines of the text as it was recorded: they aren't laid out to be counted. */
  readonly left: number;
}

/** The first lines of a block that is folded; null when it has to be laid out whole to know. */
export function blockPreview(block: Block, lines: number): BlockPreview | null {
  if (block.kind !== 'plain' && block.kind !== 'code' && block.kind !== 'markdown') return null;
  const text = block.text.trimEnd();
  const end = endOfLines(text, lines);
  if (end < 0) return null;
  return { block: { ...block, text: text.slice(0, end) }, left: countLineEnds(text, end) };
}

/** Where so many lines end; −1 when there are no more. */
function endOfLines(text: string, lines: number): number {
  let end = -1;
  for (let line = 0; line < lines; line += 1) {
    end = text.indexOf('\n', end + 1);
    if (end < 0) return -1;
  }
  return end;
}

function countLineEnds(text: string, from: number): number {
  let count = 0;
  for (let at = text.indexOf('\n', from); at >= 0; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}
