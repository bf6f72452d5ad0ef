import { expect, test } from 'vitest';
import { homeFolder } from '../../src/capture/home-folder.js';

const throws = () => {
  throw new Error('no such user');
};

test.each([
  ['/home/me', '/root', '/home/me'],
  ['.', '/root', '/root'],
  ['', '/root', '/root'],
  ['../x', 'y', undefined],
])('of %j, else %j, is %j', (named, known, home) => {
  expect(homeFolder({ homedir: () => named, userInfo: () => ({ homedir: known }) })).toBe(home);
});

test('is unknown for a user whom the system doesn’t know', () => {
  expect(homeFolder({ homedir: throws, userInfo: throws })).toBeUndefined();
});
