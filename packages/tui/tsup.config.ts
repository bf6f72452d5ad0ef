import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'tsup';
import { writeThirdPartyLicences } from '../../scripts/packages/third-party.mjs';

// Ink is some two hundred modules: to find them all takes longer than to run them.
const BUNDLED = ['commander', 'ink', 'react', 'string-width'];

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
  // For the modules among them that are CommonJS.
  banner: {
    js: "import { createRequire as madeRequire } from 'node:module'; const require = madeRequire(import.meta.url);",
  },
  async onSuccess() {
    writeThirdPartyLicences(
      'dist',
      { '.': BUNDLED },
      join(import.meta.dirname, '../../scripts/packages/licences'),
    );
  },
  esbuildOptions(options) {
    options.define = {
      ...options.define,
      // React's development form is slower and grows.
      'process.env.NODE_ENV': '"production"',
      // Ink's layout engine would unpack itself through it, for which Node loads all of its network.
      fetch: 'undefined',
    };
    options.alias = {
      'react-devtools-core': join(import.meta.dirname, 'src/bundled/react-devtools-core.cjs'),
      'node:child_process': join(import.meta.dirname, 'src/bundled/child-process.cjs'),
      'node:process': join(import.meta.dirname, 'src/bundled/process.mjs'),
      'node:util': join(import.meta.dirname, 'src/bundled/util.cjs'),
      'string-width': join(import.meta.dirname, 'src/present/lazy-string-width.cjs'),
      'string-width-internals': fileURLToPath(import.meta.resolve('string-width')),
    };
  },
});
