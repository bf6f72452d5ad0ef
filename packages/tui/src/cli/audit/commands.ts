import { type Command, Option } from 'commander';
import { TIME_FORMS } from '../../input/time-forms.js';
import type { CliIo } from '../io.js';
import { parsePositive } from '../parse-number.js';
import type { ExportAuditOptions } from './export.js';
import type { AuditChoice } from './filter.js';
import type { ListAuditOptions } from './list.js';
import type { SummarizeAuditOptions } from './summary.js';
import type { TailAuditOptions } from './tail.js';

/** Adds `spoor audit …`. */
export function addAuditCommands(program: Command, io: CliIo): void {
  const audit = program.command('audit').description('look at the log of who did what');
  addList(audit, io);
  addTail(audit, io);
  addSummary(audit, io);
  addExport(audit, io);
}

function addList(audit: Command, io: CliIo): void {
  withFilters(audit.command('list'))
    .description('list entries, the newest first')
    .option('--limit <count>', 'at most so many', parsePositive, 50)
    .option('--before <seq>', 'only entries behind this one of a listing as JSON', parsePositive)
    .option('--json', 'print JSON')
    .action(async (options: ListAuditOptions) => {
      const { listAudit } = await import('./list.js');
      await listAudit(io, options);
    });
}

function addTail(audit: Command, io: CliIo): void {
  withFilters(audit.command('tail'))
    .description('print the last entries, then each new one as it is recorded, until ctrl-c')
    .option('-n, --lines <count>', 'begin with so many', parseCount, 10)
    .option('--json', 'print JSON Lines')
    .action(async (options: TailAuditOptions) => {
      const { tailAudit } = await import('./tail.js');
      await tailAudit(io, options);
    });
}

function addSummary(audit: Command, io: CliIo): void {
  withFilters(audit.command('summary'))
    .description('count entries')
    .addOption(
      new Option('--by <what>', 'what to count them by; days are those of UTC')
        .choices(['category', 'agent', 'action', 'day'])
        .default('category'),
    )
    .option('--json', 'print JSON')
    .action(async (options: SummarizeAuditOptions) => {
      const { summarizeAudit } = await import('./summary.js');
      await summarizeAudit(io, options);
    });
}

function addExport(audit: Command, io: CliIo): void {
  withFilters(audit.command('export'))
    .description('write entries to a file or to the standard output, the oldest first')
    .addOption(
      new Option(
        '--format <format>',
        'in CSV, cells that a spreadsheet would take for formulas begin with an apostrophe',
      )
        .choices(['json', 'jsonl', 'csv'])
        .default('json'),
    )
    .option('-o, --output <file>', 'write this file, whole or not at all')
    .action(async (options: ExportAuditOptions) => {
      const { exportAuditLog } = await import('./export.js');
      await exportAuditLog(io, options);
    });
}

/** The conditions that every one of the commands takes. */
function withFilters(command: Command): Command {
  const choices: AuditChoice['category'][] = ['state', 'file', 'agent', 'security', 'user'];
  return command
    .option('--project <path>', 'only entries of the project that holds this folder')
    .option('--session <id>', 'only entries of this session; the start of its id is enough')
    .option('--task <id>', 'only entries of this task')
    .addOption(
      new Option('--category <category>', 'only entries of this category').choices(
        choices.map(String),
      ),
    )
    .option('--agent <name>', 'only what this agent did; the main one is `main`')
    .option('--action <name>', 'only this action, such as PreToolUse or session.delete')
    .option('--user <name>', 'only what this user did to the store')
    .option('--address <ip>', 'only entries from this address')
    .option('--text <words>', 'only entries with words that begin so, in action, agent or details')
    .option('--since <time>', `from a time on: ${TIME_FORMS}`)
    .option('--until <time>', 'up to a time, or to the end of a day');
}

function parseCount(text: string): number {
  return text === '0' ? 0 : parsePositive(text);
}
