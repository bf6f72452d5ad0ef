import { UsageError } from '@spoor/core';
import { type Command, Option } from 'commander';
import { HOOK_PROFILES, type HookProfile } from '../install/profiles.js';
import type { ScopeChoice } from '../install/scope.js';
import type { HookCliIo } from './io.js';

export type { HookCliIo } from './io.js';

/** Adds `install`, `uninstall`, `status` and `doctor` to a command. */
export function registerHookCommands(parent: Command, io: HookCliIo): void {
  withScope(parent.command('install').description('add the hooks to the settings of Claude Code'))
    .addOption(
      new Option('--events <profile>', 'how much to record')
        .choices([...HOOK_PROFILES])
        .default('standard'),
    )
    .option('--client-version <version>', 'leave out events that this version does not know')
    .option('--dry-run', 'change nothing, show what would change')
    .option('--json', 'print JSON')
    .action(async (options: InstallFlags) => {
      const { runInstall } = await import('./install.js');
      await runInstall(io, { ...options, ...scopeChoice(options) });
    });
  withScope(parent.command('uninstall').description('take the hooks out of the settings again'))
    .option('--dry-run', 'change nothing, show what would change')
    .option('--json', 'print JSON')
    .action(async (options: UninstallFlags) => {
      const { runUninstall } = await import('./uninstall.js');
      await runUninstall(io, { ...options, ...scopeChoice(options) });
    });
  parent
    .command('status')
    .description('say where the hooks are installed and what came in last')
    .option('--json', 'print JSON')
    .action(async (options: { json?: true }) => {
      const { runStatus } = await import('./status.js');
      await runStatus(io, options);
    });
  parent
    .command('doctor')
    .description('check all that recording needs, with a real event, and say what to do')
    .option('--json', 'print JSON')
    .action(async (options: { json?: true }) => {
      const { runDoctor } = await import('./doctor.js');
      await runDoctor(io, options);
    });
}

interface ScopeFlags {
  readonly user?: true;
  readonly project?: true;
  readonly local?: true;
  readonly settings?: string;
}

interface UninstallFlags extends ScopeFlags {
  readonly dryRun?: true;
  readonly json?: true;
}

interface InstallFlags extends UninstallFlags {
  readonly events: HookProfile;
  readonly clientVersion?: string;
}

function withScope(command: Command): Command {
  return command
    .option('--user', 'your own settings, for all projects (default)')
    .option('--project', "the project's settings, shared through its repository")
    .option('--local', "the project's settings, yours alone")
    .option('--settings <file>', 'a settings file of your choice');
}

function scopeChoice(flags: ScopeFlags): ScopeChoice {
  const chosen = (['user', 'project', 'local'] as const).filter((scope) => flags[scope] === true);
  const count = chosen.length + (flags.settings === undefined ? 0 : 1);
  if (count > 1) {
    throw new UsageError('Use one of `--user`, `--project`, `--local` and `--settings`');
  }
  if (flags.settings !== undefined) return { scope: 'file', file: flags.settings };
  return { scope: chosen[0] ?? 'user' };
}
