import { type Command, InvalidArgumentError } from 'commander';
import type { CliIo } from '../io.js';
import type { ExportCommandOptions } from './export.js';
import { parseSince } from './parse-since.js';

/** Adds `spoor export`. */
export function addExportCommand(program: Command, io: CliIo): void {
  program
    .command('export')
    .description(
      'write what is recorded as JSON Lines that `spoor import` reads, here or elsewhere',
    )
    .option('--session <id...>', 'only these sessions; the start of an id is enough')
    .option('--project <path>', 'only sessions of this project')
    .option('--since <time>', 'only sessions active since a date, or for so long: 7d, 12h', since)
    .option('-o, --output <file>', 'write a file; compressed when it ends in `.gz`')
    .option('--json', 'with --output: print what was written as JSON')
    .action(async (options: ExportCommandOptions) => {
      const { exportData } = await import('./export.js');
      await exportData(io, options);
    });
}

function since(text: string): string {
  const time = parseSince(text);
  if (time === null) {
    throw new InvalidArgumentError('Give a date (2026-11-21) or how long ago (7d, 12h).');
  }
  return time;
}
