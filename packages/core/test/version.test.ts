import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { SPOOR_VERSION } from '../src/index.js';

it.each(['core', 'storage', 'hooks', 'tui'])('is the version of packages/%s', (name) => {
  const file = new URL(`../../${name}/package.json`, import.meta.url);
  const manifest: unknown = JSON.parse(readFileSync(file, 'utf8'));
  expect(manifest).toMatchObject({ version: SPOOR_VERSION });
});
