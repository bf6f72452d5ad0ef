import { expect, test } from 'vitest';
import { isNodeSupported } from '../src/index.js';

test.each([
  ['v20.19.0', false],
  ['v22.0.0', true],
  ['v24.21.0', true],
  ['26.1.0', true],
])('Node %s: %s', (version, supported) => {
  expect(isNodeSupported(version)).toBe(supported);
});
