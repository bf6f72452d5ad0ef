import {
  type ConfigurationPlaces,
  hasConfiguration,
  hasProjectFile,
  type LoadedConfiguration,
  UNCONFIGURED,
} from '@spoor/storage';

/** What `configuration.cjs` beside the hook exports. */
export interface ConfigurationReader {
  loadConfiguration(places: ConfigurationPlaces): LoadedConfiguration;
  addProject(loaded: LoadedConfiguration, projectDir: string | undefined): LoadedConfiguration;
}

/** How a hook is set. */
export interface HookSettings {
  readonly own: LoadedConfiguration;
  /** With what the project's own file adds. */
  forProject(projectDir: string | undefined): LoadedConfiguration;
}

/**
 * Reads a hook's configuration. Where there is none, which costs three looks at files, nothing is
 * loaded to read it. Never throws.
 * @param load gives what reads one; called once, and only when there is one.
 */
export function readHookSettings(
  places: ConfigurationPlaces,
  load: () => ConfigurationReader,
): HookSettings {
  let reader: ConfigurationReader | undefined;
  const read = () => {
    reader ??= load();
    return reader;
  };
  const own = hasConfiguration(places)
    ? attempt(UNCONFIGURED, () => read().loadConfiguration(places))
    : UNCONFIGURED;
  return {
    own,
    forProject: (projectDir) =>
      hasProjectFile(projectDir) ? attempt(own, () => read().addProject(own, projectDir)) : own,
  };
}

function attempt(otherwise: LoadedConfiguration, read: () => LoadedConfiguration) {
  try {
    return read();
  } catch {
    const warning = "the configuration can't be read; run `spoor hooks install` again";
    return { ...otherwise, warnings: [...otherwise.warnings, warning] };
  }
}
