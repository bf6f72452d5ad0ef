import type { Command } from 'commander';
import type { CliIo } from '../io.js';

/** Adds `spoor demo`. */
export function addDemoCommand(program: Command, io: CliIo): void {
  program
    .command('demo')
    .description('record a session of Claude Code that is played back, and show it')
    .addHelpText(
      'after',
      `
A real session's events go through the real recorder into a folder of their own, which is
removed at the end. Nothing of yours is read or written.`,
    )
    .action(async () => {
      const { runDemo } = await import('./demo.js');
      await runDemo(io);
    });
}
