import { copyFileSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { defineConfig } from 'tsup';
import { writeBillOfMaterials } from '../../scripts/packages/bill-of-materials.mjs';
import { writeThirdPartyLicences } from '../../scripts/packages/third-party.mjs';
import { compileHook } from './src/install/compile-hook.js';

const core = createRequire(createRequire(import.meta.url).resolve('@spoor/core/package.json'));
const sqlite = dirname(createRequire(import.meta.url).resolve('better-sqlite3/package.json'));

/** What the hook's files have in themselves, by the package that depends on it. */
const BUNDLED = { '.': ['better-sqlite3'], '../core': ['valibot', 'safe-regex2'] };

export default defineConfig([
  {
    entry: {
      index: 'src/index.ts',
      cli: 'src/cli/index.ts',
      'spoor-hooks': 'src/bin/spoor-hooks.ts',
      'history-thread': 'src/transcript/history/history-thread.ts',
    },
    format: 'esm',
    target: 'node22',
    clean: true,
    splitting: true,
  },
  {
    // What a hook's process loads: the recorder in one file, what starts it, and the binding; and
    // apart from it what reads a configuration or transcripts, which most hooks don't need.
    entry: {
      hook: 'src/bin/hook.cjs',
      recorder: 'src/bin/recorder.ts',
      configuration: 'src/bin/configuration.ts',
      transcripts: 'src/bin/transcripts.ts',
    },
    outDir: 'dist/hook',
    format: 'cjs',
    target: 'node22',
    platform: 'node',
    minify: true,
    noExternal: [/.*/],
    esbuildOptions(options) {
      options.alias = {
        'better-sqlite3': join(import.meta.dirname, 'src/bin/bundled-sqlite.cjs'),
        'safe-regex2': join(import.meta.dirname, 'src/bin/lazy-safe-regex.cjs'),
        'safe-regex2-internals': core.resolve('safe-regex2'),
        'better-sqlite3-internals/database': join(sqlite, 'lib/database.js'),
        'better-sqlite3-internals/sqlite-error': join(sqlite, 'lib/sqlite-error.js'),
      };
      options.conditions = ['@spoor/source'];
      options.legalComments = 'none';
    },
    async onSuccess() {
      mkdirSync('dist/hook', { recursive: true });
      writeThirdPartyLicences('dist/hook', BUNDLED);
      writeBillOfMaterials('dist', 'packages/hooks', BUNDLED);
      copyFileSync(
        join(sqlite, 'prebuilds', `${process.platform}-${process.arch}.node`),
        'dist/hook/better_sqlite3.node',
      );
      if (!compileHook(process.execPath, 'dist/hook/hook.cjs')) throw new Error('the hook fails');
    },
  },
]);
