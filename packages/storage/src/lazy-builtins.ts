import { createRequire } from 'node:module';

// Modules of Node's own that few processes need: loading them costs each of the others milliseconds.

/** `node:crypto`, loaded when it is first asked for. */
export const crypto = () => load<typeof import('node:crypto')>('node:crypto');

/** `node:util`; to import it by name makes Node load all that it offers. */
export const util = () => {
  utilities ??= load<typeof import('node:util')>('node:util');
  return utilities;
};
let utilities: typeof import('node:util') | undefined;

/** `node:zlib`, loaded when it is first asked for. */
export const zlib = () => load<typeof import('node:zlib')>('node:zlib');

/** `node:child_process`, loaded when it is first asked for. */
export const childProcess = () => load<typeof import('node:child_process')>('node:child_process');

/** `node:perf_hooks`, loaded when it is first asked for. */
export const perfHooks = () => load<typeof import('node:perf_hooks')>('node:perf_hooks');

function load<Module>(name: string): Module {
  return createRequire(import.meta.url)(name) as Module;
}
