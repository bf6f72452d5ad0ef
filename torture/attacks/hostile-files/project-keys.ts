import {
  CONFIGURATION_KEYS,
  type DEFAULT_CONFIGURATION,
  mergeConfiguration,
  parseConfiguration,
  parseProjectConfiguration,
} from '@spoor/core';
import fc from 'fast-check';
import type { Scale } from '../../attack.ts';

/** What a `.spoor.json` may say of one key: everything that JSON can, and what would suit the key. */
const VALUES: readonly unknown[] = [
  true,
  false,
  null,
  0,
  -1,
  1,
  255,
  256,
  1_024,
  32_767,
  1e9,
  1e308,
  0.5,
  '',
  'off',
  'FULL',
  'NORMAL',
  'error',
  'dark',
  '/tmp/elsewhere.db',
  '../../etc/passwd',
  'file:evil?mode=memory',
  '$(touch /tmp/evil)',
  [],
  [''],
  ['long enough'],
  ['/'],
  [{ name: 'x', pattern: '(a+)+$' }],
  [{ model: 'm', input: -1, output: 1e9 }],
  {},
  { __proto__: { polluted: true } },
  { length: 1e9 },
  { toString: null },
  [[[[]]]],
];

/** What came of trying all of them. */
export interface KeysTried {
  readonly tried: number;
  readonly faults: readonly string[];
}

/** Tries every key with every value, alone and on top of what its user has set. */
export function tryProjectKeys(scale: Scale): KeysTried {
  const faults = new Set<string>();
  let tried = 0;
  const check = (project: unknown, own: unknown, what: string) => {
    tried += 1;
    for (const fault of weakened(project, own)) faults.add(`${what}: ${fault}`);
  };
  const owns = [{}, OWN];
  const values = VALUES.filter((_, index) => scale === 'full' || index % 3 === 0);
  for (const { name } of [...CONFIGURATION_KEYS, ...STRANGE]) {
    for (const value of values) {
      for (const own of owns) check(placed(name, value), own, `${name} = ${JSON.stringify(value)}`);
    }
  }
  fc.assert(
    fc.property(anyFile(), fc.constantFrom(...owns), (file, own) => {
      check(file, own, JSON.stringify(file).slice(0, 200));
    }),
    { numRuns: scale === 'full' ? 50_000 : 500 },
  );
  if ('polluted' in {}) faults.add('Object.prototype is polluted');
  return { tried, faults: [...faults] };
}

/** Its user redacts and keeps less than by default, here and there. */
const OWN = {
  database: { path: '/home/me/own.db' },
  capture: { toolOutput: false, maxStringLength: 1_000 },
  redaction: { literals: ['mine, all mine'], rules: [{ name: 'own', pattern: 'OWN-\\d+' }] },
  pause: { projects: ['/home/me/private'] },
  inspector: { theme: 'dark' },
};

const STRANGE = [
  '__proto__.polluted',
  'constructor.prototype',
  'redaction.__proto__',
  'capture.constructor',
  'editor.command',
  'inspector.pager',
  'hooks.Stop',
  'env.NODE_OPTIONS',
  'paths.dataDir',
].map((name) => ({ name }));

function placed(name: string, value: unknown): unknown {
  const [outer = '', inner] = name.split('.');
  const text = inner === undefined ? { [outer]: value } : undefined;
  // By its text: so `__proto__` is a key, as in a file.
  return JSON.parse(
    text === undefined
      ? `{${JSON.stringify(outer)}:{${JSON.stringify(inner)}:${JSON.stringify(value)}}}`
      : JSON.stringify(text),
  );
}

function anyFile(): fc.Arbitrary<unknown> {
  const value = fc.oneof(fc.constantFrom(...VALUES), fc.jsonValue());
  const keys = CONFIGURATION_KEYS.map(({ name }) => name.split('.'));
  const sections = [...new Set(keys.map(([outer = '']) => outer))];
  const inner = fc.constantFrom(...new Set(keys.map(([, name = '']) => name)), '__proto__', 'x');
  const section = fc.oneof(value, fc.dictionary(inner, value, { maxKeys: 4 }));
  return fc.oneof(
    fc.dictionary(fc.constantFrom(...sections, '__proto__', 'constructor'), section, {
      maxKeys: 5,
    }),
    fc.jsonValue(),
  );
}

/** In what a project's file makes the configuration keep more than without it. */
function weakened(project: unknown, own: unknown): string[] {
  const parsed = parseConfiguration(own);
  const file = parsed.ok ? parsed.given : {};
  const before = mergeConfiguration({ file }).configuration;
  const { given } = parseProjectConfiguration(project);
  const after = mergeConfiguration({ file, project: given }).configuration;
  return CONFIGURATION_KEYS.flatMap(({ name }) => {
    const [was, is] = [valueAt(before, name), valueAt(after, name)];
    if (JSON.stringify(was) === JSON.stringify(is)) return [];
    return keepsLess(name, was, is) ? [] : [`was ${JSON.stringify(was)}, is ${JSON.stringify(is)}`];
  });
}

function keepsLess(name: string, was: unknown, is: unknown): boolean {
  if (name === 'redaction.literals' && Array.isArray(was) && Array.isArray(is)) {
    return was.every((literal) => is.includes(literal));
  }
  if (!name.startsWith('capture.')) return false;
  if (typeof was === 'number' && typeof is === 'number') return is < was;
  return was === true && is === false;
}

function valueAt(configuration: typeof DEFAULT_CONFIGURATION, name: string): unknown {
  return name
    .split('.')
    .reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], configuration);
}
