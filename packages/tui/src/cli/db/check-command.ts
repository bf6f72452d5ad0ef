import type { Command } from 'commander';
import type { CliIo } from '../io.js';
import type { SetExitCode } from '../program.js';

/** Adds `spoor db check`. */
export function addCheckCommand(db: Command, io: CliIo, setExitCode: SetExitCode): void {
  db.command('check')
    .description('look for damage in the database, and repair it if asked')
    .option('--deep', 'compare indexes and full text with the rows too, and look at every text')
    .option('--repair', 'save what can be saved of a damaged database; asks first')
    .option('-y, --yes', 'repair without asking')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      `
Damage that one look finds is looked at again before anything is called damaged.
A repair sets the damaged files aside, next to the database in \`damaged\`, and never
deletes them; it saves what can be read, row by row, and takes what is missing from
the latest good backup. Recording goes on meanwhile.

Exit codes: 0 whole or repaired, 1 damaged.`,
    )
    .action(async (options: { deep?: true; repair?: true; yes?: true; json?: true }) => {
      const { checkAndRepair } = await import('./check.js');
      setExitCode(await checkAndRepair(io, options));
    });
}
