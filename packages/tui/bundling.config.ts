import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Options } from 'tsup';

/** Dependencies that built files have in themselves; of Ink alone there are some two hundred modules. */
export const BUNDLED = ['commander', 'ink', 'react', 'string-width'];

/** How files are built with their dependencies in them. */
export const BUNDLING: Options = {
  format: 'esm',
  target: 'node22',
  // Else the aliases below are not looked at.
  removeNodeProtocol: false,
  noExternal: BUNDLED,
  // For the modules among them that are CommonJS.
  banner: {
    js: "import { createRequire as madeRequire } from 'node:module'; const require = madeRequire(import.meta.url);",
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
};
