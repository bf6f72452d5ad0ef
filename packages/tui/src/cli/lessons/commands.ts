import type { LessonCategory } from '@spoor/storage';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { CliIo } from '../io.js';
import { parsePositive } from '../parse-number.js';
import type { ChangeOptions, FieldOptions, FilterOptions } from './lesson-options.js';

const ID = "the lesson's id, or enough of its start";

/** Adds `spoor lessons …`. */
export function addLessonsCommands(program: Command, io: CliIo): void {
  const lessons = program
    .command('lessons')
    .description('lessons learned: keep them, find them, point them at the calls that taught them');
  addReadingCommands(lessons, io);
  addWritingCommands(lessons, io);
}

function addReadingCommands(lessons: Command, io: CliIo): void {
  withFilters(lessons.command('list').description('list lessons, the surest and most used first'))
    .option('--most-applied', 'the most used first')
    .action(async (options: FilterOptions & { mostApplied?: true }) => {
      const { listLessons } = await import('./list.js');
      await listLessons(io, options);
    });
  withFilters(
    lessons
      .command('search')
      .description(
        'find lessons by words, CJK or emoji; nothing in the text is syntax (after `--`, neither is a dash)',
      )
      .argument('<text...>', 'what to look for'),
  ).action(async (words: string[], options: FilterOptions) => {
    const { listLessons } = await import('./list.js');
    await listLessons(io, { ...options, query: words.join(' ') });
  });
  lessons
    .command('show')
    .description('show a lesson with its evidence')
    .argument('<id>', ID)
    .option('--json', 'print JSON')
    .action(async (id: string, options: { json?: true }) => {
      const { showLesson } = await import('./show.js');
      await showLesson(io, id, options);
    });
}

function addWritingCommands(lessons: Command, io: CliIo): void {
  withFields(lessons.command('add').description('keep a lesson; without options, in your editor'))
    .option('--json', 'print the lesson as JSON')
    .action(async ({ json, ...fields }: FieldOptions & { json?: true }) => {
      const { addLesson } = await import('./add.js');
      await addLesson(io, fields, { json });
    });
  withFields(
    lessons
      .command('edit')
      .description('change a lesson; without options, in your editor ($VISUAL or $EDITOR)')
      .argument('<id>', ID),
  )
    .option('--remove-evidence <session:call>', 'no longer point at this call; repeatable', collect)
    .action(async (id: string, options: ChangeOptions) => {
      const { editLesson } = await import('./edit.js');
      await editLesson(io, id, options);
    });
  lessons
    .command('apply')
    .description('count that a lesson was applied')
    .argument('<id>', ID)
    .action(async (id: string) => {
      const { applyLesson } = await import('./apply.js');
      await applyLesson(io, id);
    });
  lessons
    .command('remove')
    .description('delete a lesson with its evidence')
    .argument('<id>', ID)
    .option('-y, --yes', "don't ask")
    .action(async (id: string, options: { yes?: true }) => {
      const { removeLesson } = await import('./remove.js');
      await removeLesson(io, id, options);
    });
}

function withFilters(command: Command): Command {
  return command
    .addOption(categoryOption('only this category'))
    .option('--tag <tag>', 'only those that have this tag; repeatable', collect)
    .option('--project <path>', 'only those of the project that a folder (`.`) lies in, or of none')
    .option('--evidence <session[:call]>', 'only those that this session, or call, taught')
    .option('--limit <count>', 'at most so many', parsePositive, 20)
    .option('--offset <count>', 'leave out so many first', parsePositive)
    .option('--json', 'print JSON');
}

function withFields(command: Command): Command {
  return command
    .addOption(categoryOption('what it is about'))
    .option('--title <text>', 'the lesson in a line')
    .option('--summary <text>', 'the lesson in a few sentences')
    .option('--details <text>', 'all there is to know')
    .option('--tag <tag>', 'a tag; repeatable; an empty one takes all away', collect)
    .option('--project <path>', 'the project that a folder (`.`) lies in; empty: every project')
    .option('--agent <name>', 'the agent that learned it')
    .option('--file <path>', 'the file that it is about')
    .option('--confidence <number>', 'how sure it is, from 0 to 1', parseConfidence)
    .option('--evidence <session:call>', 'a tool call that taught it; repeatable', collect);
}

const CATEGORIES: readonly LessonCategory[] = [
  'bug',
  'pattern',
  'preference',
  'security',
  'performance',
];

function categoryOption(description: string): Option {
  return new Option('--category <category>', description).choices(CATEGORIES);
}

function collect(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}

function parseConfidence(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= 0 && value <= 1)) {
    throw new InvalidArgumentError('It must be a number from 0 to 1.');
  }
  return value;
}
