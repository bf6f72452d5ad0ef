import { messageOf, SPOOR_VERSION, SpoorError, safeText, UsageError } from '@spoor/core';
import { Command, CommanderError } from 'commander';
import { registerHookCommands } from './index.js';
import type { HookCliIo } from './io.js';

/**
 * Runs the command line of `spoor-hooks`.
 * @returns the exit code: 0 done, 1 failed, 2 bad usage.
 */
export async function runHooksCli(
  argv: readonly string[],
  io: Omit<HookCliIo, 'setExitCode'>,
): Promise<number> {
  let exitCode = 0;
  const setExitCode = (code: number): void => {
    exitCode = code;
  };
  const program = new Command(io.name)
    .description('The hooks through which Spoor records Claude Code.')
    .version(SPOOR_VERSION, '-V, --version', 'print the version')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      outputError: () => undefined,
    });
  registerHookCommands(program, { ...io, setExitCode });
  registerMaintain(program, { ...io, setExitCode });
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return exitCode;
  } catch (error) {
    return report(error, io);
  }
}

/** Hooks start it by this command, for it is in the package that they come from. */
function registerMaintain(program: Command, io: HookCliIo): void {
  program
    .command('maintain')
    .description('do the daily upkeep of the database, as hooks start it')
    .option('--force', 'even when it ran within the last day')
    .option('--json', 'print JSON')
    .action(async (options: { force?: true; json?: true }) => {
      const { runMaintain } = await import('./maintain.js');
      await runMaintain(io, options);
    });
}

function report(error: unknown, io: Pick<HookCliIo, 'name' | 'stderr'>): number {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return 0;
    const message = error.message.replace(/^error: /, '').replaceAll(/(?<!\s)\s*\n\s*/g, ' ');
    if (error.code !== 'commander.help') io.stderr.write(`${io.name}: ${safeText(message)}\n`);
    return 2;
  }
  const prefix = error instanceof SpoorError ? '' : 'unexpected error: ';
  io.stderr.write(`${io.name}: ${prefix}${safeText(messageOf(error))}\n`);
  return error instanceof UsageError ? 2 : 1;
}
