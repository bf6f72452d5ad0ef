import { childrenOf } from './cells.js';
import type { PageFile } from './page-file.js';
import { mapPageOf, POINTER, type Pointer, readPointer } from './pointer-map.js';

/** No b-tree is deeper (SQLite's limit of a cursor's depth). */
const DEEPEST = 20;

/**
 * Finds which b-tree each page belongs to, from two sources that are rarely damaged both: the way
 * down from the roots, and the pointer map, by which a page knows its parent.
 * @param roots the trees' root pages.
 * @returns for each page number the tree's place in `roots` plus one; 0 for none.
 */
export function findOwners(file: PageFile, roots: readonly number[]): Uint32Array {
  const owners = new Uint32Array(file.pageCount + 1);
  const credible = credibleMaps(file);
  for (const [index, root] of roots.entries()) walkDown(file, root, index + 1, owners, credible);
  for (let page = 2; page <= file.pageCount; page++) {
    if (owners[page] === 0) owners[page] = climb(file, page, owners);
  }
  return owners;
}

function walkDown(
  file: PageFile,
  root: number,
  owner: number,
  owners: Uint32Array,
  credible: ReadonlySet<number>,
): void {
  const open = root >= 1 && root <= file.pageCount ? [root] : [];
  for (let page = open.pop(); page !== undefined; page = open.pop()) {
    if (owners[page] !== 0) continue;
    owners[page] = owner;
    for (const child of childrenOf(file, page)) {
      if (owners[child] !== 0) continue;
      const pointer = credible.has(mapPageOf(file, child)) ? readPointer(file, child) : null;
      if (agrees(pointer, page)) open.push(child);
    }
  }
}

/** Pages of the pointer map on which nearly every entry can be right: noise looks right now and then. */
function credibleMaps(file: PageFile): Set<number> {
  const entries = new Map<number, { right: number; all: number }>();
  for (let page = 3; page <= file.pageCount; page++) {
    const map = mapPageOf(file, page);
    if (map === page) continue;
    const count = entries.get(map) ?? { right: 0, all: 0 };
    entries.set(map, count);
    count.all++;
    if (readPointer(file, page) !== null) count.right++;
  }
  return new Set([...entries].filter(([, n]) => n.right >= 0.95 * n.all).map(([map]) => map));
}

/** A pointer map that says something else is right: a damaged page points anywhere. */
function agrees(pointer: Pointer | null, parent: number): boolean {
  return pointer === null || (pointer.type === POINTER.node && pointer.parent === parent);
}

function climb(file: PageFile, start: number, owners: Uint32Array): number {
  let page = start;
  for (let depth = 0; depth < DEEPEST; depth++) {
    const pointer = readPointer(file, page);
    if (pointer?.type !== POINTER.node) return 0;
    page = pointer.parent;
    const owner = owners[page] ?? 0;
    if (owner !== 0) return owner;
  }
  return 0;
}
