import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** What is used of the bundler that builds the packages. */
interface Bundler {
  readonly buildSync: (options: object) => unknown;
}

const PACKAGES = join(import.meta.dirname, '../../packages');

/**
 * Makes a module of `redactText` and all that it needs, without the rest of the core, as the hook's
 * own bundle has it.
 * @returns its path.
 */
export function bundleRedaction(folder: string): string {
  const requireFrom = (path: string) => createRequire(path);
  const builder = requireFrom(join(PACKAGES, 'core/package.json')).resolve('tsup');
  const { buildSync }: Bundler = requireFrom(builder)('esbuild');
  const outfile = join(folder, 'redaction.cjs');
  mkdirSync(folder, { recursive: true });
  buildSync({
    stdin: {
      contents: `export { redactText } from '@spoor/core';`,
      resolveDir: join(PACKAGES, 'hooks'),
    },
    conditions: ['@spoor/source'],
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'cjs',
    outfile,
    logLevel: 'error',
  });
  return outfile;
}
