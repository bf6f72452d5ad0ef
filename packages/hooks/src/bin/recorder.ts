import { homedir, userInfo } from 'node:os';
import { messageOf, resolvePaths, type SpoorPaths, safeText } from '@spoor/core';
import {
  countLostEvent,
  networkFileSystem,
  networkReason,
  pausedProject,
  readPause,
  Spool,
  uptimeMs,
} from '@spoor/storage';
import { readEvent, redactEvent } from '../capture/capture-event.js';
import { homeFolder } from '../capture/home-folder.js';
import {
  type ConfigurationReader,
  type HookSettings,
  readHookSettings,
} from '../capture/hook-settings.js';
import { keepEvent } from '../capture/keep-event.js';
import { withSecretsOf } from '../capture/known-secrets.js';
import { type Input, readInput } from '../capture/read-input.js';
import { readTranscripts, type TranscriptReader } from '../capture/read-transcripts.js';
import { startMaintenance } from '../capture/start-maintenance.js';

// The hook executable: reads one event on standard input, keeps it, exits 0 with an empty stdout.
// `hook.cjs` runs it, and gives it what to do before the process ends, and ways to what reads a
// configuration and what reads transcripts.
declare const beforeExit: () => void;
declare const loadConfiguration: () => ConfigurationReader;
declare const loadTranscripts: () => TranscriptReader;

/**
 * Standard input must have ended after this part of a hook's time, so that some is left to keep
 * what came. Counted in short steps: where 200 hooks start at once, a process gets no turn for
 * seconds, and a clock would run out before the first look at input that has long been there.
 */
const INPUT_SHARE = 0.6;
const INPUT_STEP_MS = 100;
/** Until the configuration says otherwise. */
const DEADLINE_MS = 2_000;
/** Largest input that is parsed, bytes. */
const INPUT_LIMIT = 64 * 1024 * 1024;

const LONGEST_WARNING = 500;

/**
 * Where nobody knows the home folder and none is named: no folder can be made in it, so a spool
 * among temporary files takes the event.
 */
const NO_HOME = '/dev/null';

/** What the four digits of a year hold: a clock may say anything. */
const LATEST_MS = Date.UTC(10_000, 0) - 1;

const startedAtMs = Math.min(LATEST_MS, Math.max(0, Date.now() - uptimeMs()));
let deadlineMs = DEADLINE_MS;

const givenUp = new Promise<void>((resolve) => {
  for (const signal of ['SIGTERM', 'SIGHUP', 'SIGINT'] as const) process.on(signal, resolve);
  let steps = 0;
  setInterval(() => {
    steps += 1;
    if (steps * INPUT_STEP_MS >= deadlineMs * INPUT_SHARE) resolve();
  }, INPUT_STEP_MS);
});

const reading = readInput(0, INPUT_LIMIT, givenUp);
// While the input is on its way.
const finding = attempt(findOut);

reading
  .then((input) => {
    if ('error' in finding) throw finding.error;
    leave(record(input, finding.value), input.cut === 'did not end');
  })
  .catch((error: unknown) => leave(messageOf(error), false));

interface Surroundings {
  readonly paths: SpoorPaths;
  readonly settings: HookSettings;
}

function findOut(): Surroundings {
  const { env, platform } = process;
  const homeDir = homeFolder({ homedir, userInfo }) ?? NO_HOME;
  const paths = resolvePaths({ env, homeDir, platform, uid: process.getuid?.() });
  const settings = readHookSettings({ configFile: paths.configFile, env }, loadConfiguration);
  deadlineMs = settings.own.configuration.recorder.deadlineMs;
  return { paths, settings };
}

/** @returns what the user should be warned of, if anything, in one line. */
function record(input: Input, { paths, settings }: Surroundings): string | undefined {
  const { dataDir } = paths;
  const spoolDirs = [paths.spoolDir, ...paths.fallbackSpoolDirs];
  if (readPause(dataDir, startedAtMs) !== null) return undefined;
  const event = readEvent(input, { startedAtMs, env: process.env, dataDir });
  const { projectId, cwd } = event.workplace;
  const { configuration: asked, warnings } = settings.forProject(projectId);
  const { database, spool, recorder, pause } = asked;
  if (!database.enabled && !spool.enabled) return undefined;
  if (pausedProject(pause.projects, [projectId, cwd]) !== undefined) return undefined;
  const configuration = withSecretsOf(asked, { env: process.env, folders: [projectId, cwd] });
  const redacted = redactEvent(event, configuration);
  const databasePath = database.path ?? paths.databasePath;
  const warning = keepEvent(redacted, {
    databasePath: database.enabled ? databasePath : null,
    synchronous: database.synchronous,
    spool: new Spool(spoolDirs),
    spoolFirst: spool.enabled,
    countLost: () => countLostEvent(dataDir, spoolDirs),
    elapsedMs: uptimeMs,
    deadlineMs,
    lockBudgetMs: recorder.lockBudgetMs,
    readOn: (db) =>
      readTranscripts(db, event, {
        configuration,
        elapsedMs: uptimeMs(),
        nowMs: Date.now(),
        load: loadTranscripts,
      }),
  });
  if (database.enabled) startMaintenance(redacted, { dataDir, env: process.env, now: startedAtMs });
  if (!asked.warnings) return undefined;
  const isStart = event.kind === 'event' && event.hookType === 'SessionStart';
  const place = database.enabled && isStart ? placeWarning(databasePath) : undefined;
  return [warning, warnings[0], place].filter((text) => text !== undefined).join('; ') || undefined;
}

/** Asked once a session: every event would pay for it. */
function placeWarning(databasePath: string): string | undefined {
  const fileSystem = networkFileSystem(databasePath);
  return fileSystem === null ? undefined : networkReason('database', fileSystem).what;
}

/**
 * Ends at once, with status 0. Connections are not closed: the last close would checkpoint.
 * @param isReading whether a read still blocks a thread: an ordinary exit would wait for it.
 */
function leave(warning: string | undefined, isReading: boolean): void {
  if (warning !== undefined) process.stderr.write(`spoor: ${shortText(warning)}\n`);
  if (isReading) process.execve?.('/bin/true', ['true'], {});
  beforeExit();
  process.exit(0);
}

/** A path may hold anything, and be a megabyte long. */
function shortText(text: string): string {
  return safeText(text.length > LONGEST_WARNING ? `${text.slice(0, LONGEST_WARNING)}…` : text);
}

function attempt<T>(step: () => T): { value: T } | { error: unknown } {
  try {
    return { value: step() };
  } catch (error) {
    return { error };
  }
}
