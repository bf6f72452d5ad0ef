import { chmodSync, linkSync, mkdirSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { noise, type Survivors } from './fate.ts';
import type { FileNode, FolderNode } from './nodes.ts';
import type { Random } from './random.ts';

/** How long the machine is off, and starts again, at least: files are as old by then, seconds. */
const OFF_SECONDS = 120;

/** Writes what survived a power failure into an empty folder. */
export function layOut(root: FolderNode, left: Survivors, folder: string, random: Random): void {
  const written = new Map<FileNode, string>();
  const then = Date.now() / 1000 - OFF_SECONDS;
  const fill = (node: FolderNode, path: string) => {
    for (const [name, child] of left.names(node)) {
      const place = join(path, name);
      if (child.kind === 'link') symlinkSync(child.text, place);
      else if (child.kind === 'folder') {
        mkdirSync(place, { mode: child.mode });
        fill(child, place);
      } else {
        const first = written.get(child);
        if (first !== undefined) linkSync(first, place);
        else writeFileSync(place, bytesOf(name, child, left, random), { mode: child.mode });
        if (first === undefined) chmodSync(place, child.mode);
        utimesSync(place, then, then);
        written.set(child, place);
      }
    }
  };
  fill(root, folder);
}

/** SQLite writes its index by memory mapping, never syncs it, and promises to trust none of it. */
function bytesOf(name: string, file: FileNode, left: Survivors, random: Random): Buffer {
  const bytes = left.bytes(file);
  return name.endsWith('-shm') ? noise(bytes.length, random) : bytes;
}
