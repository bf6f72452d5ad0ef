import type { FoundKind } from '@spoor/storage';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { TIME_FORMS } from '../../input/time-forms.js';
import type { CliIo } from '../io.js';
import { parsePositive } from '../parse-number.js';
import type { SearchOptions } from './search.js';

const KINDS: readonly FoundKind[] = ['prompt', 'answer', 'command', 'error'];

/** Adds `spoor search`. */
export function addSearchCommand(program: Command, io: CliIo): void {
  program
    .command('search')
    .description('find prompts, answers, commands and errors of all sessions by their words')
    .argument(
      '<text...>',
      'words that must all be there, the last at least begun; what stands in quotation marks is looked for as it is',
    )
    .option('--project <path>', 'only in the project that holds this folder')
    .option('--session <id>', 'only in this session; the start of its id is enough')
    .option('--tool <name>', 'only in calls of this tool')
    .option(
      '--agent <type>',
      'only what this type of subagents said and did; the main one is `main`',
    )
    .addOption(
      new Option('--kind <kind>', 'only texts of this kind; may be given again')
        .choices([...KINDS])
        .argParser(collectKind),
    )
    .option('--since <time>', `from a time on: ${TIME_FORMS}`)
    .option('--until <time>', 'up to a time, or to the end of a day')
    .option('--limit <count>', 'at most so many', parsePositive, 20)
    .addOption(
      new Option('--sort <order>', 'the best first, or the latest')
        .choices(['relevance', 'time'])
        .default('relevance'),
    )
    .option('--json', 'print JSON')
    .action(async (words: string[], options: SearchOptions) => {
      const { searchSessions } = await import('./search.js');
      await searchSessions(io, words.join(' '), options);
    });
}

function collectKind(text: string, others: readonly FoundKind[] = []): FoundKind[] {
  const kind = KINDS.find((one) => one === text);
  if (kind === undefined) {
    throw new InvalidArgumentError(`Allowed choices are ${KINDS.join(', ')}.`);
  }
  return [...others, kind];
}
