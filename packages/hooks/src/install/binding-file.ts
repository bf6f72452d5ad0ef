import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';

/**
 * Finds the native part of better-sqlite3 that this Node uses, for the copy beside the hook: a
 * package for all platforms can't hold it. The library knows best which of its files fits; it is
 * loaded once, and the file is looked up among those that Node has loaded.
 * @returns undefined when none can be loaded here.
 */
export function findBindingFile(): string | undefined {
  const require = createRequire(import.meta.url);
  try {
    const Database = require('better-sqlite3') as new (path: string) => { close(): void };
    new Database(':memory:').close();
  } catch {
    return undefined;
  }
  return Object.keys(require.cache).find((file) => file.endsWith('.node') && existsSync(file));
}
