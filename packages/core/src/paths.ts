import { posix, win32 } from 'node:path';
import { SpoorError } from './errors.js';

/** What the folders depend on; the process's own values are passed in, never read here. */
export interface PathSources {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The user's home folder, if there is one. */
  readonly homeDir?: string | undefined;
  readonly platform: NodeJS.Platform;
  /** The user's number, where the platform has one: keeps two users' spools in `/tmp` apart. */
  readonly uid?: number | undefined;
}

/** Where Spoor and Claude Code keep their files. All absolute. */
export interface SpoorPaths {
  readonly dataDir: string;
  readonly databasePath: string;
  readonly spoolDir: string;
  /** Where an event goes when `spoolDir` can't be written, in order; other file systems if possible. */
  readonly fallbackSpoolDirs: readonly string[];
  readonly configFile: string;
  readonly claudeDir: string;
}

/**
 * Says where everything is: `$SPOOR_DATA_DIR` or the platform's data folder, `$SPOOR_CONFIG` or the
 * platform's configuration folder, `$CLAUDE_CONFIG_DIR` or `~/.claude`. An empty or relative
 * variable counts as unset.
 * @throws SpoorError when a folder depends on a home folder that isn't known.
 */
export function resolvePaths(sources: PathSources): SpoorPaths {
  const { join } = pathOf(sources);
  const dataDir = absolute(sources, 'SPOOR_DATA_DIR') ?? platformDir(sources, 'data');
  return {
    dataDir,
    databasePath: join(dataDir, 'spoor.db'),
    spoolDir: join(dataDir, 'spool'),
    fallbackSpoolDirs: fallbackSpoolDirs(sources),
    configFile:
      absolute(sources, 'SPOOR_CONFIG') ?? join(platformDir(sources, 'config'), 'config.json'),
    claudeDir: absolute(sources, 'CLAUDE_CONFIG_DIR') ?? join(home(sources), '.claude'),
  };
}

/**
 * The folders that `env-paths` names, from injected values: `env-paths` itself reads the process's
 * when it is loaded, and loading it costs every hook. A test holds the two equal.
 */
function platformDir(sources: PathSources, kind: 'data' | 'config'): string {
  const { join } = pathOf(sources);
  const data = kind === 'data';
  if (sources.platform === 'darwin') {
    const folder = data ? 'Application Support' : 'Preferences';
    return join(home(sources), 'Library', folder, 'spoor');
  }
  if (sources.platform === 'win32') {
    const variable = data ? 'LOCALAPPDATA' : 'APPDATA';
    const base =
      absolute(sources, variable) ?? join(home(sources), 'AppData', data ? 'Local' : 'Roaming');
    return join(base, 'spoor', data ? 'Data' : 'Config');
  }
  const base =
    absolute(sources, data ? 'XDG_DATA_HOME' : 'XDG_CONFIG_HOME') ??
    join(home(sources), data ? '.local/share' : '.config');
  return join(base, 'spoor');
}

function fallbackSpoolDirs(sources: PathSources): readonly string[] {
  const { join } = pathOf(sources);
  if (sources.platform === 'win32') {
    const temporary = absolute(sources, 'TEMP') ?? absolute(sources, 'TMP');
    return temporary === undefined ? [] : [join(temporary, 'spoor', 'spool')];
  }
  const runtime = absolute(sources, 'XDG_RUNTIME_DIR');
  const temporary = absolute(sources, 'TMPDIR') ?? '/tmp';
  const own = join(temporary, `spoor-${sources.uid ?? 'user'}`, 'spool');
  return runtime === undefined ? [own] : [join(runtime, 'spoor', 'spool'), own];
}

function home(sources: PathSources): string {
  const { homeDir } = sources;
  if (homeDir !== undefined && pathOf(sources).isAbsolute(homeDir)) return homeDir;
  throw new SpoorError(
    'No home folder is known. Set `HOME`, or both `SPOOR_DATA_DIR` and `CLAUDE_CONFIG_DIR`, to absolute paths.',
  );
}

function absolute(sources: PathSources, variable: string): string | undefined {
  const value = sources.env[variable];
  return value !== undefined && pathOf(sources).isAbsolute(value) ? value : undefined;
}

function pathOf({ platform }: PathSources): typeof posix {
  return platform === 'win32' ? win32 : posix;
}
