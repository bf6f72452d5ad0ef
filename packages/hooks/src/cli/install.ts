import { type InstallResult, installHooks } from '../install/install.js';
import type { HookProfile } from '../install/profiles.js';
import type { ScopeChoice } from '../install/scope.js';
import { noteInAudit } from './audit.js';
import { hookContext } from './context.js';
import type { HookCliIo } from './io.js';
import { printJson, printLines, printWarnings } from './print.js';

/** What `install` was asked. */
export interface InstallArguments extends ScopeChoice {
  readonly events: HookProfile;
  readonly clientVersion?: string;
  readonly dryRun?: true;
  readonly json?: true;
}

/** Installs, and shows what changed. */
export async function runInstall(io: HookCliIo, given: InstallArguments): Promise<void> {
  const { events, clientVersion, dryRun = false, json, ...choice } = given;
  const context = hookContext(io, clientVersion);
  const result = installHooks({ context, profile: events, dryRun, ...choice });
  printWarnings(io, result.warnings);
  if (result.changed && !dryRun) {
    noteInAudit(io, 'hooks.install', { path: result.path, profile: result.profile });
  }
  if (json === true) printJson(io, result);
  else printLines(io, [...describe(result), ...nextLines(io, result)]);
}

/** The installer alone takes in no history. */
function nextLines({ name }: HookCliIo, { changed, dryRun }: InstallResult): string[] {
  if (name !== 'spoor' || !changed || dryRun) return [];
  return ['To take in what Claude Code has kept of earlier sessions: spoor import'];
}

function describe(result: InstallResult): string[] {
  const { path, events, profile, changed, dryRun, diff, backup } = result;
  const what = `${events.length} events (${profile}) in ${path}`;
  if (!changed) return [`${dryRun ? 'Nothing to change' : 'Installed already'}: ${what}`];
  const patch = diff.trimEnd().split('\n');
  if (dryRun) return [...patch, '', `Would record ${what}. Nothing was changed.`];
  return [
    ...patch,
    '',
    `Recording ${what}, from now on, in running sessions too.`,
    ...(backup === null ? [] : [`The file as it was: ${backup}`]),
  ];
}
