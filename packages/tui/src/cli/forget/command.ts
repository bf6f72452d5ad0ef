import type { Command } from 'commander';
import type { CliIo } from '../io.js';
import type { SetExitCode } from '../program.js';
import type { ForgetCommandOptions } from './forget.js';

/** Adds `spoor forget`. */
export function addForgetCommand(program: Command, io: CliIo, setExitCode: SetExitCode): void {
  program
    .command('forget')
    .description('remove a session for good, down to its bytes, and record nothing more of it')
    .argument('<session>', "the session's id, or enough of its start")
    .option('-y, --yes', "don't ask")
    .option('--json', 'print JSON')
    .action(async (session: string, options: ForgetCommandOptions) => {
      const { forget } = await import('./forget.js');
      await forget(io, session, options, setExitCode);
    });
}
