import type { AnyKey, ValueOf } from './key-kinds.js';
import { CONFIGURATION_TABLE } from './table.js';

type Table = typeof CONFIGURATION_TABLE;

type Values<T> = {
  readonly [Name in keyof T]: T[Name] extends AnyKey ? ValueOf<T[Name]> : Values<T[Name]>;
};

/** A whole configuration: every key has a value. */
export type Configuration = Values<Table>;

/** What one source sets: some keys of some sections. */
export type PartialConfiguration = {
  readonly [Name in keyof Configuration]?: Configuration[Name] extends object
    ? Partial<Configuration[Name]>
    : Configuration[Name];
};

/** A key by its place: `section` is absent for the keys at the top. */
export interface KeyPlace {
  readonly section: string | undefined;
  readonly name: string;
  /** `retention.payloadDays` */
  readonly dotted: string;
  readonly key: AnyKey;
}

let places: readonly KeyPlace[] | undefined;

/** Every key with its place, in the table's order. */
export function keyPlaces(): readonly KeyPlace[] {
  places ??= Object.entries<AnyKey | Readonly<Record<string, AnyKey>>>(CONFIGURATION_TABLE).flatMap(
    ([name, value]) =>
      isKey(value) ? [placeOf(undefined, name, value)] : sectionPlaces(name, value),
  );
  return places;
}

/** What stands at a key's place in a value, own properties only; undefined when nothing does. */
export function valueAt(value: object, { section, name }: KeyPlace): unknown {
  const holder = section === undefined ? value : own(value, section);
  return typeof holder === 'object' && holder !== null ? own(holder, name) : undefined;
}

/** Builds a configuration from what a function says of each key; undefined leaves a key out. */
export function buildConfiguration(ask: (place: KeyPlace) => unknown): object {
  const built: Record<string, unknown> = {};
  for (const place of keyPlaces()) {
    const value = ask(place);
    if (value === undefined) continue;
    if (place.section === undefined) built[place.name] = value;
    else sectionOf(built, place.section)[place.name] = value;
  }
  return built;
}

/** What is set where nothing is. */
export const DEFAULT_CONFIGURATION: Configuration = /* @__PURE__ */ defaults();

function defaults(): Configuration {
  // The table's own type is where the configuration's comes from.
  return deepFreeze(buildConfiguration(({ key }) => key.default)) as Configuration;
}

function deepFreeze(value: object): object {
  for (const part of Object.values(value)) {
    if (typeof part === 'object' && part !== null) deepFreeze(part);
  }
  return Object.freeze(value);
}

function sectionPlaces(section: string, keys: Readonly<Record<string, AnyKey>>): KeyPlace[] {
  return Object.entries(keys).map(([name, key]) => placeOf(section, name, key));
}

function placeOf(section: string | undefined, name: string, key: AnyKey): KeyPlace {
  return { section, name, dotted: section === undefined ? name : `${section}.${name}`, key };
}

function sectionOf(built: Record<string, unknown>, name: string): Record<string, unknown> {
  const section = (built[name] ?? {}) as Record<string, unknown>;
  built[name] = section;
  return section;
}

function isKey(value: AnyKey | Readonly<Record<string, AnyKey>>): value is AnyKey {
  return typeof value['kind'] === 'string';
}

function own(value: object, name: string): unknown {
  return Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
}
