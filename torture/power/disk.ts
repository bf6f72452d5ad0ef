import { constants, lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { Call } from '../preload/calls.ts';
import { FileNode, FolderNode, type Node } from './nodes.ts';

/** Linux's flag for a file without a name (`O_TMPFILE`); nothing of it outlives its process. */
const NAMELESS = 0x40_0000;

/**
 * A disk that keeps apart what was synced and what was not, by the letter of POSIX: a file's bytes
 * are safe with the file's own sync, a name with its folder's. A rename is done, or it isn't.
 */
export class SimulatedDisk {
  readonly root: FolderNode;
  readonly #folder: string;
  readonly #byInode = new Map<string, Node>();

  /** @param folder what is there is taken for synced. */
  constructor(folder: string) {
    this.#folder = folder;
    this.root = this.#readFolder(folder);
  }

  /** Does what a process did. @param at the call's place in the log. */
  apply(call: Call, at: number): void {
    const { kind, inode, offset, path } = call;
    if (call.result < 0) return;
    const node = this.#byInode.get(inode);
    switch (kind) {
      case 'open':
        if (call.created) this.#name(at, path, this.#made(call, new FileNode(call.mode)));
        // It may have the inode of a file that is gone.
        else if ((call.flags & NAMELESS) !== 0) this.#byInode.delete(inode);
        else if (node?.kind === 'file' && (call.flags & constants.O_TRUNC) !== 0) {
          node.unsynced.push({ at, length: 0 });
        }
        return;
      case 'mkdir':
        this.#name(at, path, this.#made(call, new FolderNode(0o700)));
        return;
      case 'write':
        if (node?.kind === 'file') node.unsynced.push({ at, offset, data: call.data });
        return;
      case 'truncate':
        if (node?.kind === 'file') node.unsynced.push({ at, length: offset });
        return;
      case 'sync':
        if (node !== undefined && node.kind !== 'link') node.sync();
        return;
      case 'chmod':
        if (node !== undefined && node.kind !== 'link') node.mode = call.fileMode & 0o777;
        return;
      case 'unlink':
        this.#name(at, path, undefined);
        return;
      case 'rename':
        this.#rename(at, path, call.path2);
        return;
      case 'link':
        this.#link(at, call);
        return;
      case 'allocate':
        throw new Error('allocations are not simulated');
    }
  }

  #made<N extends FileNode | FolderNode>(call: Call, node: N): N {
    node.mode = call.fileMode & 0o777;
    this.#byInode.set(call.inode, node);
    return node;
  }

  #name(at: number, path: string, node: Node | undefined): void {
    const [folder, name] = this.#place(path);
    folder?.change(at, new Map([[name, node]]));
  }

  #rename(at: number, from: string, to: string): void {
    const [source, oldName] = this.#place(from);
    const [target, newName] = this.#place(to);
    const node = source?.seen.get(oldName);
    if (node === undefined || from === to) return;
    if (source === target) {
      target?.change(
        at,
        new Map([
          [oldName, undefined],
          [newName, node],
        ]),
      );
    } else {
      target?.change(at, new Map([[newName, node]]), source);
      source?.change(at, new Map([[oldName, undefined]]), target);
    }
  }

  #link(at: number, { name, inode, path, path2 }: Call): void {
    const isSymbolic = name.startsWith('symlink');
    this.#name(at, path2, isSymbolic ? { kind: 'link', text: path } : this.#byInode.get(inode));
  }

  /** The folder that a path's last name is in; none outside of what is simulated. */
  #place(path: string): [FolderNode | undefined, string] {
    const names = relative(this.#folder, path).split(sep);
    const last = names.pop() ?? '';
    let folder: Node | undefined = this.root;
    for (const name of names) {
      folder = folder?.kind === 'folder' ? folder.seen.get(name) : undefined;
    }
    return [folder?.kind === 'folder' ? folder : undefined, last];
  }

  #read(path: string): Node {
    const stats = lstatSync(path);
    if (stats.isDirectory()) return this.#readFolder(path);
    if (stats.isSymbolicLink()) return { kind: 'link', text: readlinkSync(path) };
    const file = new FileNode(stats.mode & 0o777, readFileSync(path));
    this.#byInode.set(String(stats.ino), file);
    return file;
  }

  #readFolder(path: string): FolderNode {
    const { mode, ino } = lstatSync(path);
    const folder = new FolderNode(mode & 0o777);
    this.#byInode.set(String(ino), folder);
    for (const name of readdirSync(path)) {
      folder.change(0, new Map([[name, this.#read(join(path, name))]]));
    }
    folder.sync();
    return folder;
  }
}
