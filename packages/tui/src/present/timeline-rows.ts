import { TIMELINE_STATUS } from './status.js';
import type { TimelineNode } from './timeline.js';
import { ancestorsOf, type TimelineShape } from './timeline-shape.js';

/** Which lines of a timeline are shown while some are folded: their indexes, in order. */
export function unfoldedRows(
  { nodes, ends }: TimelineShape,
  folded: ReadonlySet<string>,
): number[] {
  const rows: number[] = [];
  for (let index = 0; index < nodes.length; ) {
    rows.push(index);
    const isFolded = folded.size > 0 && folded.has(nodes[index]?.key ?? '');
    index = isFolded ? (ends[index] ?? index + 1) : index + 1;
  }
  return rows;
}

/** The lines that match a filter, with those that they lie in. */
export function matchingRows(shape: TimelineShape, matches: (text: string) => boolean): number[] {
  const found = new Set<number>();
  shape.nodes.forEach((node, index) => {
    if (!matches(searchText(node))) return;
    found.add(index);
    for (const ancestor of ancestorsOf(shape, index)) {
      if (found.has(ancestor)) break;
      found.add(ancestor);
    }
  });
  return [...found].sort((a, b) => a - b);
}

/** What a filter looks at. */
function searchText({ kind, status, label, detail, error }: TimelineNode): string {
  const word = status === null ? '' : TIMELINE_STATUS[status].word;
  const name = kind === 'subagent' ? 'agent' : '';
  return `${name} ${label} ${detail ?? ''} ${error ?? ''} ${word}`;
}
