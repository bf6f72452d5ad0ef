import type { Command } from 'commander';
import type { CliIo } from '../io.js';
import { parsePositive } from '../parse-number.js';
import type { CounterListing } from './list.js';

const SCOPE = '`global`, `project:PATH`, or a session (its id, or enough of its start)';

/** Adds `spoor counters …`. */
export function addCountersCommands(program: Command, io: CliIo): void {
  const counters = program
    .command('counters')
    .description('counters of sessions (Spoor counts `rounds`), projects, and of your own');
  counters
    .command('list')
    .description('list counters by scope and name')
    .option('--scope <scope>', `only those of ${SCOPE}`)
    .option('--project <path>', 'only those of the project that a folder (`.`) lies in')
    .option('--limit <count>', 'at most so many', parsePositive, 100)
    .option('--offset <count>', 'leave out so many first', parsePositive)
    .option('--json', 'print JSON')
    .action(async (options: CounterListing) => {
      const { listCounters } = await import('./list.js');
      await listCounters(io, options);
    });
  counters
    .command('get')
    .description("print a counter's value; 0 when it was never raised")
    .argument('<scope>', SCOPE)
    .argument('<name>', "the counter's name")
    .option('--json', 'print JSON')
    .action(async (scope: string, name: string, options: { json?: true }) => {
      const { printCounter } = await import('./get.js');
      await printCounter(io, { scope, name }, options);
    });
  counters
    .command('reset')
    .description('set a counter to 0')
    .argument('<scope>', SCOPE)
    .argument('<name>', "the counter's name")
    .action(async (scope: string, name: string) => {
      const { resetCounter } = await import('./reset.js');
      await resetCounter(io, { scope, name });
    });
}
