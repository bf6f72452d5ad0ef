import { defineConfig } from 'tsup';
import { writeBillOfMaterials } from '../../scripts/packages/bill-of-materials.mjs';

export default defineConfig({
  entry: { index: 'src/index.ts', 'database-thread': 'src/async/database-thread.ts' },
  format: 'esm',
  target: 'node22',
  clean: true,
  // Every command loads it, whole: half as long, and ASCII alone, it is read and compiled sooner.
  // Names stay, for those who read a stack.
  esbuildOptions(options) {
    options.minifyWhitespace = true;
    options.charset = 'ascii';
  },
  async onSuccess() {
    writeBillOfMaterials('dist', 'packages/storage');
  },
});
