import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The repository. */
export const ROOT = join(import.meta.dirname, '../..');

/** Packs one of the packages as npm would get it. @returns the tarball's path. */
export function pack(name, folder) {
  const before = new Set(readdirSync(folder));
  execFileSync('npx', ['-y', 'pnpm@12', 'pack', '--pack-destination', folder], {
    cwd: join(ROOT, 'packages', name),
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return join(
    folder,
    readdirSync(folder).find((file) => !before.has(file)),
  );
}
