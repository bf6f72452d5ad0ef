import { oneLine } from '../../../present/safe-text.js';

/** A path as people write it, safe to show: the user's folder is `~`. */
export function shortPath(path: string, homeDir: string | null): string {
  const inside = homeDir !== null && /^[/\\]./.test(path.slice(homeDir.length));
  return oneLine(inside && path.startsWith(homeDir) ? `~${path.slice(homeDir.length)}` : path);
}
