import type { Command } from 'commander';
import type { CliIo } from '../io.js';
import type { PauseOptions } from './pause.js';

/** Adds `spoor pause` and `spoor resume`. */
export function addPauseCommands(program: Command, io: CliIo): void {
  program
    .command('pause')
    .description('record nothing from now on, everywhere or in a project')
    .option('--for <time>', 'for so long: 30m, 2h, 1d')
    .option('--until <time>', 'until a time: 18:30, 2026-11-22T09:00')
    .option('--project [path]', 'in this project only (default: the one you are in)')
    .option('--json', 'print JSON')
    .action(async (options: PauseOptions) => {
      const { pauseRecording } = await import('./pause.js');
      await pauseRecording(io, options);
    });
  program
    .command('resume')
    .description('record again')
    .option('--project [path]', 'in this project (default: the one you are in)')
    .option('--json', 'print JSON')
    .action(async (options: { project?: string | true; json?: true }) => {
      const { resumeRecording } = await import('./resume.js');
      await resumeRecording(io, options);
    });
}
