import { isJsonObject } from '../json.js';
import {
  buildConfiguration,
  type KeyPlace,
  keyPlaces,
  type PartialConfiguration,
  valueAt,
} from './configuration.js';
import { parseConfiguration } from './parse.js';
import { type ConfigurationProblem, keyText } from './problem.js';

/** What a project's own file adds, and what of it is left out. */
export interface ProjectConfiguration {
  readonly given: PartialConfiguration;
  readonly problems: readonly ConfigurationProblem[];
}

/**
 * Reads what a project's `.spoor.json` may say: literals to redact, and less to capture. The agent
 * that is recorded can write the file, so all else in it is left out, with a problem for each key.
 */
export function parseProjectConfiguration(value: unknown): ProjectConfiguration {
  if (!isJsonObject(value)) {
    return { given: {}, problems: [{ key: '', reason: 'must be a JSON object' }] };
  }
  const problems: ConfigurationProblem[] = strangeKeys(value);
  const places = keyPlaces().filter(isForProjects);
  const usable = places.filter((place) => {
    const problem = problemAt(place, value);
    if (problem !== undefined) problems.push(problem);
    return problem === undefined;
  });
  const given = buildConfiguration((place) =>
    usable.some(({ dotted }) => dotted === place.dotted) ? valueAt(value, place) : undefined,
  );
  // Each of its keys was parsed by itself.
  return { given: given as PartialConfiguration, problems };
}

/** Whether a project's file may set a key. */
function isForProjects({ section, dotted }: KeyPlace): boolean {
  return section === 'capture' || dotted === 'redaction.literals';
}

function problemAt(place: KeyPlace, value: object): ConfigurationProblem | undefined {
  const here = valueAt(value, place);
  if (here === undefined) return undefined;
  const alone = buildConfiguration(({ dotted }) => (dotted === place.dotted ? here : undefined));
  const parsed = parseConfiguration(alone);
  if (!parsed.ok) return parsed.problems[0];
  if (here === true) return { key: place.dotted, reason: 'can only be switched off by a project' };
  return undefined;
}

function strangeKeys(value: object): ConfigurationProblem[] {
  const allowed = new Set(
    keyPlaces()
      .filter(isForProjects)
      .map(({ dotted }) => dotted),
  );
  return Object.entries(value).flatMap(([outer, inner]) => {
    if (outer === '$schema') return [];
    const names = isJsonObject(inner) ? Object.keys(inner) : [];
    const isSection = outer === 'capture' || outer === 'redaction';
    if (isSection && !isJsonObject(inner)) return [{ key: outer, reason: 'must be an object' }];
    if (!isSection) return [{ key: keyText([outer]), reason: NOT_FOR_PROJECTS }];
    return names
      .filter((name) => !allowed.has(`${outer}.${name}`))
      .map((name) => ({ key: keyText([outer, name]), reason: NOT_FOR_PROJECTS }));
  });
}

const NOT_FOR_PROJECTS = 'is not for a project to set, which may only redact more';
