import type { InspectorStore } from '../live/inspector-store.js';
import type { ThemeName } from '../present/theme.js';
import type { Remembered } from '../screens/main-screens.js';
import {
  createPreferenceKeeper,
  NO_PREFERENCES,
  type Preferences,
  readPreferences,
} from './preferences.js';

/** What an inspector is remembered by, in a file. */
export interface PreferenceFile {
  readonly screens: Remembered;
  /** The colours to begin with. */
  readonly theme: ThemeName;
  readonly begin: (store: InspectorStore) => void;
  readonly look: (store: InspectorStore) => void;
  readonly flush: (store: InspectorStore) => void;
}

/**
 * Reads the file, and keeps it; without a path nothing is remembered.
 * @param configured the configuration's theme, which counts unless it leaves the choice to us.
 */
export function createPreferenceFile(
  path: string | undefined,
  configured: ThemeName = 'auto',
): PreferenceFile {
  const read = path === undefined ? NO_PREFERENCES : readPreferences(path);
  const keeper = path === undefined ? null : createPreferenceKeeper(path);
  const fixed = configured !== 'auto';
  const preferencesOf = (store: InspectorStore): Preferences => ({
    theme: fixed ? read.theme : store.theme().name,
    screens: store.remembered(),
  });
  return {
    screens: read.screens,
    theme: fixed ? configured : read.theme,
    begin: (store) => keeper?.begin(preferencesOf(store)),
    look: (store) => keeper?.look(preferencesOf(store)),
    flush: (store) => keeper?.flush(preferencesOf(store)),
  };
}
