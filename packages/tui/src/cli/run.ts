import { messageOf, redactText, SpoorError, UsageError } from '@spoor/core';
import { type Command, CommanderError } from 'commander';
import { safeText } from '../present/safe-text.js';
import type { CliIo } from './io.js';
import { createProgram } from './program.js';

/**
 * Runs the command line.
 * @param argv what follows the command's own name.
 * @returns the exit code: 0 done, 1 failed, 2 bad usage.
 */
export async function run(argv: readonly string[], io: CliIo): Promise<number> {
  let program: Command | undefined;
  try {
    if (argv.length === 0) {
      const { runBare } = await import('./bare.js');
      return await runBare(io);
    }
    const made = await createProgram(argv, io);
    program = made.program;
    await program.parseAsync(argv, { from: 'user' });
    return made.exitCode();
  } catch (error) {
    if (error instanceof CommanderError) return answerParser(error, argv, program, io);
    io.stderr.write(`spoor: ${lineOf(error, argv, program)}\n`);
    return error instanceof UsageError ? 2 : 1;
  }
}

/** The parser ends by throwing: after help and version too. */
function answerParser(
  error: CommanderError,
  argv: readonly string[],
  program: Command | undefined,
  io: CliIo,
): number {
  if (error.exitCode === 0) return 0;
  // A group without its command has shown its help already.
  if (error.code !== 'commander.help') {
    const message = error.message
      .replace(/^error: /, '')
      .replace(/(?<!\s)\s*\n\s*/g, ' ')
      .replace(/\.$/, '');
    io.stderr.write(`spoor: ${shown(message)}; ${helpHint(argv, program)}\n`);
  }
  return 2;
}

function lineOf(error: unknown, argv: readonly string[], program: Command | undefined): string {
  const message = shown(messageOf(error));
  if (error instanceof UsageError) return `${message}; ${helpHint(argv, program)}`;
  if (error instanceof SpoorError) return message;
  return `unexpected error: ${message}`;
}

/** Messages quote what was typed, and paths: what they say may go into the log of a script. */
function shown(message: string): string {
  return safeText(redactText(message));
}

function helpHint(argv: readonly string[], program: Command | undefined): string {
  const names = ['spoor'];
  let command = program;
  for (const word of argv) {
    command = command?.commands.find((candidate) => candidate.name() === word);
    if (command === undefined) break;
    names.push(word);
  }
  return `see \`${names.join(' ')} --help\``;
}
