import type { Command } from 'commander';
import { TIME_FORMS } from '../../input/time-forms.js';
import type { CliIo } from '../io.js';
import type { ExportCommandOptions } from './export.js';

/** Adds `spoor export`. */
export function addExportCommand(program: Command, io: CliIo): void {
  program
    .command('export')
    .description(
      'write what is recorded as JSON Lines that `spoor import` reads, here or elsewhere',
    )
    .option('--session <id...>', 'only these sessions; the start of an id is enough')
    .option('--project <path>', 'only sessions of this project')
    .option('--since <time>', `only sessions active from a time on: ${TIME_FORMS}`)
    .option('-o, --output <file>', 'write a file; compressed when it ends in `.gz`')
    .option('--json', 'with --output: print what was written as JSON')
    .action(async (options: ExportCommandOptions) => {
      const { exportData } = await import('./export.js');
      await exportData(io, options);
    });
}
