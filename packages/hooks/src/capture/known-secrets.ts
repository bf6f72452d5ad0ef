import {
  closeSync,
  constants,
  fstatSync,
  openSync,
  readdirSync,
  readSync,
  realpathSync,
} from 'node:fs';
import { join, sep } from 'node:path';
import { type Configuration, parseDotEnv, secretValues, withKnownSecrets } from '@spoor/core';

/** Where values that are secret may be found. */
export interface SecretPlaces {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The project and the folder in it that is worked in. */
  readonly folders: readonly (string | undefined)[];
}

/** `.env` and what is beside it, but no pattern for one. */
const NAME = /^(?:\.env(?:\.[\w.-]{1,60})?|\.dev\.vars|\.envrc)$/;
const EXAMPLE = /example|sample|template|dist|default|schema|test-only/i;
/** Files that are read in a folder, at most. */
const MOST_FILES = 8;
/** Longer files are no such files. */
const MOST_BYTES = 64 * 1024;

/**
 * Lets a configuration take out the values of secret-looking variables: the process's own, and those
 * in the `.env` files of a project. Where there is none, that costs a look at each folder. Never
 * throws.
 */
export function withSecretsOf<T extends Pick<Configuration, 'redaction'>>(
  configuration: T,
  { env, folders }: SecretPlaces,
): T {
  if (!configuration.redaction.environment) return configuration;
  const files = [...new Set(folders)].flatMap((folder) =>
    folder === undefined ? [] : filesIn(folder),
  );
  const values = [env, ...files].flatMap((variables) => secretValues(variables));
  return withKnownSecrets(configuration, [...new Set(values)]);
}

function filesIn(folder: string): Record<string, string>[] {
  try {
    const names = readdirSync(folder).filter((name) => NAME.test(name) && !EXAMPLE.test(name));
    return names
      .sort()
      .slice(0, MOST_FILES)
      .map((name) => variablesIn(folder, name));
  } catch {
    return [];
  }
}

/** What a file sets. A link may lead to another file of the folder, and nowhere else. */
function variablesIn(folder: string, name: string): Record<string, string> {
  try {
    const file = realpathSync.native(join(folder, name));
    if (!file.startsWith(realpathSync.native(folder) + sep)) return {};
    return parseDotEnv(readRegular(file));
  } catch {
    return {};
  }
}

/** A pipe or a device in its place, in a hostile repository, would block or never end. */
function readRegular(file: string): string {
  const { O_NOFOLLOW, O_NONBLOCK, O_RDONLY } = constants;
  const handle = openSync(file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  try {
    const stats = fstatSync(handle);
    if (!stats.isFile() || stats.size > MOST_BYTES) return '';
    const bytes = Buffer.alloc(stats.size);
    return bytes.toString('utf8', 0, readSync(handle, bytes, 0, bytes.length, 0));
  } finally {
    closeSync(handle);
  }
}
