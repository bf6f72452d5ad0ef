import { type Command, Option } from 'commander';
import { TIME_FORMS } from '../../input/time-forms.js';
import type { CliIo } from '../io.js';
import { parsePositive } from '../parse-number.js';
import type { AgentsOptions } from './agents.js';
import type { FailuresOptions } from './failures.js';
import type { StatsOptions } from './stats.js';
import type { ToolsOptions } from './tools.js';

/** The words that {@link addFigureCommands} adds. */
export const FIGURE_COMMANDS = ['stats', 'agents', 'tools', 'failures'];

/** Adds `spoor stats`, `agents`, `tools` and `failures`. */
export function addFigureCommands(program: Command, io: CliIo): void {
  addStats(program, io);
  addAgents(program, io);
  addTools(program, io);
  addFailures(program, io);
}

function addStats(program: Command, io: CliIo): void {
  withRange(program.command('stats'))
    .description('tokens, cost, turns, calls and time, by day or by what used them')
    .addOption(
      new Option('--by <what>', 'what to group by; weeks begin on Monday')
        .choices(['day', 'week', 'month', 'project', 'model', 'agent', 'tool', 'session'])
        .default('day'),
    )
    .option('--project <path>', 'only the project that holds this folder')
    .option(
      '--model <name>',
      'only what this model did, as the API names it or as `--by model` does',
    )
    .option('--session <id>', 'only this session; the start of its id is enough')
    .option('--json', 'print JSON')
    .addHelpText('after', STATS_HELP_END)
    .action(async (options: StatsOptions) => {
      const { showStats } = await import('./stats.js');
      await showStats(io, options);
    });
}

const STATS_HELP_END = `
Figures:
  INPUT        tokens sent that were in no cache, and went into none
  CACHE READ   tokens sent that were in the cache; CACHE WRITE those that went into it
  TOKENS       the four kinds together; BY TOKENS compares them with the largest row's
  COST         US dollars by list prices; \`$1.23+\` when a part has no price, \`?\` when nothing has
  TIME         from prompts to their stops, added up`;

function addAgents(program: Command, io: CliIo): void {
  withRange(program.command('agents'))
    .description('how the main agent and each type of subagent did: runs, success, time, tokens')
    .option('--project <path>', 'only the project that holds this folder')
    .option('--json', 'print JSON')
    .action(async (options: AgentsOptions) => {
      const { showAgents } = await import('./agents.js');
      await showAgents(io, options);
    });
}

function addTools(program: Command, io: CliIo): void {
  withRange(program.command('tools'))
    .description('how each tool did: calls, failures, time, tokens, size of results')
    .addOption(
      new Option('--by <what>', 'each tool by itself, or the tools of an MCP server together')
        .choices(['tool', 'server'])
        .default('tool'),
    )
    .option('--project <path>', 'only the project that holds this folder')
    .option('--session <id>', 'only this session; the start of its id is enough')
    .option('--json', 'print JSON')
    .action(async (options: ToolsOptions) => {
      const { showTools } = await import('./tools.js');
      await showTools(io, options);
    });
}

function addFailures(program: Command, io: CliIo): void {
  withRange(program.command('failures'))
    .description(
      'what went wrong, the newest first, with its cause and the prompt it happened under',
    )
    .addOption(
      new Option('--kind <kind>', 'only failures of this kind').choices([
        'call',
        'denied',
        'api',
        'turn',
        'agent',
      ]),
    )
    .option('--project <path>', 'only the project that holds this folder')
    .option('--session <id>', 'only this session; the start of its id is enough')
    .option('--limit <count>', 'at most so many', parsePositive, 30)
    .option('--json', 'print JSON: each failure by itself')
    .action(async (options: FailuresOptions) => {
      const { showFailures } = await import('./failures.js');
      await showFailures(io, options);
    });
}

function withRange(command: Command): Command {
  return command
    .option('--since <time>', `from a day or a time on: ${TIME_FORMS}`)
    .option('--until <time>', 'up to the end of a day, or to a time')
    .option(
      '--days <count>',
      'the last so many days: the same as `--since <count>d`',
      parsePositive,
    )
    .option('--utc', 'days of UTC; those of your time zone (`TZ`) otherwise');
}
