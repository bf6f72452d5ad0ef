import { SPOOR_VERSION } from '@spoor/core';
import { Command } from 'commander';
import { addAuditCommands } from './audit/commands.js';
import { addConfigCommands } from './config/commands.js';
import { addCountersCommands } from './counters/commands.js';
import { addDbCommands } from './db/commands.js';
import { addDemoCommand } from './demo/command.js';
import { addExportCommand } from './export/command.js';
import { addFigureCommands } from './figures/commands.js';
import { addForgetCommand } from './forget/command.js';
import { addImportCommand } from './import/command.js';
import type { CliIo } from './io.js';
import { addLessonsCommands } from './lessons/commands.js';
import { addPauseCommands } from './pause/commands.js';
import { addSessionsCommands } from './sessions/commands.js';

/** The parser, and what it is told while it runs. */
export interface Program {
  readonly program: Command;
  /** What the command that ran says of its outcome. */
  readonly exitCode: () => number;
}

/** How a command says that it failed although it has told all there is to tell. */
export type SetExitCode = (code: number) => void;

/** Makes the parser. Only the modules that the arguments ask for are loaded. */
export async function createProgram(argv: readonly string[], io: CliIo): Promise<Program> {
  let code = 0;
  const setExitCode: SetExitCode = (value) => {
    code = value;
  };
  const program = new Command('spoor')
    .description('The flight recorder for Claude Code. Without a command it opens the inspector.')
    .usage('[command] [options]')
    .version(SPOOR_VERSION, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show help')
    .helpCommand('help [command]', 'show help for a command')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      // Errors are told in one place, in one line.
      outputError: () => undefined,
      getOutHelpWidth: () => helpWidth(io.stdout.columns),
      getErrHelpWidth: () => helpWidth(io.stderr.columns),
    })
    .addHelpText('after', HELP_END);
  await addHooksCommands(program, argv, io, setExitCode);
  addSessionsCommands(program, io);
  addFigureCommands(program, io);
  addLessonsCommands(program, io);
  addCountersCommands(program, io);
  addAuditCommands(program, io);
  addDbCommands(program, io, setExitCode);
  addExportCommand(program, io);
  addImportCommand(program, io, setExitCode);
  addForgetCommand(program, io, setExitCode);
  addConfigCommands(program, io, setExitCode);
  addPauseCommands(program, io);
  addDemoCommand(program, io);
  program.hook('preAction', (_, command) => warnBefore(command, io));
  return { program, exitCode: () => code };
}

/** A configuration that can't be used is told of first; some commands tell of it themselves. */
const TELL_THEMSELVES = new Set<string | undefined>(['config', 'hooks', 'demo']);

async function warnBefore(command: Command, io: CliIo): Promise<void> {
  const [outermost] = namesOf(command);
  if (TELL_THEMSELVES.has(outermost)) return;
  const { warnOfSettings } = await import('./settings.js');
  warnOfSettings(io);
}

function namesOf(command: Command): string[] {
  return command.parent === null ? [] : [...namesOf(command.parent), command.name()];
}

/** The installer is loaded only when it is asked for. */
async function addHooksCommands(
  program: Command,
  argv: readonly string[],
  io: CliIo,
  setExitCode: SetExitCode,
): Promise<void> {
  const hooks = program
    .command('hooks')
    .description('install the hooks that record, look after them, remove them');
  if (!argv.includes('hooks')) return;
  const { wireHookCommands } = await import('./hooks.js');
  wireHookCommands(hooks, io, setExitCode);
}

function helpWidth(columns: number | undefined): number {
  return Math.min(columns ?? 100, 100);
}

const HELP_END = `
Examples:
  $ spoor demo                     see it at work; touches nothing of yours
  $ spoor hooks install            record Claude Code from now on
  $ spoor                          watch your sessions live
  $ spoor sessions list --json     the same for scripts

Exit codes: 0 done, 1 failed, 2 bad usage.`;
