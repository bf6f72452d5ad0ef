import { defineConfig } from 'tsup';

export default defineConfig({
  entry: { index: 'src/index.ts', 'database-thread': 'src/async/database-thread.ts' },
  format: 'esm',
  target: 'node22',
  clean: true,
});
