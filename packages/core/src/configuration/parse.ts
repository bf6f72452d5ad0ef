import * as v from 'valibot';
import { isJsonObject } from '../json.js';
import {
  buildConfiguration,
  type Configuration,
  DEFAULT_CONFIGURATION,
  keyPlaces,
  type PartialConfiguration,
  valueAt,
} from './configuration.js';
import { nearestOf } from './nearest.js';
import { type ConfigurationProblem, keyText } from './problem.js';
import { configurationSchema } from './schema.js';

/** A configuration, or what is wrong with it. */
export type ParsedConfiguration =
  | {
      readonly ok: true;
      /** Complete: what was not given has its default. */
      readonly configuration: Configuration;
      /** What was given, and nothing else. */
      readonly given: PartialConfiguration;
    }
  | { readonly ok: false; readonly problems: readonly ConfigurationProblem[] };

/**
 * Checks a value that should be a configuration, such as a parsed file. Never throws.
 * @param value may hold `$schema` beside the keys, for editors.
 */
export function parseConfiguration(value: unknown): ParsedConfiguration {
  if (!isJsonObject(value)) return refuse([{ key: '', reason: 'must be a JSON object' }]);
  const unknown = shapeProblems(value);
  const known = withoutPrototype(value);
  const result = v.safeParse(configurationSchema(), known, { abortPipeEarly: true });
  const wrong = result.success ? [] : result.issues.map(problemOf);
  if (unknown.length + wrong.length > 0) return refuse([...unknown, ...wrong]);
  const given = buildConfiguration((place) => valueAt(known, place));
  const configuration = buildConfiguration((place) => {
    const value = valueAt(given, place);
    return value === undefined ? valueAt(DEFAULT_CONFIGURATION, place) : value;
  });
  // The schema has checked both, and is made from the same table as the types.
  return {
    ok: true,
    given: given as PartialConfiguration,
    configuration: configuration as Configuration,
  };
}

function refuse(problems: readonly ConfigurationProblem[]): ParsedConfiguration {
  return { ok: false, problems };
}

/** Keys that there are not, and sections that are no objects. */
function shapeProblems(value: object): ConfigurationProblem[] {
  const places = keyPlaces();
  const sections = new Set(places.map(({ section }) => section));
  const names = places.map(({ dotted }) => dotted);
  return Object.entries(value).flatMap(([outer, inner]) => {
    if (outer === '$schema' || names.includes(outer)) return [];
    if (!sections.has(outer)) return [unknownKey([outer], [...names, ...sections, '$schema'])];
    if (!isJsonObject(inner)) return [{ key: outer, reason: 'must be an object' }];
    return Object.keys(inner)
      .filter((name) => !names.includes(`${outer}.${name}`))
      .map((name) => unknownKey([outer, name], names));
  });
}

/** A problem that names a key that there is not, and the one that was probably meant. */
function unknownKey(
  path: readonly string[],
  names: readonly (string | undefined)[],
): ConfigurationProblem {
  const texts = names.filter((name) => name !== undefined);
  const last = path.at(-1) ?? '';
  const near =
    nearestOf(path.join('.'), texts) ??
    // A key without its section.
    texts.find((name) => name.endsWith(`.${last}`) && path.length === 1);
  const hint = near === undefined ? '' : `; did you mean \`${near}\`?`;
  return { key: keyText(path), reason: `unknown key${hint}` };
}

/** What the table knows of a value, and nothing else: the schema then sees no strange keys. */
function withoutPrototype(value: object): object {
  const known = buildConfiguration((place) => valueAt(value, place));
  return Object.hasOwn(value, '$schema')
    ? { ...known, $schema: (value as { $schema: unknown }).$schema }
    : known;
}

function problemOf(issue: v.BaseIssue<unknown>): ConfigurationProblem {
  const path = (issue.path ?? []).map(({ key }) => (typeof key === 'number' ? key : String(key)));
  return { key: keyText(path), reason: issue.message };
}
