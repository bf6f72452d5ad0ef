import { SPOOR_VERSION } from '@spoor/core';
import { Command } from 'commander';
import { addAuditCommands } from './audit/commands.js';
import { addConfigCommands } from './config/commands.js';
import { addCountersCommands } from './counters/commands.js';
import { addDbCommands } from './db/commands.js';
import { addDemoCommand } from './demo/command.js';
import { addExportCommand } from './export/command.js';
import { addFigureCommands, FIGURE_COMMANDS } from './figures/commands.js';
import { addForgetCommand } from './forget/command.js';
import { addImportCommand } from './import/command.js';
import type { CliIo } from './io.js';
import { addLessonsCommands } from './lessons/commands.js';
import { addPauseCommands } from './pause/commands.js';
import { addRedactCommand } from './redact/command.js';
import { addSearchCommand } from './search/command.js';
import { addSessionsCommands } from './sessions/commands.js';

/** The parser, and what it is told while it runs. */
export interface Program {
  readonly program: Command;
  /** What the command that ran says of its outcome. */
  readonly exitCode: () => number;
}

/** How a command says that it failed although it has told all there is to tell. */
export type SetExitCode = (code: number) => void;

/** Makes the parser: of the command that the arguments begin with, else of all. */
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
  const [word = ''] = argv;
  const asked = COMMANDS.filter(({ words }) => words.includes(word));
  for (const { add } of asked.length > 0 ? asked : COMMANDS) {
    await add(program, { argv, io, setExitCode });
  }
  program.hook('preAction', (_, command) => warnBefore(command, io));
  return { program, exitCode: () => code };
}

/** What commands are made with. */
interface Making {
  readonly argv: readonly string[];
  readonly io: CliIo;
  readonly setExitCode: SetExitCode;
}

/** Commands, and the words that they begin with. */
interface CommandGroup {
  readonly words: readonly string[];
  readonly add: (program: Command, making: Making) => void | Promise<void>;
}

/** In the order in which help lists them. To make them all takes longer than some of them do. */
const COMMANDS: readonly CommandGroup[] = [
  { words: ['hooks'], add: addHooksCommands },
  { words: ['sessions'], add: (program, { io }) => addSessionsCommands(program, io) },
  { words: ['search'], add: (program, { io }) => addSearchCommand(program, io) },
  { words: FIGURE_COMMANDS, add: (program, { io }) => addFigureCommands(program, io) },
  { words: ['lessons'], add: (program, { io }) => addLessonsCommands(program, io) },
  { words: ['counters'], add: (program, { io }) => addCountersCommands(program, io) },
  { words: ['audit'], add: (program, { io }) => addAuditCommands(program, io) },
  { words: ['db'], add: (program, { io, setExitCode }) => addDbCommands(program, io, setExitCode) },
  { words: ['export'], add: (program, { io }) => addExportCommand(program, io) },
  {
    words: ['import'],
    add: (program, { io, setExitCode }) => addImportCommand(program, io, setExitCode),
  },
  {
    words: ['forget'],
    add: (program, { io, setExitCode }) => addForgetCommand(program, io, setExitCode),
  },
  {
    words: ['redact'],
    add: (program, { io, setExitCode }) => addRedactCommand(program, io, setExitCode),
  },
  {
    words: ['config'],
    add: (program, { io, setExitCode }) => addConfigCommands(program, io, setExitCode),
  },
  { words: ['pause', 'resume'], add: (program, { io }) => addPauseCommands(program, io) },
  { words: ['demo'], add: (program, { io }) => addDemoCommand(program, io) },
];

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
  { argv, io, setExitCode }: Making,
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
  $ spoor import                   take in what it has kept of earlier sessions
  $ spoor                          watch your sessions live
  $ spoor stats --since 7d         tokens and cost of the last seven days
  $ spoor search flaky test        where it was talked about
  $ spoor sessions list --json     the same for scripts

Exit codes: 0 done, 1 failed, 2 bad usage.`;
