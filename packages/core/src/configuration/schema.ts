import * as v from 'valibot';
import type { AnyKey, RulesKey, TextsKey } from './key-kinds.js';
import { expectationOf } from './keys.js';
import { priceSchema } from './price-schema.js';
import { ruleProblem } from './rule-problem.js';
import { CONFIGURATION_TABLE } from './table.js';

type Schema = v.GenericSchema<unknown, unknown>;

let made: Schema | undefined;

/**
 * The configuration's form, with descriptions and defaults; made when it is first asked for, since
 * most hooks never are.
 */
export function configurationSchema(): Schema {
  made ??= v.strictObject({
    $schema: v.optional(
      v.pipe(v.string('must be a text'), v.description('Where this schema is, for editors.')),
    ),
    ...Object.fromEntries(
      Object.entries<AnyKey | Readonly<Record<string, AnyKey>>>(CONFIGURATION_TABLE).map(
        ([name, value]) => [name, isKey(value) ? keySchema(value) : sectionSchema(value)],
      ),
    ),
  });
  return made;
}

function sectionSchema(section: Readonly<Record<string, AnyKey>>): Schema {
  const entries = Object.entries(section).map(([name, key]) => [name, keySchema(key)] as const);
  return v.optional(v.strictObject(Object.fromEntries(entries)));
}

function keySchema(key: AnyKey): Schema {
  const described = v.pipe(
    valueSchema(key, `must be ${expectationOf(key)}`),
    v.description(key.description),
  );
  return v.optional(described, key.default);
}

function valueSchema(key: AnyKey, message: string): Schema {
  switch (key.kind) {
    case 'flag':
      return v.boolean(message);
    case 'whole': {
      const whole = v.pipe(
        v.number(message),
        v.integer(message),
        v.minValue(key.min, message),
        v.maxValue(key.max, `must be at most ${key.max}`),
      );
      return key.nullable ? v.nullable(whole) : whole;
    }
    case 'amount':
      return v.nullable(
        v.pipe(
          v.number(message),
          v.minValue(key.min, message),
          v.maxValue(key.max, `must be at most ${key.max}`),
        ),
      );
    case 'choice':
      return v.picklist(key.choices, message);
    case 'path':
      return v.nullable(pathSchema(message));
    case 'paths':
      return listSchema(pathSchema('must be an absolute path'), key, message);
    case 'texts':
      return listSchema(textSchema(key), key, message);
    case 'rules':
      return listSchema(ruleSchema(), key, message);
    case 'prices':
      return listSchema(priceSchema(), key, message);
  }
}

function listSchema(
  item: Schema,
  key: TextsKey | RulesKey | { maxItems: number },
  message: string,
) {
  return v.pipe(v.array(item, message), v.maxLength(key.maxItems, message));
}

/** Absolute here or on Windows; without control characters, and without a space at its end. */
const ABSOLUTE = /^(?:\/|[A-Za-z]:[\\/])(?:[^\u0000-\u001f]*\S)?$/;

function pathSchema(message: string) {
  return v.pipe(v.string(message), v.regex(ABSOLUTE, message));
}

function textSchema({ minLength, maxLength }: TextsKey) {
  const message = `must be a text of ${minLength} to ${maxLength} characters`;
  return v.pipe(
    v.string(message),
    v.minLength(minLength, message),
    v.maxLength(maxLength, message),
  );
}

function ruleSchema() {
  const name = 'must be a name of small letters, digits and hyphens, 40 at most';
  const pattern = 'must be a regular expression of 1 to 500 characters, without slashes';
  const flags = 'must be some of the letters i, m, s and u';
  return v.pipe(
    v.strictObject(
      {
        name: v.pipe(v.string(name), v.regex(/^[a-z][a-z\d-]{0,39}$/, name)),
        pattern: v.pipe(v.string(pattern), v.minLength(1, pattern), v.maxLength(500, pattern)),
        flags: v.exactOptional(v.pipe(v.string(flags), v.regex(/^[imsu]{0,4}$/, flags))),
      },
      ({ expected }) => (expected === 'never' ? 'unknown key' : 'must be there'),
    ),
    v.rawCheck(({ dataset, addIssue }) => {
      const problem = dataset.typed ? ruleProblem(dataset.value) : undefined;
      if (problem !== undefined) addIssue({ message: problem });
    }),
  );
}

function isKey(value: AnyKey | Readonly<Record<string, AnyKey>>): value is AnyKey {
  return typeof value['kind'] === 'string';
}
