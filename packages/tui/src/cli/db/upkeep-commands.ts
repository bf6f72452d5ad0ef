import type { Command } from 'commander';
import type { CliIo } from '../io.js';
import { parseDays, parseMegabytes } from '../parse-amount.js';
import type { BackupCommandOptions } from './backup.js';
import type { CleanupCommandOptions } from './cleanup.js';
import type { MaintainCommandOptions } from './maintain.js';
import type { ResetCommandOptions } from './reset.js';
import type { RestoreCommandOptions } from './restore.js';

/** Adds `spoor db backup`, `backups`, `restore`, `cleanup`, `reset` and `maintain`. */
export function addUpkeepCommands(db: Command, io: CliIo): void {
  db.command('backup')
    .description('copy the database, while hooks record: looked through, compressed, 7 kept')
    .option('-o, --output <file>', 'a file of your choice, compressed when it ends in .gz')
    .option('--json', 'print JSON')
    .action(async (options: BackupCommandOptions) => {
      const { backUpDatabase } = await import('./backup.js');
      await backUpDatabase(io, options);
    });
  db.command('backups')
    .description('list the backups, the newest first')
    .option('--json', 'print JSON')
    .action(async (options: { json?: true }) => {
      const { showBackups } = await import('./backups.js');
      showBackups(io, options);
    });
  db.command('restore')
    .description('put a backup in place; what is there now is kept as a backup too')
    .argument('[file]', 'a backup: a path, a name from `spoor db backups`, or latest', 'latest')
    .option('-y, --yes', "don't ask")
    .option('--json', 'print JSON')
    .action(async (file: string, options: RestoreCommandOptions) => {
      const { restoreDatabase } = await import('./restore.js');
      await restoreDatabase(io, file, options);
    });
  db.command('cleanup')
    .description('let old text go and give the space back; events and figures stay')
    .option('--older-than <age>', 'raw payloads and tool output, such as 30d, 12w, 6m', parseDays)
    .option('--messages', 'with --older-than: the text of messages too')
    .option('--max-size <size>', 'then the oldest text, until all fits: 500MB', parseMegabytes)
    .option('--dry-run', 'change nothing, say how much would go')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nWithout --older-than: payloads after 30 days, tool output after 90.')
    .action(async (options: CleanupCommandOptions) => {
      const { cleanUpDatabase } = await import('./cleanup.js');
      await cleanUpDatabase(io, options);
    });
  db.command('reset')
    .description('empty the database; what is in it is kept as a backup')
    .option('-y, --yes', "don't ask")
    .option('--json', 'print JSON')
    .action(async (options: ResetCommandOptions) => {
      const { resetDatabase } = await import('./reset.js');
      await resetDatabase(io, options);
    });
  db.command('maintain')
    .description('do the daily upkeep: catch up, clean up, check, back up')
    .option('--force', 'even when it ran within the last day')
    .option('--json', 'print JSON')
    .action(async (options: MaintainCommandOptions) => {
      const { maintainDatabase } = await import('./maintain.js');
      await maintainDatabase(io, options);
    });
}
