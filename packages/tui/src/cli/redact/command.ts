import type { Command } from 'commander';
import type { CliIo } from '../io.js';
import type { SetExitCode } from '../program.js';
import type { RedactCommandOptions } from './redact.js';

/** Adds `spoor redact`. */
export function addRedactCommand(program: Command, io: CliIo, setExitCode: SetExitCode): void {
  program
    .command('redact')
    .description(
      'take out what was recorded before a rule, or a setting of yours, called it secret',
    )
    .option('--scan', 'look through all that is stored, and mend it')
    .option('--dry-run', 'change nothing, say how much is found')
    .option('--backups', 'the backups too, each unpacked and packed again')
    .option('-y, --yes', "don't ask")
    .option('--json', 'print JSON')
    .addHelpText('after', HELP_END)
    .action(async (options: RedactCommandOptions) => {
      const { redact } = await import('./redact.js');
      await redact(io, options, setExitCode);
    });
}

const HELP_END = `
On a terminal it asks before it changes anything: nothing brings back what was taken out.
It exits with 1 when something that was found is still there.`;
