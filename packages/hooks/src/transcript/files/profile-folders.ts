import { statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';

/** What the folders depend on. */
export interface ProfileSources {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly homeDir?: string | undefined;
}

/**
 * The client's profiles: what `CLAUDE_CONFIG_DIR` names, several with commas between them; else its
 * default folders, as far as they exist. Entries that aren't absolute count as unset.
 */
export function profileFolders({ env, homeDir }: ProfileSources): string[] {
  const named = env.CLAUDE_CONFIG_DIR?.trim() ?? '';
  // A comma may be part of a folder's name.
  if (isFolder(named)) return [named];
  const entries = named.split(',').map((entry) => entry.trim());
  const folders = entries.filter((entry) => isAbsolute(entry));
  return folders.length > 0 ? [...new Set(folders)] : defaultFolders(homeDir).filter(isFolder);
}

function defaultFolders(homeDir: string | undefined): string[] {
  if (homeDir === undefined) return [];
  return [join(homeDir, '.claude'), join(homeDir, '.config', 'claude')];
}

function isFolder(path: string): boolean {
  if (!isAbsolute(path)) return false;
  try {
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  } catch {
    return false;
  }
}
