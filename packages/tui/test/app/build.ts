import { fileURLToPath } from 'node:url';
import { build } from 'tsup';

/** Builds the inspector and a recorder, which run in processes of their own, on the built packages. */
export async function buildPrograms(): Promise<{ inspect: string; grow: string }> {
  await build({
    config: false,
    silent: true,
    entry: {
      inspect: fileURLToPath(new URL('./inspect.ts', import.meta.url)),
      grow: fileURLToPath(new URL('./grow.ts', import.meta.url)),
    },
    outDir: OUT,
    format: 'esm',
    target: 'node22',
  });
  return { inspect: `${OUT}/inspect.js`, grow: `${OUT}/grow.js` };
}

/** Inside the package, where its dependencies are found. */
const OUT = fileURLToPath(new URL('../../node_modules/.cache/inspector', import.meta.url));
