import { type Command, Option } from 'commander';
import { TIME_FORMS } from '../../input/time-forms.js';
import type { CliIo } from '../io.js';
import type { SetExitCode } from '../program.js';
import type { ImportCommandOptions } from './import.js';
import { SOURCES } from './source-of.js';

/** Adds `spoor import`. */
export function addImportCommand(program: Command, io: CliIo, setExitCode: SetExitCode): void {
  program
    .command('import')
    .description(
      "bring in Claude Code's history, what `spoor export` wrote, or what other tools left; twice does no harm",
    )
    .argument(
      '[path...]',
      "files to import, compressed or not; `-` for the standard input; without any, all of Claude Code's transcripts",
    )
    .addOption(
      new Option('--from <source>', 'what the files are; by default their names tell').choices(
        SOURCES,
      ),
    )
    .option(
      '--path <folder>',
      'look for transcripts there too; may be given several times',
      (folder: string, all: readonly string[] = []) => [...all, folder],
    )
    .option('--since <time>', `only transcripts changed since then: ${TIME_FORMS}`)
    .option('--include-forgotten', 'bring back sessions that were forgotten or deleted here')
    .option('--dry-run', 'say what would be done; change nothing')
    .option('--json', 'print JSON')
    .addHelpText('after', HELP_END)
    .action(async (paths: string[], options: ImportCommandOptions) => {
      const { importData } = await import('./import.js');
      await importData(io, paths, options, setExitCode);
    });
}

const HELP_END = `
Sources:
  transcripts  what Claude Code keeps of its sessions, in all its profiles, or in
               PATHs: a configuration folder, a project's, a session's file
  spoor        what \`spoor export\` wrote
  state-files  an orchestrator's JSON files or folders of them:
               { taskId, projectId, state, context, history }, or lists of these
  payloads     JSON Lines of what hooks read on their standard input`;
