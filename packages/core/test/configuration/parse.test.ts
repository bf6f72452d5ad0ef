import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CONFIGURATION_KEYS,
  DEFAULT_CONFIGURATION,
  describeProblem,
  parseConfiguration,
} from '../../src/index.js';

function problemsOf(value: unknown): string[] {
  const parsed = parseConfiguration(value);
  return parsed.ok ? [] : parsed.problems.map(describeProblem);
}

describe('parseConfiguration', () => {
  it('fills in the defaults, and tells what was given', () => {
    const parsed = parseConfiguration({ retention: { payloadDays: null }, $schema: './x.json' });
    expect(parsed).toEqual({
      ok: true,
      given: { retention: { payloadDays: null } },
      configuration: {
        ...DEFAULT_CONFIGURATION,
        retention: { ...DEFAULT_CONFIGURATION.retention, payloadDays: null },
      },
    });
    expect(parseConfiguration({})).toMatchObject({
      ok: true,
      configuration: DEFAULT_CONFIGURATION,
    });
  });

  it('takes budgets that are no whole dollars, or none', () => {
    const budget = { dailyUsd: 12.5, weeklyUsd: null, monthlyUsd: 0 };
    expect(parseConfiguration({ budget })).toMatchObject({ ok: true, configuration: { budget } });
  });

  it.each<[unknown, string]>([
    [
      { retention: { payloadDays: -1 } },
      'retention.payloadDays: must be a whole number from 0 on, or null',
    ],
    [
      { retention: { payloadDays: 1.5 } },
      'retention.payloadDays: must be a whole number from 0 on, or null',
    ],
    [
      { retention: { payloadDays: '7' } },
      'retention.payloadDays: must be a whole number from 0 on, or null',
    ],
    [{ retention: { payloadDays: 1e9 } }, 'retention.payloadDays: must be at most 100000'],
    [{ database: { readers: 65 } }, 'database.readers: must be at most 64'],
    [{ database: { readers: null } }, 'database.readers: must be a whole number from 1 to 64'],
    [{ budget: { dailyUsd: -0.5 } }, 'budget.dailyUsd: must be a number from 0 on, or null'],
    [{ budget: { weeklyUsd: '20' } }, 'budget.weeklyUsd: must be a number from 0 on, or null'],
    [{ budget: { monthlyUsd: 1e10 } }, 'budget.monthlyUsd: must be at most 1000000000'],
    [{ database: { enabled: 'yes' } }, 'database.enabled: must be true or false'],
    [
      { database: { synchronous: 'full' } },
      'database.synchronous: must be one of "FULL", "NORMAL"',
    ],
    [{ database: { path: 'spoor.db' } }, 'database.path: must be an absolute path, or null'],
    [{ database: { path: ':memory:' } }, 'database.path: must be an absolute path, or null'],
    [{ database: { path: '/a\u0000b' } }, 'database.path: must be an absolute path, or null'],
    [{ database: { path: '/a ' } }, 'database.path: must be an absolute path, or null'],
    [{ database: 1 }, 'database: must be an object'],
    [{ database: [] }, 'database: must be an object'],
    [{ warnings: {} }, 'warnings: must be true or false'],
    [{ pause: { projects: ['here'] } }, 'pause.projects[0]: must be an absolute path'],
    [
      { redaction: { literals: 'abcd' } },
      'redaction.literals: must be a list of at most 500 texts of 4 to 1024 characters',
    ],
    [
      { redaction: { literals: ['abcde', 'abc'] } },
      'redaction.literals[1]: must be a text of 4 to 1024 characters',
    ],
    [{ pricing: { models: {} } }, 'pricing.models: must be a list of at most 200 prices'],
    [{ pricing: { models: [3] } }, 'pricing.models[0]: must be an object'],
    [
      { pricing: { models: [{ model: 'a', input: 1 }] } },
      'pricing.models[0].output: must be there',
    ],
    [
      { pricing: { models: [{ model: 'a', input: -1, output: 2 }] } },
      'pricing.models[0].input: must be US dollars per million tokens, from 0 to 100000',
    ],
    [
      { pricing: { models: [{ model: 'a', input: 1, output: 2, cache: 3 }] } },
      'pricing.models[0].cache: unknown key',
    ],
    [
      { pricing: { models: [{ model: 'a b', input: 1, output: 2 }] } },
      'pricing.models[0].model: must be the id of a model, 1 to 200 characters',
    ],
    [
      { pricing: { models: [{ model: 'a', input: 1, output: 2, from: '2026-13-01' }] } },
      'pricing.models[0].from: must be a day, such as 2026-10-07',
    ],
    [
      {
        pricing: {
          models: [{ model: 'a', input: 1, output: 2, from: '2026-02-01', until: '2026-01-01' }],
        },
      },
      'pricing.models[0]: must have its `from` before its `until`',
    ],
    [
      {
        pricing: {
          models: [
            { model: 'a', input: 1, output: 2, longContext: { above: 1.5, input: 1, output: 1 } },
          ],
        },
      },
      'pricing.models[0].longContext.above: must be a whole number of tokens',
    ],
    [{ redaction: { rules: [{ name: 'a' }] } }, 'redaction.rules[0].pattern: must be there'],
    [
      { redaction: { rules: [{ name: 'A', pattern: 'x' }] } },
      'redaction.rules[0].name: must be a name of small letters, digits and hyphens, 40 at most',
    ],
    [
      { redaction: { rules: [{ name: 'a', pattern: '(' }] } },
      'redaction.rules[0]: is no regular expression (unterminated group)',
    ],
    [
      { redaction: { rules: [{ name: 'a', pattern: 'x', flags: 'g' }] } },
      'redaction.rules[0].flags: must be some of the letters i, m, s and u',
    ],
    [
      { redaction: { rules: [{ name: 'a', pattern: '(a+)+$' }] } },
      'redaction.rules[0]: could take very long on some texts; write its pattern without repetitions inside repetitions',
    ],
    [
      { redaction: { rules: [{ name: 'a', pattern: 'x', group: 1 }] } },
      'redaction.rules[0].group: unknown key',
    ],
    [
      { retention: { payloaddays: 1 } },
      'retention.payloaddays: unknown key; did you mean `retention.payloadDays`?',
    ],
    [{ payloadDays: 1 }, 'payloadDays: unknown key; did you mean `retention.payloadDays`?'],
    [{ retenton: {} }, 'retenton: unknown key; did you mean `retention`?'],
    [{ zzzzzzzz: 1 }, 'zzzzzzzz: unknown key'],
    [{ 'a\nb': 1 }, '"a\\nb": unknown key'],
    [[], 'must be a JSON object'],
    [null, 'must be a JSON object'],
    ['{}', 'must be a JSON object'],
  ])('says what is wrong with %j', (value, problem) => {
    expect(problemsOf(value)).toEqual([problem]);
  });

  it('names every problem', () => {
    expect(problemsOf({ warnings: 1, retention: { payloadDays: -1, x: 1 } })).toHaveLength(3);
  });

  it.each(['__proto__', 'constructor', 'toString', 'prototype', 'hasOwnProperty'])(
    'takes no key named %s',
    (name) => {
      const outer = JSON.parse(`{"${name}": {"enabled": false}}`);
      const inner = JSON.parse(`{"database": {"${name}": {"enabled": false}}}`);
      expect(problemsOf(outer)).toEqual([`${name}: unknown key`]);
      expect(problemsOf(inner)[0]).toMatch(`database.${name}: unknown key`);
      expect(Object.prototype).not.toHaveProperty('enabled');
    },
  );

  it('never throws, never quotes a value, and stays on one line', () => {
    const names = [...CONFIGURATION_KEYS.map(({ name }) => name.split('.')[0] ?? ''), 'x'];
    const secret = fc.constantFrom('hunter2\nhunter2', ['hunter2'], { hunter: 1 }, -7.5, null);
    const section = fc.dictionary(
      fc.constantFrom(...CONFIGURATION_KEYS.map(({ name }) => name.split('.').at(-1) ?? '')),
      fc.oneof(secret, fc.jsonValue()),
    );
    const value = fc.oneof(
      fc.anything(),
      fc.dictionary(fc.constantFrom(...names), fc.oneof(section, fc.jsonValue())),
    );
    fc.assert(
      fc.property(value, (given) => {
        const parsed = parseConfiguration(given);
        if (parsed.ok) {
          expect(parseConfiguration(parsed.configuration)).toMatchObject({ ok: true });
          return;
        }
        expect(parsed.problems.length).toBeGreaterThan(0);
        for (const problem of parsed.problems) {
          expect(describeProblem(problem)).not.toMatch(/[\u0000-\u001f]/);
          expect(problem.reason).not.toContain('hunter2');
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('the keys', () => {
  it('have names for the environment that are all different', () => {
    const variables = CONFIGURATION_KEYS.map(({ variable }) => variable);
    expect(new Set(variables).size).toBe(variables.length);
    expect(variables).toContain('SPOOR_RETENTION_PAYLOAD_DAYS');
    expect(variables).toContain('SPOOR_WARNINGS');
    for (const variable of variables) expect(variable).toMatch(/^SPOOR_[A-Z]+(?:_[A-Z]+)*$/);
  });

  it('are described, and sound by default', () => {
    for (const { description, type } of CONFIGURATION_KEYS) {
      expect(description).toMatch(/\.$/);
      expect(type).not.toBe('');
    }
    expect(Object.isFrozen(DEFAULT_CONFIGURATION.redaction.rules)).toBe(true);
  });
});
