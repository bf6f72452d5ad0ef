#!/usr/bin/env node
import { fileURLToPath } from 'node:url';

// What V8 makes of our modules is kept beside them, where nobody can write who can't change them too:
// reading it takes a fifth of a command's time less. Nodes before 22.1 don't know of it, and where
// nothing can be written nothing is kept.
process
  .getBuiltinModule?.('node:module')
  .enableCompileCache?.(fileURLToPath(new URL('../node_modules/.cache/compiled', import.meta.url)));
await import('./main.js');
