import {
  buildConfiguration,
  type KeyPlace,
  keyPlaces,
  type PartialConfiguration,
} from './configuration.js';
import { variableOf } from './keys.js';
import { parseConfiguration } from './parse.js';

/** What the environment sets. */
export interface EnvironmentConfiguration {
  readonly given: PartialConfiguration;
  /** One line for each variable that is not used because of its value. */
  readonly warnings: readonly string[];
}

type Environment = Readonly<Record<string, string | undefined>>;

const NOTHING: EnvironmentConfiguration = { given: {}, warnings: [] };

/**
 * Reads the variables that set keys: `SPOOR_RETENTION_PAYLOAD_DAYS=7`. On and off are `true` and
 * `false`, or 1 and 0; lists are JSON. An empty variable counts as unset, one with an unusable
 * value is left out with a warning.
 */
export function readEnvironment(env: Environment): EnvironmentConfiguration {
  const set = keyPlaces().filter(({ dotted }) => (env[variableOf(dotted)] ?? '') !== '');
  if (set.length === 0) return NOTHING;
  const warnings: string[] = [];
  const usable = set.filter((place) => {
    const parsed = parseConfiguration(only([place], env));
    const problem = parsed.ok ? undefined : parsed.problems[0];
    if (problem !== undefined) warnings.push(`${variableOf(place.dotted)}: ${problem.reason}`);
    return problem === undefined;
  });
  const parsed = parseConfiguration(only(usable, env));
  return { given: parsed.ok ? parsed.given : {}, warnings };
}

function only(places: readonly KeyPlace[], env: Environment): object {
  const dotted = new Set(places.map((place) => place.dotted));
  return buildConfiguration((place) =>
    dotted.has(place.dotted) ? fromText(place, env[variableOf(place.dotted)] ?? '') : undefined,
  );
}

const WORDS: Readonly<Record<string, boolean>> = { true: true, 1: true, false: false, 0: false };

function fromText({ key }: KeyPlace, text: string): unknown {
  if (key.kind === 'flag') return Object.hasOwn(WORDS, text) ? WORDS[text] : text;
  if (text === 'null') return null;
  if (key.kind === 'whole') return /^-?\d{1,15}$/.test(text) ? Number(text) : text;
  if (key.kind === 'amount') return /^-?\d{1,15}(?:\.\d{1,15})?$/.test(text) ? Number(text) : text;
  if (key.kind === 'path' || key.kind === 'choice') return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
