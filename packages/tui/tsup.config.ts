import { join } from 'node:path';
import { defineConfig } from 'tsup';
import { writeBillOfMaterials } from '../../scripts/packages/bill-of-materials.mjs';
import { writeThirdPartyLicences } from '../../scripts/packages/third-party.mjs';
import { BUNDLED, BUNDLING } from './bundling.config.js';

export default defineConfig({
  ...BUNDLING,
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
  clean: true,
  // Commands load what they need only when they run.
  splitting: true,
  async onSuccess() {
    writeThirdPartyLicences(
      'dist',
      { '.': BUNDLED },
      join(import.meta.dirname, '../../scripts/packages/licences'),
    );
    writeBillOfMaterials('dist', 'packages/tui', { '.': BUNDLED });
  },
});
