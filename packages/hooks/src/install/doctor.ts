import { resolvePaths } from '@spoor/core';
import type { TranscriptFigures } from '@spoor/storage';
import { crypto } from '../crypto.js';
import type { HookContext } from './context.js';
import {
  bindingCheck,
  nodeCheck,
  permissionCheck,
  placeCheck,
  spoolCheck,
  transcriptsCheck,
} from './doctor-checks.js';
import { hookCommand } from './entries.js';
import { launcherPath } from './launcher.js';
import { type CommandRun, runCommand } from './run-command.js';
import { type HookStatus, hookStatus, type LastEvent, type ScopeStatus } from './status.js';

/** What `doctor` asks of the database. */
export interface DoctorStore {
  /** Brings what waits in the spool into the database. */
  drain(): Promise<void> | void;
  /** The event of a session that the test sent, if it arrived. */
  findEvent(sessionId: string): Promise<FoundEvent | null> | FoundEvent | null;
  /** Takes every row of a session out again. */
  forgetSession(sessionId: string): Promise<void> | void;
  lastEvent(): Promise<LastEvent | null> | LastEvent | null;
  /** What was read of transcripts; null where the database is not there. */
  transcripts(): Promise<TranscriptFigures | null> | TranscriptFigures | null;
  /** Where the database is, when that isn't its usual place. */
  readonly path?: string;
  /** What is wrong with the database, if anything. */
  problem(): Promise<string | null> | string | null;
}

/** An event as the database holds it. */
export interface FoundEvent {
  readonly status: string;
  readonly errorMessage: string | null;
}

/** One thing that was looked at. */
export interface DoctorCheck {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
  /** What to do, when it isn't in order. */
  readonly advice: string | null;
}

/** What to look at. */
export interface DoctorOptions {
  readonly context: HookContext;
  /** Opens the database; the checks that need one say so when it can't be opened. */
  readonly openStore?: () => Promise<DoctorStore> | DoctorStore;
  /** Makes the test session's name unique. */
  readonly newId?: () => string;
}

/** Checks everything that recording needs, and sends a real event through each installed command. */
export async function hookDoctor(options: DoctorOptions): Promise<DoctorCheck[]> {
  const { context } = options;
  const { store, checks: database } = await openedStore(options);
  const status = await hookStatus({
    context,
    ...(store === undefined ? {} : { lastEvent: () => store.lastEvent() }),
  });
  const paths = resolvePaths(context);
  const checks = [
    nodeCheck(status),
    partCheck('launcher', status),
    partCheck('hook', status),
    bindingCheck(status),
    ...status.scopes.filter(isInteresting).map(scopeCheck),
    ...installedChecks(status),
    ...status.warnings.map(warningCheck),
    ...database,
    permissionCheck(paths.dataDir, context.uid),
    placeCheck(store?.path ?? paths.databasePath),
  ];
  for (const scope of status.scopes) {
    for (const command of scope.commands) {
      // Without the database the test's own traces could not be taken out again; in a pause there
      // would be none.
      if (store === undefined || status.recording.state === 'paused') continue;
      checks.push(
        isOurs(command, scope, context)
          ? await eventCheck(command, scope, options, store)
          : strangeCheck(scope),
      );
    }
  }
  if (store !== undefined) checks.push(transcriptsCheck(await store.transcripts()));
  checks.push(spoolCheck([paths.spoolDir, ...paths.fallbackSpoolDirs]));
  return checks;
}

async function openedStore(
  options: DoctorOptions,
): Promise<{ store?: DoctorStore; checks: DoctorCheck[] }> {
  if (options.openStore === undefined) return { checks: [] };
  try {
    const store = await options.openStore();
    const problem = await store.problem();
    const checks = [databaseCheck(problem)];
    return problem === null ? { store, checks } : { checks };
  } catch (error) {
    return { checks: [databaseCheck(error instanceof Error ? error.message : String(error))] };
  }
}

function databaseCheck(problem: string | null): DoctorCheck {
  return {
    name: 'database',
    ok: problem === null,
    detail: problem ?? 'opens and is in order',
    advice:
      problem === null
        ? null
        : 'Events wait in the spool meanwhile: mend what is said here, and the next listing takes them in.',
  };
}

function partCheck(name: 'launcher' | 'hook', status: HookStatus): DoctorCheck {
  const { path, problem } = status[name];
  const stale = name === 'hook' && problem === null && !status.hook.current;
  return {
    name,
    ok: problem === null && !stale,
    detail: `${path ?? 'none'}${problem === null ? '' : ` ${problem}`}${stale ? ' is of another build of Spoor' : ''}`,
    advice: problem === null && !stale ? null : 'Run `spoor hooks install` again.',
  };
}

function isInteresting(scope: ScopeStatus): boolean {
  return scope.installed || scope.problem !== null;
}

function scopeCheck(scope: ScopeStatus): DoctorCheck {
  const { path, profile, events, missing, extra, outdated } = scope;
  const wrong = [
    ...(missing.length > 0 ? [`missing: ${missing.join(', ')}`] : []),
    ...(extra.length > 0 ? [`not of the profile: ${extra.join(', ')}`] : []),
    ...(outdated.length > 0 ? [`of another version: ${outdated.join(', ')}`] : []),
  ];
  const detail =
    scope.problem ?? [`${path}: ${profile}, ${events.length} events`, ...wrong].join('; ');
  const ok = scope.problem === null && wrong.length === 0;
  const advice = scope.problem === null ? 'Run `spoor hooks install` again.' : 'Mend the file.';
  return { name: `settings (${scope.scope})`, ok, detail, advice: ok ? null : advice };
}

function installedChecks({ recording }: HookStatus): DoctorCheck[] {
  const { state, since, reasons, until } = recording;
  if (state === 'recording') return [];
  if (state === 'paused') {
    const end = until === undefined || until === null ? '' : ` until ${until}`;
    const detail = [`is paused${end}`, ...reasons].join('; ');
    return [{ name: 'recording', ok: false, detail, advice: null }];
  }
  const stopped = since === null ? 'recording has stopped' : `recording has stopped since ${since}`;
  return [
    {
      name: 'recording',
      ok: false,
      detail: state === 'stopped' ? `${stopped}: ${reasons.join('; ')}` : 'no hooks are installed',
      advice: 'Run `spoor hooks install`.',
    },
  ];
}

function warningCheck(detail: string): DoctorCheck {
  return { name: 'warning', ok: false, detail, advice: null };
}

/**
 * Whether a command is one that this user installed. Their own settings they wrote themselves; those
 * of a project come with its repository, and may only say what `install` would.
 */
function isOurs(command: string, { scope }: ScopeStatus, context: HookContext): boolean {
  return scope === 'user' || command === hookCommand(launcherPath(context));
}

function strangeCheck({ scope, path }: ScopeStatus): DoctorCheck {
  return {
    name: `event (${scope})`,
    ok: false,
    detail: `${path}: its command is none that this Spoor installs; it was not run`,
    advice: 'Look at it. If it is meant to record, run `spoor hooks install` again.',
  };
}

async function eventCheck(
  command: string,
  scope: ScopeStatus,
  { context, newId = () => crypto().randomUUID() }: DoctorOptions,
  store: DoctorStore,
): Promise<DoctorCheck> {
  const name = `event (${scope.scope})`;
  const sessionId = `spoor-doctor-${newId()}`;
  const run = await runCommand(command, testPayload(sessionId, context), context);
  const problem = runProblem(run);
  const found = await arrival(store, sessionId);
  const ok = problem === null && found.ok;
  return {
    name,
    ok,
    detail: `${problem ?? `the command took ${run.durationMs} ms`}; ${found.detail}`,
    advice: ok
      ? null
      : 'Run `spoor hooks install` again; if it stays so, look at the checks above.',
  };
}

function testPayload(sessionId: string, { cwd }: HookContext): string {
  const event = { hook_event_name: 'SessionStart', source: 'startup' };
  return `${JSON.stringify({ session_id: sessionId, transcript_path: '', cwd, ...event })}\n`;
}

function runProblem({ status, stdout, stderr, timedOut }: CommandRun): string | null {
  if (timedOut) return 'the command did not end in time';
  if (status !== 0) return `the command ended with ${status ?? 'a signal'}`;
  if (stdout !== '') return 'the command wrote to stdout';
  return stderr === '' ? null : `the command warned: ${stderr.trim().split('\n', 1)[0]}`;
}

async function arrival(
  store: DoctorStore,
  sessionId: string,
): Promise<{ ok: boolean; detail: string }> {
  try {
    await store.drain();
    const found = await store.findEvent(sessionId);
    await store.forgetSession(sessionId);
    if (found === null) return { ok: false, detail: 'the event is not in the database' };
    const detail = `the event is in the database (${found.errorMessage ?? found.status})`;
    return { ok: found.status === 'success', detail };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { ok: false, detail: `the event can't be looked for: ${reason}` };
  }
}
