import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'tsup';
import { writeThirdPartyLicences } from '../../scripts/packages/third-party.mjs';

const BUNDLED = ['string-width'];

export default defineConfig({
  entry: {
    index: 'src/index.ts',
    spoor: 'src/bin/spoor.ts',
    // What docs/commands.md is generated from; no public entry.
    'command-tree': 'src/cli/command-tree.ts',
    'writer-worker': 'src/app/live/writer-worker.ts',
    'history-worker': 'src/app/live/history-worker.ts',
  },
  format: 'esm',
  target: 'node22',
  clean: true,
  // Commands load what they need only when they run.
  splitting: true,
  noExternal: BUNDLED,
  async onSuccess() {
    writeThirdPartyLicences('dist', { '.': BUNDLED });
  },
  esbuildOptions(options) {
    options.alias = {
      'string-width': join(import.meta.dirname, 'src/present/lazy-string-width.cjs'),
      'string-width-internals': fileURLToPath(import.meta.resolve('string-width')),
    };
  },
});
