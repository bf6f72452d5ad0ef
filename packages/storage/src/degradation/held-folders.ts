import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';

/**
 * Where the writes to a database wait by default: in `held` beside it, or, when that folder can't be
 * written, in one of its own among the user's temporary files.
 */
export function heldFolders(databasePath: string): string[] {
  const user = process.getuid?.() ?? 'user';
  const name = `held-${basename(databasePath).replace(/[^\w-]/g, '_')}-${fingerprint(databasePath)}`;
  return [
    join(dirname(databasePath), 'held'),
    join(process.env['XDG_RUNTIME_DIR'] || tmpdir(), `spoor-${user}`, name),
  ];
}

/** FNV-1a, 32 bits: the files themselves say which database they are for. */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash.toString(16).padStart(8, '0');
}
