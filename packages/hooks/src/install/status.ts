import { accessSync, constants, readFileSync, statSync } from 'node:fs';
import { type IsoTime, messageOf, resolvePaths } from '@spoor/core';
import type { HookContext } from './context.js';
import { hookGroup, isSameHandler } from './entries.js';
import { type InstallRecord, readInstallRecord } from './install-record.js';
import { disabledWarning, managedWarnings, notStrictWarning } from './install-warnings.js';
import { hookFolder, launcherPath } from './launcher.js';
import { type HookProfile, nearestProfile, PROFILED_EVENTS, profileEvents } from './profiles.js';
import { realPath } from './real-path.js';
import { readWish } from './recording-wish.js';
import { type HookScope, knownScopes } from './scope.js';
import { readSettingsFile } from './settings-file.js';
import { readShape, type SettingsShape } from './settings-shape.js';

/** The newest event that the database holds. */
export interface LastEvent {
  readonly at: IsoTime;
  readonly event: string;
  readonly sessionId: string | null;
}

/** What to look at. */
export interface StatusOptions {
  readonly context: HookContext;
  /** Asks the database; hooks can be looked at without one. */
  readonly lastEvent?: () => Promise<LastEvent | null> | LastEvent | null;
}

/** One settings file of the client, as far as Spoor goes. */
export interface ScopeStatus {
  readonly scope: HookScope;
  readonly path: string;
  readonly exists: boolean;
  /** Why the file can't be read. */
  readonly problem: string | null;
  readonly installed: boolean;
  readonly profile: HookProfile | null;
  readonly events: readonly string[];
  /** Events of the profile without an entry. */
  readonly missing: readonly string[];
  /** Events with an entry that the profile doesn't have. */
  readonly extra: readonly string[];
  /** Events whose entry isn't what this version would write. */
  readonly outdated: readonly string[];
  /** The different commands of the entries. */
  readonly commands: readonly string[];
  readonly warnings: readonly string[];
}

/** A file that hooks need. */
export interface PartStatus {
  readonly path: string | null;
  readonly problem: string | null;
}

/** Where Spoor's hooks are installed, and whether they record. */
export interface HookStatus {
  readonly dataDir: string;
  readonly scopes: readonly ScopeStatus[];
  readonly launcher: PartStatus;
  readonly node: PartStatus;
  readonly hook: PartStatus & { readonly version: string | null; readonly current: boolean };
  readonly lastEvent: LastEvent | null;
  /**
   * `stopped` has the reasons, and the time of the last event: nothing is recorded since. `paused`
   * is what the user has asked for, here: since when and until when.
   */
  readonly recording: {
    readonly state: 'recording' | 'not-installed' | 'stopped' | 'paused';
    readonly since: IsoTime | null;
    readonly reasons: readonly string[];
    /** When a pause ends by itself; null when it doesn't. */
    readonly until?: IsoTime | null;
  };
  readonly warnings: readonly string[];
}

/** Looks at every settings file that the client reads here, and at what hooks need to run. */
export async function hookStatus(options: StatusOptions): Promise<HookStatus> {
  const { context } = options;
  const record = readInstallRecord(hookFolder(context));
  const recorded = Object.values(record.settings).map(({ path }) => path);
  const scopes = knownScopes(context, recorded).map((scope) => scopeStatus(scope, record, context));
  const parts = partStatus(context, record);
  const lastEvent = (await options.lastEvent?.()) ?? null;
  const managed = managedWarnings(context);
  const wish = readWish(context);
  const installed = scopes.some((scope) => scope.installed) || recorded.length > 0;
  const reasons = [
    ...stopReasons(scopes, parts, managed, recorded.length > 0),
    ...(installed ? wish.off : []),
  ];
  const state = !installed ? 'not-installed' : reasons.length > 0 ? 'stopped' : 'recording';
  const paused = state === 'recording' ? wish.paused : undefined;
  return {
    dataDir: resolvePaths(context).dataDir,
    scopes,
    ...parts,
    lastEvent,
    recording: paused ?? {
      state,
      since: state === 'stopped' ? (lastEvent?.at ?? null) : null,
      reasons,
    },
    warnings: [
      ...scopes.flatMap(({ warnings }) => warnings),
      ...twice(scopes),
      ...managed,
      ...wish.warnings,
    ],
  };
}

function scopeStatus(
  { scope, path }: { scope: HookScope; path: string },
  record: InstallRecord,
  context: HookContext,
): ScopeStatus {
  const empty = { profile: null, events: [], missing: [], extra: [], outdated: [], commands: [] };
  const none = { scope, path, exists: true, installed: false, ...empty, warnings: [] };
  let shape: SettingsShape;
  try {
    const file = readSettingsFile(path);
    if (file.bytes === undefined) return { ...none, exists: false, problem: null };
    shape = readShape(file.text, path);
  } catch (error) {
    return { ...none, problem: messageOf(error) };
  }
  const warnings = [
    ...(shape.disabled ? [disabledWarning(path)] : []),
    ...(shape.strict ? [] : [notStrictWarning(path)]),
  ];
  const own = ownEntries(shape);
  const events = [...new Set(own.map(({ event }) => event))];
  if (events.length === 0) return { ...none, problem: null, warnings };
  const known = record.settings[realPath(path)];
  const profile = known?.profile ?? nearestProfile(events);
  const wanted =
    known?.events ?? profileEvents(profile, context.clientVersion).map(({ name }) => name);
  return {
    ...none,
    problem: null,
    installed: true,
    profile,
    events,
    missing: wanted.filter((name) => !events.includes(name)),
    extra: events.filter((name) => !wanted.includes(name)),
    outdated: own.filter((entry) => isOutdated(entry, context)).map(({ event }) => event),
    commands: [...new Set(own.map(({ command }) => command))],
    warnings,
  };
}

interface OwnEntry {
  readonly event: string;
  readonly value: unknown;
  readonly command: string;
}

function ownEntries(shape: SettingsShape): OwnEntry[] {
  return shape.events.flatMap(({ name, groups }) =>
    groups
      .flatMap(({ handlers }) => handlers)
      .filter(({ own }) => own)
      .map(({ value }) => ({ event: name, value, command: commandOf(value) })),
  );
}

function commandOf(value: unknown): string {
  return (value as { readonly command: string }).command;
}

function isOutdated({ event, value }: OwnEntry, context: HookContext): boolean {
  const known = PROFILED_EVENTS.find(({ name }) => name === event);
  if (known === undefined) return true;
  return !isSameHandler(value, hookGroup(known, launcherPath(context)).hooks[0]);
}

type Parts = Pick<HookStatus, 'launcher' | 'node' | 'hook'>;

function partStatus(context: HookContext, { launcher }: InstallRecord): Parts {
  const { X_OK, R_OK } = constants;
  const path = launcherPath(context);
  const [node, hook] = [launcher?.node ?? null, launcher?.hook ?? null];
  return {
    launcher: { path, problem: fileProblem(path, X_OK) },
    node: { path: node, problem: node === null ? 'unknown' : fileProblem(node, X_OK) },
    hook: {
      path: hook,
      problem: hook === null ? 'unknown' : fileProblem(hook, R_OK),
      version: launcher?.version ?? null,
      current: hook !== null && sameContent(hook, context.hookSource.hook),
    },
  };
}

function fileProblem(path: string, access: number): string | null {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return 'is gone';
  if (!stat.isFile()) return 'is no file';
  try {
    accessSync(path, access);
    return null;
  } catch {
    return access === constants.X_OK ? "can't be run" : "can't be read";
  }
}

function sameContent(left: string, right: string): boolean {
  try {
    return readFileSync(left).equals(readFileSync(right));
  } catch {
    return false;
  }
}

function stopReasons(
  scopes: readonly ScopeStatus[],
  parts: Parts,
  managed: readonly string[],
  recorded: boolean,
): string[] {
  const live = scopes.filter(({ installed }) => installed);
  if (live.length === 0 && !recorded) return [];
  const broken = Object.entries(parts).flatMap(([name, { path, problem }]) =>
    problem === null || path === null ? [] : [`${NAMES[name] ?? name} ${path} ${problem}`],
  );
  const unreadable = scopes.flatMap(({ path, problem }) =>
    problem === null ? [] : [`the client can't use ${path}`],
  );
  const gone = live.length > 0 ? [] : ['the entries are gone from the settings', ...unreadable];
  return [...gone, ...broken, ...scopes.flatMap(({ warnings }) => warnings), ...managed];
}

const NAMES: Readonly<Record<string, string>> = {
  launcher: 'the launcher',
  node: 'Node',
  hook: 'the hook executable',
};

function twice(scopes: readonly ScopeStatus[]): string[] {
  const installed = scopes.filter((scope) => scope.installed);
  if (installed.length < 2) return [];
  const paths = installed.map(({ path }) => path).join(' and ');
  return [`Spoor is installed in ${paths}: events may be recorded twice. Keep one.`];
}
