import { describe, expect, test } from 'vitest';
import { makeScopedFunction, mayTravel } from '../../src/async/function-scope.js';

function callAll(text: string, ...args: unknown[]): { result?: unknown; missing: string | null } {
  const made = makeScopedFunction(text);
  try {
    return { result: made.call(...args), missing: made.missing() };
  } catch {
    return { missing: made.missing() };
  }
}

describe('a function made from its text', () => {
  test.each([
    ['(a, b) => a + b', 3],
    ['function (a, b) { return Math.max(a, b); }', 2],
    ['function named(a) { return a === 0 ? 0 : 1 + named(a - 1); }', 1],
    ['({ x }) => x // a comment', undefined],
    ['(a) => { const process = a; return process; }', 1],
    ['(a) => JSON.parse(JSON.stringify([a, undefined === void 0]))', [1, true]],
    ['function () { return this; }', undefined],
  ])('%s needs nothing else', (text, result) => {
    expect(callAll(text, 1, 2)).toEqual({ result, missing: null });
  });

  test.each([
    ['() => process.exit', 'process'],
    ['() => typeof console', 'console'],
    ['() => { try { return helper(); } catch { return 1; } }', 'helper'],
    ['() => { counter = 1; }', 'counter'],
    ['() => { counter += 1; }', 'counter'],
    ['() => globalThis.x', 'globalThis'],
    ['() => [1].map((x) => x + outer)', 'outer'],
    ['() => setTimeout(() => {}, 1)', 'setTimeout'],
    ['() => this.x', 'this'],
    ["() => { 'use strict'; return eval2; }", 'eval2'],
  ])('%s needs %s', (text, missing) => {
    expect(callAll(text)).toMatchObject({ missing });
  });

  test.each(['method() { return 1; }', 'async method() {}', 'function () { [native code] }', ''])(
    '%j is refused',
    (text) => {
      expect(() => makeScopedFunction(text)).toThrow(SyntaxError);
    },
  );

  test.each(['() => arguments', '() => import("x")', 'function parseInt() { [native code] }'])(
    '%s is not even tried',
    (text) => {
      expect(mayTravel(text)).toBe(false);
    },
  );
});
