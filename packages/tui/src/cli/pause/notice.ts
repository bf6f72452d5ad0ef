import { type Pause, readPause } from '@spoor/storage';
import { safeText } from '../../present/safe-text.js';
import type { CliIo } from '../io.js';
import { settingsOf } from '../settings.js';

/** What is not recorded just now because the user wants it so. */
export interface PauseState {
  /** Everywhere. */
  readonly everywhere: Pause | null;
  /** Folders that are left out. */
  readonly projects: readonly string[];
}

/** Reads what is paused. */
export function pauseState(io: CliIo): PauseState {
  const { paths, configuration } = settingsOf(io);
  return {
    everywhere: readPause(paths.dataDir, io.now()),
    projects: configuration.pause.projects,
  };
}

/** What every view says while something is not recorded; nothing when all is. */
export function recordingNotices(io: CliIo): string[] {
  const { everywhere, projects } = pauseState(io);
  const { database, spool } = settingsOf(io).configuration;
  const off = !database.enabled && !spool.enabled;
  return [
    ...(off ? ['Nothing is recorded: `database.enabled` and `spool.enabled` are off.'] : []),
    ...(everywhere === null ? [] : [everywhereText(everywhere)]),
    ...projects.map(
      (path) => `Nothing is recorded in ${safeText(path)}; \`spoor resume --project\` ends that.`,
    ),
  ];
}

/**
 * The notices as a view says them: lines above it, or with `--json` on stderr.
 * @returns the lines above it.
 */
export function noticesAbove(io: CliIo, json: true | undefined): string[] {
  const notices = recordingNotices(io);
  if (json !== true) return notices;
  for (const notice of notices) io.stderr.write(`spoor: ${notice}\n`);
  return [];
}

/** `Recording is paused until …` */
export function everywhereText({ until }: Pause): string {
  const end = until === null ? '' : ` until ${until}`;
  return `Recording is paused${end}; \`spoor resume\` ends that.`;
}
