import { registerHookCommands } from '@spoor/hooks/cli';
import type { Command } from 'commander';
import type { CliIo } from './io.js';
import type { SetExitCode } from './program.js';

/** Adds the installer's commands, which `@spoor/hooks` holds, to `spoor hooks`. */
export function wireHookCommands(hooks: Command, io: CliIo, setExitCode: SetExitCode): void {
  registerHookCommands(hooks, { ...io, setExitCode, name: 'spoor' });
}
