import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A text in a file that only its owner can read, for a program that reads files. */
export interface PrivateText {
  readonly path: string;
  readonly read: () => string;
  /** Removes it, and its folder. */
  readonly remove: () => void;
}

/** Writes a text into a new file in a new folder of its own. @param name what the file is called. */
export function privateText(text: string, name: string, folder = tmpdir()): PrivateText {
  const own = mkdtempSync(join(folder, 'spoor-'));
  const path = join(own, fileName(name));
  const remove = () => rmSync(own, { recursive: true, force: true });
  try {
    writeFileSync(path, text, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    remove();
    throw error;
  }
  return { path, read: () => readFileSync(path, 'utf8'), remove };
}

/** Names come from recorded text: of theirs only what is harmless in a name is kept. */
function fileName(name: string): string {
  const plain = name.replace(/[^\w.-]+/g, '-').replace(/^[-.]+/, '');
  return plain.slice(-80) || 'text.txt';
}
