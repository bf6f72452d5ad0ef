import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const FOLDER = join(import.meta.dirname, '../../dist/hook');
const BUNDLES = readdirSync(FOLDER).filter((name) => name.endsWith('.cjs'));

describe.each(BUNDLES)('%s', (name) => {
  const text = readFileSync(join(FOLDER, name), 'utf8');

  test('is ASCII, so that V8 holds it at a byte a character', () => {
    expect(text.match(/.{0,20}[^\0-\x7f].{0,20}/)?.[0]).toBeUndefined();
  });

  test('has Node load none of the modules that few hooks need', () => {
    expect(text.match(/require\("(?:node:)?(?:timers|crypto|zlib|stream)\b[^"]*"\)/)?.[0]).toBe(
      undefined,
    );
  });

  test('asks no clock that has Node load a module', () => {
    expect(text.match(/.{0,20}\bperformance\.(?:now|timeOrigin).{0,20}/)?.[0]).toBeUndefined();
  });
});

test.each(['recorder', 'configuration', 'transcripts'])('%s is there compiled, too', (name) => {
  expect(readdirSync(FOLDER)).toContain(`${name}.cache`);
});
