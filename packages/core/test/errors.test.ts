import { expect, it } from 'vitest';
import { messageOf, SpoorError, UsageError } from '../src/index.js';

it('names its errors', () => {
  expect(new UsageError('x')).toBeInstanceOf(SpoorError);
  expect(new UsageError('x').name).toBe('UsageError');
});

it('says any thrown value in one line', () => {
  expect(messageOf(new Error('one\ntwo'))).toBe('one');
  expect(messageOf('text')).toBe('text');
  expect(messageOf(undefined)).toBe('undefined');
});
