import { readFileSync, realpathSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { isJsonObject } from '@spoor/core';

/**
 * The version of the `claude` that the search path finds, read off its files without running it.
 * Undefined when there is none or it doesn't say.
 */
export function findClientVersion(
  env: Readonly<Record<string, string | undefined>>,
): string | undefined {
  for (const folder of (env['PATH'] ?? '').split(delimiter)) {
    const file = folder === '' ? undefined : realFile(join(folder, 'claude'));
    if (file !== undefined) return versionInPath(file) ?? versionInPackage(dirname(file));
  }
  return undefined;
}

function versionInPath(file: string): string | undefined {
  return /[\\/]versions[\\/](\d+\.\d+\.\d+)(?=$|[\\/])/.exec(file)?.[1];
}

function versionInPackage(folder: string): string | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    if (!isJsonObject(value)) return undefined;
    const { name, version } = value;
    const client = typeof name === 'string' && name.startsWith('@anthropic-ai/claude-code');
    return client && typeof version === 'string' ? version : undefined;
  } catch {
    const parent = dirname(folder);
    return parent === folder ? undefined : versionInPackage(parent);
  }
}

function realFile(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}
