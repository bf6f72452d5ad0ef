import { StorageError } from '../errors.js';

/** A function made from its text, and whether it has reached for something that isn't here. */
export interface ScopedFunction {
  readonly call: (...args: unknown[]) => unknown;
  /** The first name of its surroundings that it used; null while it used none. */
  readonly missing: () => string | null;
}

/**
 * Makes a function from its text where nothing is in reach but JavaScript itself. Any other name is
 * noted when it is used, even inside `try` or behind `typeof`, so that a function that depends on
 * its surroundings is never taken to have done its work without them.
 * @throws SyntaxError for a text that is no expression, such as a method's or a built-in function's.
 */
export function makeScopedFunction(text: string): ScopedFunction {
  let missing: string | null = null;
  const refuse = (name: string): never => {
    missing ??= name;
    throw new StorageError('INVALID', `${name} is not known in a database thread`);
  };
  const scope = new Proxy(Object.create(null), {
    has: () => true,
    get: (_, name) => {
      if (name === Symbol.unscopables) return undefined;
      return LANGUAGE.has(name) ? Reflect.get(globalThis, name) : refuse(String(name));
    },
    set: (_, name) => refuse(String(name)),
  });
  const self = new Proxy(Object.create(null), {
    has: () => refuse('this'),
    get: () => refuse('this'),
    set: () => refuse('this'),
  });
  const make = new Function(
    'scope',
    `with (scope) { return function () { 'use strict'; return (${text}\n); }; }`,
  );
  const made = make(scope).call(self) as (...args: unknown[]) => unknown;
  return { call: (...args) => made.call(undefined, ...args), missing: () => missing };
}

/** What a text can hold that means its surroundings without a name. */
const SURROUNDINGS = /\b(?:arguments|super|import|eval|new\.target)\b/;

/** Whether there is any use in trying a function's text elsewhere. */
export function mayTravel(text: string): boolean {
  return !SURROUNDINGS.test(text) && !/\{\s*\[native code\]\s*\}$/.test(text);
}

/** Names that mean the same everywhere, and that nobody takes for something else. */
const LANGUAGE: ReadonlySet<string | symbol> = new Set([
  'undefined',
  'NaN',
  'Infinity',
  'isNaN',
  'isFinite',
  'parseInt',
  'parseFloat',
  'encodeURIComponent',
  'decodeURIComponent',
  'encodeURI',
  'decodeURI',
  'Object',
  'Array',
  'String',
  'Number',
  'Boolean',
  'Symbol',
  'BigInt',
  'Math',
  'JSON',
  'Date',
  'RegExp',
  'Map',
  'Set',
  'WeakMap',
  'WeakSet',
  'Promise',
  'Reflect',
  'Iterator',
  'Error',
  'EvalError',
  'RangeError',
  'ReferenceError',
  'SyntaxError',
  'TypeError',
  'URIError',
  'AggregateError',
  'ArrayBuffer',
  'DataView',
  'Int8Array',
  'Uint8Array',
  'Uint8ClampedArray',
  'Int16Array',
  'Uint16Array',
  'Int32Array',
  'Uint32Array',
  'Float32Array',
  'Float64Array',
  'BigInt64Array',
  'BigUint64Array',
  'Buffer',
]);
