import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { conditions: ['@spoor/source'] },
  ssr: { resolve: { conditions: ['@spoor/source'] } },
  test: { include: ['test/**/*.test.{ts,tsx}'], testTimeout: 60_000 },
});
