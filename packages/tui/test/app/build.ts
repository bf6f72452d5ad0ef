import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'tsup';
import { afterAll, beforeAll } from 'vitest';
import { BUNDLING } from '../../bundling.config.js';

/**
 * The inspector and a recorder, which run in processes of their own, on the built packages; bundled
 * as they are installed. They are built before the tests of a file, and go after them.
 */
export function builtPrograms(): { readonly inspect: string; readonly grow: string } {
  mkdirSync(CACHE, { recursive: true });
  const out = mkdtempSync(join(CACHE, 'inspector-'));
  beforeAll(async () => {
    await build({
      ...BUNDLING,
      config: false,
      silent: true,
      entry: {
        inspect: fileURLToPath(new URL('./inspect.ts', import.meta.url)),
        grow: fileURLToPath(new URL('./grow.ts', import.meta.url)),
      },
      outDir: out,
      splitting: true,
    });
  }, BUILD_LIMIT_MS);
  afterAll(() => rmSync(out, { recursive: true, force: true }));
  return { inspect: join(out, 'inspect.js'), grow: join(out, 'grow.js') };
}

/** Inside the package, where its dependencies are found. */
const CACHE = fileURLToPath(new URL('../../node_modules/.cache', import.meta.url));

/** On a busy machine. */
const BUILD_LIMIT_MS = 120_000;
