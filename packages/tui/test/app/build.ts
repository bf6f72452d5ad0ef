import { fileURLToPath } from 'node:url';
import { build } from 'tsup';

/** Bundles the inspector and a recorder with the packages' sources: processes of their own run them. */
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
    noExternal: [/^@spoor\//],
    esbuildOptions: (options) => {
      options.conditions = ['@spoor/source'];
    },
  });
  return { inspect: `${OUT}/inspect.js`, grow: `${OUT}/grow.js` };
}

/** Inside the package, where its dependencies are found. */
const OUT = fileURLToPath(new URL('../../node_modules/.cache/inspector', import.meta.url));
