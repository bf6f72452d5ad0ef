import type { TimelineNode, UnplacedNode } from './timeline.js';

/**
 * Gives every line its place: under the first of its parents that is known, else in a group of what
 * happened outside any turn. Lines that name each other as parents don't get lost.
 */
export function placeNodes(nodes: readonly UnplacedNode[]): TimelineNode[] {
  const { roots, children } = familyOf(nodes);
  const turns = roots.filter(({ kind }) => kind === 'turn');
  const homeless = roots.filter(({ kind }) => kind !== 'turn');
  if (homeless.length === 0) return walk(turns, children);
  const outside = outsideGroup(homeless);
  return walk([...turns, outside], children.set(outside, homeless));
}

/**
 * The parent that each line gets, by their indexes; −1 for none. A session may have tens of
 * thousands of lines: they are numbers here.
 */
function parentsOf(nodes: readonly UnplacedNode[]): Int32Array {
  const places = new Map(nodes.map(({ key }, index) => [key, index]));
  const chosen = new Int32Array(nodes.length).fill(-1);
  const hasChildren = new Uint8Array(nodes.length);
  nodes.forEach(({ parents }, index) => {
    for (const key of parents) {
      const parent = places.get(key);
      if (parent === undefined || parent === index) continue;
      // Only a line that has children already can become its own ancestor.
      if (hasChildren[index] === 1 && leadsTo(chosen, parent, index)) continue;
      chosen[index] = parent;
      hasChildren[parent] = 1;
      return;
    }
  });
  return chosen;
}

function leadsTo(chosen: Int32Array, from: number, to: number): boolean {
  for (let index = from; index >= 0; index = chosen[index] ?? -1) {
    if (index === to) return true;
  }
  return false;
}

/** Lines without a parent, and the children of every other. */
function familyOf(nodes: readonly UnplacedNode[]) {
  const parents = parentsOf(nodes);
  const roots: UnplacedNode[] = [];
  const children = new Map<UnplacedNode, UnplacedNode[]>();
  nodes.forEach((node, index) => {
    const parent = nodes[parents[index] ?? -1];
    const beside = parent === undefined ? roots : children.get(parent);
    if (beside !== undefined) beside.push(node);
    else if (parent !== undefined) children.set(parent, [node]);
  });
  return { roots, children };
}

function outsideGroup(members: readonly UnplacedNode[]): UnplacedNode {
  return {
    kind: 'outside',
    key: 'outside',
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
  children: ReadonlyMap<UnplacedNode, readonly UnplacedNode[]>,
): TimelineNode[] {
  const lines: TimelineNode[] = [];
  const waiting = stackOf(roots, 0, null);
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { node, depth, parentKey } = next;
    const { parents: _, ...line } = node;
    lines.push({ ...line, depth, parentKey });
    const inside = children.get(node);
    if (inside === undefined) continue;
    // One by one: a call takes no more than so many arguments.
    for (const one of stackOf(inside, depth + 1, node.key)) waiting.push(one);
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
