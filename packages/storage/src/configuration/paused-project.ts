import { realpathSync } from 'node:fs';
import { sep } from 'node:path';

/**
 * The folder of `pause.projects` that a place is in, if any. Folders are compared by their real
 * paths; the places are the project's root and the folder where the client works.
 */
export function pausedProject(
  projects: readonly string[],
  places: readonly (string | undefined)[],
): string | undefined {
  if (projects.length === 0) return undefined;
  const real = places.filter((place) => place !== undefined).map(realPath);
  return projects.find((project) => {
    const root = realPath(project);
    const below = root.endsWith(sep) ? root : root + sep;
    return real.some((place) => place === root || place.startsWith(below));
  });
}

function realPath(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    return path;
  }
}
