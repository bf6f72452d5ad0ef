import type { Argument, Command, Option } from 'commander';
import type { CliIo } from './io.js';
import { createProgram } from './program.js';

/** A command as the parser knows it. */
export interface CommandDescription {
  /** With all that stands before it: `spoor db migrate`. */
  readonly name: string;
  readonly aliases: readonly string[];
  readonly description: string;
  /** How it is written, without its name: `[options] <scope>`. */
  readonly usage: string;
  readonly arguments: readonly ParameterDescription[];
  readonly options: readonly ParameterDescription[];
  readonly commands: readonly CommandDescription[];
}

/** An argument or an option. */
export interface ParameterDescription {
  /** `<scope>`, `[limit]` or `-n, --limit <n>`. */
  readonly term: string;
  readonly description: string;
  /** As it is told to the user; null when there is none. */
  readonly defaultValue: string | null;
  readonly choices: readonly string[];
}

/** Every command of `spoor`, from the parser itself: what the documentation is made of. */
export async function describeCommands(): Promise<CommandDescription> {
  // Only for help are all commands made, and some only when the arguments name them.
  const { program } = await createProgram(['help', 'hooks'], SILENT);
  return describe(program, '');
}

/** Nothing is run, so nothing is printed or read. */
const SILENT = { stdout: {}, stderr: {} } as CliIo;

function describe(command: Command, before: string): CommandDescription {
  const name = `${before}${command.name()}`;
  const help = command.createHelp();
  return {
    name,
    aliases: command.aliases(),
    description: command.description(),
    usage: command.usage(),
    arguments: command.registeredArguments.map((argument) => ({
      term: termOf(argument),
      ...valuesOf(argument),
    })),
    options: help
      .visibleOptions(command)
      .filter((option) => option.long !== '--help')
      .map((option) => ({ term: help.optionTerm(option), ...valuesOf(option) })),
    commands: help
      .visibleCommands(command)
      .filter((child) => child.name() !== 'help')
      .map((child) => describe(child, `${name} `)),
  };
}

function termOf(argument: Argument): string {
  const name = `${argument.name()}${argument.variadic ? '...' : ''}`;
  return argument.required ? `<${name}>` : `[${name}]`;
}

function valuesOf(parameter: Argument | Option) {
  const { description, defaultValue, defaultValueDescription } = parameter;
  const told = defaultValue === undefined ? null : tell(defaultValue);
  return {
    description,
    defaultValue: defaultValueDescription ?? told,
    choices: parameter.argChoices ?? [],
  };
}

function tell(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
