import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { Call } from '../preload/calls.ts';
import { changed, type FolderNode, type Node } from './nodes.ts';

/** What a file had when it got its name, and how long the log was then. */
interface Version {
  readonly hash: string;
  readonly at: number;
}

/** Files that are written whole under another name first: each has all of a content, or another's. */
export class WholeFiles {
  readonly #folder: string;
  readonly #root: FolderNode;
  readonly #isWhole: (path: string) => boolean;
  readonly #versions = new Map<string, Version[]>();
  readonly #takenAway = new Map<string, number>();

  /** @param isWhole says by a file's path in the folder whether it is such a file. */
  constructor(folder: string, root: FolderNode, isWhole: (path: string) => boolean) {
    this.#folder = folder;
    this.#root = root;
    this.#isWhole = isWhole;
    this.#add('', root, 0);
  }

  /** How many files are known by now. */
  get count(): number {
    return this.#versions.size;
  }

  /** Takes note of a call that the simulated disk has taken. */
  note({ kind, result, path, path2, logEnd }: Call): void {
    if (result < 0) return;
    if (kind === 'unlink' || kind === 'rename') this.#remove(this.#inside(path), logEnd);
    if (kind !== 'rename') return;
    const name = this.#inside(path2);
    const node = this.#at(name);
    if (node !== undefined) this.#add(name, node, logEnd);
  }

  /**
   * What is wrong with the files in the folder.
   * @param toldAt how long the log was when a command had last ended well: what it left must be there.
   */
  faults(toldAt: number): string[] {
    return [...this.#versions].flatMap(([path, versions]) => {
      const last = versions.findLast(({ at }) => at <= toldAt);
      const removedAt = this.#takenAway.get(path) ?? -1;
      const file = join(this.#folder, path);
      if (!existsSync(file)) {
        return last === undefined || removedAt >= last.at ? [] : [`${path} is gone`];
      }
      const hash = hashOf(readFileSync(file));
      const found = versions.findLast((version) => version.hash === hash);
      if (found === undefined) return [`${path} is torn`];
      return last !== undefined && found.at < last.at ? [`${path} is an old one`] : [];
    });
  }

  #add(path: string, node: Node, at: number): void {
    if (node.kind === 'folder') {
      for (const [name, child] of node.seen) this.#add(join(path, name), child, at);
    } else if (node.kind === 'file' && this.#isWhole(path)) {
      const versions = this.#versions.get(path) ?? [];
      versions.push({ hash: hashOf(changed(node.synced, node.unsynced)), at });
      this.#versions.set(path, versions);
    }
  }

  #remove(path: string, at: number): void {
    for (const known of this.#versions.keys()) {
      if (known === path || known.startsWith(path + sep)) this.#takenAway.set(known, at);
    }
  }

  #inside(path: string): string {
    return relative(this.#folder, path);
  }

  #at(path: string): Node | undefined {
    let node: Node | undefined = this.#root;
    for (const name of path.split(sep)) {
      node = node?.kind === 'folder' ? node.seen.get(name) : undefined;
    }
    return node;
  }
}

function hashOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
