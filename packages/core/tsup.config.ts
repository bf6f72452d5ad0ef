import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'tsup';
import { writeBillOfMaterials } from '../../scripts/packages/bill-of-materials.mjs';
import { writeThirdPartyLicences } from '../../scripts/packages/third-party.mjs';

const BUNDLED = ['valibot', 'safe-regex2'];

export default defineConfig({
  entry: { index: 'src/index.ts' },
  format: 'esm',
  target: 'node22',
  clean: true,
  // Every command and every user of the packages loads this: one file, with only what it needs of
  // these two, loads in half the time.
  noExternal: BUNDLED,
  esbuildOptions(options) {
    options.minifyWhitespace = true;
    // On a line of its own: tools that look for ESM's words don't find them in one long line.
    options.banner = { js: 'export {};' };
    options.charset = 'ascii';
    options.alias = {
      'safe-regex2': join(import.meta.dirname, 'src/configuration/lazy-safe-regex.cjs'),
      'safe-regex2-internals': fileURLToPath(import.meta.resolve('safe-regex2')),
    };
  },
  async onSuccess() {
    writeThirdPartyLicences('dist', { '.': BUNDLED });
    writeBillOfMaterials('dist', 'packages/core', { '.': BUNDLED });
  },
});
