import type { DataChange, FileNode, FolderNode, NameChange } from './nodes.ts';
import { changed, type Node, rename } from './nodes.ts';
import type { Random } from './random.ts';

/** What a power failure does to all that was not synced. */
export const FATES = [
  'none of it',
  'all of it',
  'all up to a moment',
  'names without data',
  'data without names',
  'some blocks',
  'some blocks, others garbage',
  'torn last writes',
] as const;

/** See `FATES`. */
export type Fate = (typeof FATES)[number];

/** What is on the disk after a power failure. */
export interface Survivors {
  names(folder: FolderNode): ReadonlyMap<string, Node>;
  bytes(file: FileNode): Buffer;
}

/** Decides what is left; each file and folder has luck of its own. */
export function survivors(fate: Fate, now: number, random: Random): Survivors {
  const moment = random.below(now + 1);
  const moves = new Map<number, boolean>();
  const keepsName = (luck: number, { at, other }: NameChange): boolean => {
    const known = moves.get(at);
    if (known !== undefined) return known;
    const keeps = mayKeep(luck, at);
    if (other !== undefined) moves.set(at, keeps);
    return keeps;
  };
  const mayKeep = (luck: number, at: number): boolean => {
    if (fate === 'none of it' || fate === 'data without names') return false;
    if (fate === 'all up to a moment') return at <= moment;
    return fate.startsWith('some') ? random.chance(luck) : true;
  };
  return {
    names: (folder) => {
      const luck = random.next();
      const names = new Map(folder.synced);
      for (const change of folder.unsynced) {
        if (keepsName(luck, change)) rename(names, change.names);
      }
      return names;
    },
    bytes: (file) => {
      if (fate === 'none of it') return file.synced;
      if (fate === 'names without data') return onlyLength(file, random);
      if (fate === 'all up to a moment') {
        return changed(
          file.synced,
          file.unsynced.filter(({ at }) => at <= moment),
        );
      }
      if (fate === 'torn last writes') return changed(file.synced, torn(file.unsynced, random));
      if (fate.startsWith('some')) return someBlocks(file, fate.endsWith('garbage'), random);
      return changed(file.synced, file.unsynced);
    },
  };
}

/** The file is as long as it was going to be, or as it was; what came is missing. */
function onlyLength({ synced, unsynced }: FileNode, random: Random): Buffer {
  if (random.chance(0.5)) return synced;
  const length = changed(synced, unsynced).length;
  return changed(synced, [{ at: 0, length }]);
}

function torn(changes: readonly DataChange[], random: Random): DataChange[] {
  return changes.map((change, n) => {
    const isLast = n >= changes.length - 3;
    if (!('data' in change) || !isLast || random.chance(0.5)) return change;
    const at = random.chance(0.5) ? random.below(change.data.length) : cutAtSector(change, random);
    return random.chance(0.5)
      ? { ...change, data: change.data.subarray(0, at) }
      : { ...change, offset: change.offset + at, data: change.data.subarray(at) };
  });
}

const SECTOR = 512;

function cutAtSector(change: { offset: number; data: Buffer }, random: Random): number {
  const end = change.offset + random.below(change.data.length + 1);
  return Math.max(0, end - (end % SECTOR) - change.offset);
}

/** Any of the blocks that were written, in the order of writing; others stay as they were. */
function someBlocks(file: FileNode, garbage: boolean, random: Random): Buffer {
  const size = random.pick([SECTOR, 4096]);
  const luck = random.next();
  const kept = file.unsynced.flatMap((change): DataChange[] => {
    if (!('data' in change)) return random.chance(luck) ? [change] : [];
    return blocksOf(change, size).flatMap((block) => {
      if (random.chance(luck)) return [block];
      const isNew = block.offset >= file.synced.length;
      return garbage && isNew ? [{ ...block, data: noise(block.data.length, random) }] : [];
    });
  });
  return changed(file.synced, kept);
}

function* range(from: number, to: number, size: number): Generator<[number, number]> {
  for (let start = from; start < to; ) {
    const end = Math.min(to, start - (start % size) + size);
    yield [start, end];
    start = end;
  }
}

type Write = Extract<DataChange, { data: Buffer }>;

function blocksOf({ at, offset, data }: Write, size: number): Write[] {
  return [...range(offset, offset + data.length, size)].map(([start, end]) => ({
    at,
    offset: start,
    data: data.subarray(start - offset, end - offset),
  }));
}

/** What a disk may give that has the file's new length but not its bytes. */
export function noise(length: number, random: Random): Buffer {
  const bytes = Buffer.alloc(length);
  for (let n = 0; n + 4 <= length; n += 4) bytes.writeUInt32LE(random.below(2 ** 32), n);
  return bytes;
}
