import type { Command } from 'commander';
import type { CliIo } from '../io.js';
import { parsePositive } from '../parse-number.js';
import type { SetExitCode } from '../program.js';
import { addCheckCommand } from './check-command.js';
import { addUpkeepCommands } from './upkeep-commands.js';

/** Adds `spoor db …`. */
export function addDbCommands(program: Command, io: CliIo, setExitCode: SetExitCode): void {
  const db = program.command('db').description('look after the database');
  db.command('init')
    .description('make the database, if there is none yet')
    .option('--json', 'print JSON')
    .action(async (options: { json?: true }) => {
      const { initDatabase } = await import('./init.js');
      initDatabase(io, options);
    });
  db.command('path')
    .description("print the path of the database's file")
    .action(async () => {
      const { printDatabasePath } = await import('./path.js');
      printDatabasePath(io);
    });
  db.command('status')
    .description('show sizes, counts, the schema and what waits in the spool')
    .option('--json', 'print JSON')
    .action(async (options: { json?: true }) => {
      const { showDatabaseStatus } = await import('./status.js');
      showDatabaseStatus(io, options);
    });
  db.command('migrate')
    .description("bring the database to this version's schema, or to an older one")
    .option('--to <version>', 'go to this version of the schema, up or down', parsePositive)
    .option('--dry-run', 'say which steps would run; change nothing')
    .option('--json', 'print JSON')
    .action(async (options: { to?: number; dryRun?: true; json?: true }) => {
      const { migrateDatabase } = await import('./migrate.js');
      migrateDatabase(io, options);
    });
  addUpkeepCommands(db, io);
  addCheckCommand(db, io, setExitCode);
}
