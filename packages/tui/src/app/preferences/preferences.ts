import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs';
import { writePrivateFile } from '@spoor/storage';
import { THEME_NAMES, type ThemeName } from '../present/theme.js';
import type { Remembered } from '../screens/main-screens.js';

/** What the inspector remembers from one start to the next. */
export interface Preferences {
  /** Colours that were chosen by key; they count where the configuration leaves them to us. */
  readonly theme: ThemeName;
  /** What each main screen remembers, by its id; nobody has looked at it yet. */
  readonly screens: Remembered;
}

/** Nothing is remembered. */
export const NO_PREFERENCES: Preferences = { theme: 'auto', screens: {} };

/** Reads the file; one that is missing, too large or no preferences counts as none. */
export function readPreferences(path: string): Preferences {
  try {
    return parsePreferences(JSON.parse(readSmall(path)));
  } catch {
    return NO_PREFERENCES;
  }
}

/** Takes preferences from a value that anybody may have written. */
export function parsePreferences(value: unknown): Preferences {
  if (!isRecord(value)) return NO_PREFERENCES;
  const { theme, screens } = value;
  return {
    theme: THEME_NAMES.find((name) => name === theme) ?? 'auto',
    screens: isRecord(screens) ? screens : {},
  };
}

/** Keeps the file as it should be. */
export interface PreferenceKeeper {
  /** Says what would be remembered of an inspector in which nothing is done: that is not written. */
  readonly begin: (preferences: Preferences) => void;
  /** Says what is to be remembered now; it is written when it has stayed so until the next look. */
  readonly look: (preferences: Preferences) => void;
  /** Writes what isn't written yet. */
  readonly flush: (preferences: Preferences) => void;
}

/** Makes a keeper. What can't be written is forgotten: it is not worth a word. */
export function createPreferenceKeeper(path: string): PreferenceKeeper {
  let written = textOf(NO_PREFERENCES);
  let seen = written;
  const write = (text: string) => {
    if (text === written || text.length > MOST_BYTES) return;
    written = text;
    try {
      writePrivateFile(path, text);
    } catch {
      return;
    }
  };
  return {
    begin: (preferences) => {
      written = textOf(preferences);
      seen = written;
    },
    look: (preferences) => {
      const text = textOf(preferences);
      if (text === seen) write(text);
      seen = text;
    },
    flush: (preferences) => write(textOf(preferences)),
  };
}

/** More than screens have any use for. */
const MOST_BYTES = 64 * 1024;

function readSmall(path: string): string {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    if (size > MOST_BYTES) throw new Error('too large to be preferences');
    return readFileSync(file, 'utf8');
  } finally {
    closeSync(file);
  }
}

function textOf({ theme, screens }: Preferences): string {
  return `${JSON.stringify({ theme, screens }, null, 2)}\n`;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
