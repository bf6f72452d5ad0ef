import type { TimelineNode, UnplacedNode } from './timeline.js';

/**
 * Gives every line its place: under the first of its parents that is known, else in a group of what
 * happened outside any turn. Lines that name each other as parents don't get lost.
 */
export function placeNodes(nodes: readonly UnplacedNode[]): TimelineNode[] {
  const parents = parentsOf(nodes);
  const children = Map.groupBy(nodes, (node) => parents.get(node.key) ?? null);
  const homeless = (children.get(null) ?? []).filter((node) => node.kind !== 'turn');
  const roots = (children.get(null) ?? []).filter((node) => node.kind === 'turn');
  if (homeless.length > 0) {
    children.set(OUTSIDE_KEY, homeless);
    roots.push(outsideGroup(homeless));
  }
  return walk(roots, children);
}

/** Key of the group that holds what happened outside any turn. */
const OUTSIDE_KEY = 'outside';

/** The parent that each line gets; a line without one is not in the map. */
function parentsOf(nodes: readonly UnplacedNode[]): Map<string, string> {
  const known = new Set(nodes.map((node) => node.key));
  const chosen = new Map<string, string>();
  const withChildren = new Set<string>();
  for (const { key, parents } of nodes) {
    // Only a line that has children already can become its own ancestor.
    const closes = (parent: string) =>
      parent === key || (withChildren.has(key) && leadsTo(chosen, parent, key));
    const parent = parents.find((candidate) => known.has(candidate) && !closes(candidate));
    if (parent === undefined) continue;
    chosen.set(key, parent);
    withChildren.add(parent);
  }
  return chosen;
}

function leadsTo(chosen: ReadonlyMap<string, string>, from: string, to: string): boolean {
  for (let key: string | undefined = from; key !== undefined; key = chosen.get(key)) {
    if (key === to) return true;
  }
  return false;
}

function outsideGroup(members: readonly UnplacedNode[]): UnplacedNode {
  return {
    kind: 'outside',
    key: OUTSIDE_KEY,
    status: null,
    startedAt: byTime(members)[0]?.startedAt ?? null,
    durationMs: null,
    label: 'outside any turn',
    detail: null,
    error: null,
    usage: null,
    parents: [],
  };
}

/** Depth first, without recursion: agents may nest as deep as they like. */
function walk(
  roots: readonly UnplacedNode[],
  children: ReadonlyMap<string | null, readonly UnplacedNode[]>,
): TimelineNode[] {
  const lines: TimelineNode[] = [];
  const waiting = stackOf(roots, 0, null);
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { parents: _, ...line } = next.node;
    lines.push({ ...line, depth: next.depth, parentKey: next.parentKey });
    waiting.push(...stackOf(children.get(line.key) ?? [], next.depth + 1, line.key));
  }
  return lines;
}

function stackOf(nodes: readonly UnplacedNode[], depth: number, parentKey: string | null) {
  return byTime(nodes)
    .reverse()
    .map((node) => ({ node, depth, parentKey }));
}

/** What has no time comes last. */
function byTime(nodes: readonly UnplacedNode[]): UnplacedNode[] {
  const time = (node: UnplacedNode) => node.startedAt ?? '\uffff';
  return nodes.toSorted((a, b) => compare(time(a), time(b)) || compare(a.key, b.key));
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
