import {
  isJsonObject,
  parseConfiguration,
  SpoorError,
  summarizeProblems,
  UsageError,
} from '@spoor/core';
import { readJsonFile, writePrivateFile } from '@spoor/storage';
import { safeText } from '../../present/safe-text.js';
import type { CliIo } from '../io.js';
import { settingsOf } from '../settings.js';

/**
 * Writes one key of the user's file, checked first; everything else in it stays.
 * @param value undefined takes the key out.
 * @returns whether the file was changed.
 * @throws UsageError when the value can't be the key's; SpoorError when the file is no JSON object.
 */
export function changeKey(io: CliIo, name: string, value: unknown): boolean {
  const path = settingsOf(io).paths.configFile;
  const before = readObject(path);
  const after = withKey(before, name, value);
  const parsed = parseConfiguration(after);
  const wrong = parsed.ok ? [] : parsed.problems.filter(({ key }) => isAbout(key, name));
  if (wrong.length > 0) throw new UsageError(safeText(summarizeProblems(wrong)));
  const text = `${JSON.stringify(after, null, 2)}\n`;
  if (text === `${JSON.stringify(before, null, 2)}\n`) return false;
  writePrivateFile(path, text);
  return true;
}

function readObject(path: string): object {
  const file = readJsonFile(path, { followLink: true });
  if (file.kind === 'absent') return {};
  const reason = file.kind === 'unusable' ? file.reason : 'is no JSON object';
  if (file.kind === 'value' && isJsonObject(file.value)) return file.value;
  throw new SpoorError(`${safeText(path)}: ${reason}; mend it first`);
}

function withKey(object: object, name: string, value: unknown): object {
  const [outer = '', inner] = name.split('.');
  if (inner === undefined) return withMember(object, outer, value);
  const section = Object.hasOwn(object, outer) ? (object as Record<string, unknown>)[outer] : {};
  const changed = withMember(isJsonObject(section) ? section : {}, inner, value);
  return withMember(object, outer, Object.keys(changed).length === 0 ? undefined : changed);
}

function withMember(object: object, name: string, value: unknown): object {
  const others = Object.entries(object).filter(([key]) => key !== name);
  if (value === undefined) return Object.fromEntries(others);
  return Object.hasOwn(object, name)
    ? Object.fromEntries(
        Object.entries(object).map(([key, old]) => [key, key === name ? value : old]),
      )
    : Object.fromEntries([...others, [name, value]]);
}

function isAbout(key: string, name: string): boolean {
  return key === name || key.startsWith(`${name}.`) || key.startsWith(`${name}[`);
}
