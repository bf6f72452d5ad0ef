import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'tsup';
import { writeThirdPartyLicences } from '../../scripts/packages/third-party.mjs';

const BUNDLED = ['commander', 'string-width'];

export default defineConfig({
  entry: {
    index: 'src/index.ts',
    spoor: 'src/bin/spoor.ts',
    // What docs/commands.md is generated from; no public entry.
    'command-tree': 'src/cli/command-tree.ts',
    // The same for docs/keys.md.
    'key-table': 'src/app/keys/key-table.ts',
    'writer-worker': 'src/app/live/writer-worker.ts',
    'history-worker': 'src/app/live/history-worker.ts',
  },
  format: 'esm',
  target: 'node22',
  clean: true,
  // Else the aliases below are not looked at.
  removeNodeProtocol: false,
  // Commands load what they need only when they run.
  splitting: true,
  noExternal: BUNDLED,
  async onSuccess() {
    writeThirdPartyLicences('dist', { '.': BUNDLED });
  },
  esbuildOptions(options) {
    options.alias = {
      'node:child_process': join(import.meta.dirname, 'src/bundled/child-process.cjs'),
      'node:process': join(import.meta.dirname, 'src/bundled/process.cjs'),
      'node:util': join(import.meta.dirname, 'src/bundled/util.cjs'),
      'string-width': join(import.meta.dirname, 'src/present/lazy-string-width.cjs'),
      'string-width-internals': fileURLToPath(import.meta.resolve('string-width')),
    };
  },
});
