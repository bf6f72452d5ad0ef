import {
  buildConfiguration,
  type Configuration,
  DEFAULT_CONFIGURATION,
  type KeyPlace,
  keyPlaces,
  type PartialConfiguration,
  valueAt,
} from './configuration.js';

/** Where a value comes from. */
export type ConfigurationSource = 'default' | 'file' | 'project' | 'environment';

/** What each source sets; the later ones come first, but for a project, which only redacts more. */
export interface ConfigurationLayers {
  readonly file?: PartialConfiguration;
  readonly project?: PartialConfiguration;
  readonly environment?: PartialConfiguration;
}

/** A configuration, and where each key's value comes from, by its dotted name. */
export interface MergedConfiguration {
  readonly configuration: Configuration;
  readonly sources: Readonly<Record<string, ConfigurationSource>>;
}

/**
 * Puts the sources together: defaults, the user's file, the project's file, the environment.
 * A project's literals come on top of whatever the others say, and its caps count where they are
 * lower.
 */
export function mergeConfiguration(layers: ConfigurationLayers): MergedConfiguration {
  const chosen = new Map(keyPlaces().map((place) => [place.dotted, choose(place, layers)]));
  const configuration = buildConfiguration(({ dotted }) => chosen.get(dotted)?.value);
  const sources = [...chosen].map(([dotted, { source }]) => [dotted, source] as const);
  // Every layer was parsed, and the defaults are whole.
  return {
    configuration: configuration as Configuration,
    sources: Object.fromEntries(sources),
  };
}

interface Chosen {
  readonly value: unknown;
  readonly source: ConfigurationSource;
}

function choose(place: KeyPlace, { file, project, environment }: ConfigurationLayers): Chosen {
  const at = (layer: PartialConfiguration | undefined) => valueAt(layer ?? {}, place);
  const fallback = valueAt(DEFAULT_CONFIGURATION, place);
  const ofFile: Chosen =
    at(file) === undefined
      ? { value: fallback, source: 'default' }
      : { value: at(file), source: 'file' };
  const own: Chosen =
    at(environment) === undefined ? ofFile : { value: at(environment), source: 'environment' };
  const projects = at(project);
  if (projects === undefined) return own;
  if (Array.isArray(projects)) return addTexts(own, projects);
  if (own.source === 'environment') return own;
  return lower(own, projects);
}

function addTexts(own: Chosen, texts: readonly unknown[]): Chosen {
  const before = Array.isArray(own.value) ? own.value : [];
  const added = texts.filter((text) => !before.includes(text));
  return added.length === 0 ? own : { value: [...before, ...added], source: 'project' };
}

function lower(own: Chosen, value: unknown): Chosen {
  const isLess =
    typeof value === 'number' && typeof own.value === 'number'
      ? value < own.value
      : value === false && own.value === true;
  return isLess ? { value, source: 'project' } : own;
}
