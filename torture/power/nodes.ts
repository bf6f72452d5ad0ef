/** A write, or a new length, that the disk may not have yet. */
export type DataChange =
  | { readonly at: number; readonly offset: number; readonly data: Buffer }
  | { readonly at: number; readonly length: number };

/** A name that is set or taken away and that the disk may not have yet. */
export interface NameChange {
  readonly at: number;
  /** What the names stand for afterwards; undefined: nothing. A rename changes two at once. */
  readonly names: ReadonlyMap<string, Node | undefined>;
  /** Of a rename between folders: the other one, where as much is done, or nothing. */
  readonly other?: FolderNode | undefined;
}

/** A file: what the disk has for sure, and what came since its last sync, in order. */
export class FileNode {
  readonly kind = 'file';
  mode: number;
  synced: Buffer;
  unsynced: DataChange[] = [];

  constructor(mode: number, content: Buffer = Buffer.alloc(0)) {
    this.mode = mode;
    this.synced = content;
  }

  sync(): void {
    this.synced = changed(this.synced, this.unsynced);
    this.unsynced = [];
  }
}

/** A folder: the names that the disk has for sure, those that processes see, and what came between. */
export class FolderNode {
  readonly kind = 'folder';
  mode: number;
  readonly synced = new Map<string, Node>();
  readonly seen = new Map<string, Node>();
  unsynced: NameChange[] = [];

  constructor(mode: number) {
    this.mode = mode;
  }

  change(at: number, names: ReadonlyMap<string, Node | undefined>, other?: FolderNode): void {
    this.unsynced.push({ at, names, other });
    rename(this.seen, names);
  }

  sync(): void {
    const changes = this.unsynced;
    this.unsynced = [];
    for (const { at, names, other } of changes) {
      rename(this.synced, names);
      other?.syncOne(at);
    }
  }

  syncOne(moment: number): void {
    const change = this.unsynced.find(({ at }) => at === moment);
    if (change === undefined) return;
    this.unsynced = this.unsynced.filter((other) => other !== change);
    rename(this.synced, change.names);
  }
}

/** A symbolic link. */
interface LinkNode {
  readonly kind: 'link';
  readonly text: string;
}

export type Node = FileNode | FolderNode | LinkNode;

/** What becomes of a file's bytes by changes, in order. */
export function changed(content: Buffer, changes: readonly DataChange[]): Buffer {
  const lengths = changes.map((change) =>
    'data' in change ? change.offset + change.data.length : change.length,
  );
  const room = Buffer.alloc(Math.max(content.length, ...lengths, 0));
  let length = content.copy(room);
  for (const change of changes) {
    if ('data' in change) {
      change.data.copy(room, change.offset);
      length = Math.max(length, change.offset + change.data.length);
    } else {
      room.fill(0, Math.min(change.length, length));
      length = change.length;
    }
  }
  return room.subarray(0, length);
}

/** Gives names what they stand for now. */
export function rename(
  folder: Map<string, Node>,
  names: ReadonlyMap<string, Node | undefined>,
): void {
  for (const [name, node] of names) {
    if (node === undefined) folder.delete(name);
    else folder.set(name, node);
  }
}
