import { type Command, Option } from 'commander';
import type { CliIo } from '../io.js';
import type { SetExitCode } from '../program.js';
import type { ImportCommandOptions } from './import.js';

/** Adds `spoor import`. */
export function addImportCommand(program: Command, io: CliIo, setExitCode: SetExitCode): void {
  program
    .command('import')
    .description('bring in what `spoor export` wrote, or what other tools left; twice does no harm')
    .argument('[path...]', 'files to import, compressed or not; `-` for the standard input')
    .addOption(
      new Option('--from <source>', 'what the files are')
        .choices(['spoor', 'state-files', 'payloads'])
        .default('spoor'),
    )
    .option('--include-forgotten', 'bring back sessions that were forgotten or deleted here')
    .option('--dry-run', 'say what would be done; change nothing')
    .option('--json', 'print JSON')
    .addHelpText('after', SOURCES)
    .action(async (paths: string[], options: ImportCommandOptions) => {
      const { importData } = await import('./import.js');
      await importData(io, paths, options, setExitCode);
    });
}

const SOURCES = `
Sources:
  spoor        what \`spoor export\` wrote
  state-files  an orchestrator's JSON files or folders of them:
               { taskId, projectId, state, context, history }, or lists of these
  payloads     JSON Lines of what hooks read on their standard input`;
