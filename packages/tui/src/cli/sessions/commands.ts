import { type Command, Option } from 'commander';
import { TIME_FORMS } from '../../input/time-forms.js';
import type { CliIo } from '../io.js';
import { parsePositive } from '../parse-number.js';
import type { ListOptions } from './list.js';
import type { ShowOptions } from './show.js';

/** Adds `spoor sessions …`. */
export function addSessionsCommands(program: Command, io: CliIo): void {
  const sessions = program
    .command('sessions')
    .description('look at recorded sessions, name them, delete them');
  sessions
    .command('list')
    .description('list sessions, the last active first')
    .option('--project <path>', 'only those of the project that holds this folder')
    .option('--since <time>', `only those active from a time on: ${TIME_FORMS}`)
    .option('--until <time>', 'only those begun up to a time, or to the end of a day')
    .option('--limit <count>', 'at most so many', parsePositive, 50)
    .option('--json', 'print JSON')
    .action(async (options: ListOptions) => {
      const { listSessions } = await import('./list.js');
      await listSessions(io, options);
    });
  sessions
    .command('show')
    .description('show a session: what it took, its turns, tool calls and subagents')
    .argument('<id>', "the session's id, or enough of its start")
    .option('--messages', 'show what was said instead of the timeline')
    .option('--from <number>', 'with --messages: begin with this one', parsePositive)
    .option('--limit <count>', 'with --messages: at most so many; 200 by default', parsePositive)
    .addOption(
      new Option('--markdown', 'print it as Markdown, to share it').conflicts(['json', 'messages']),
    )
    .option('--json', 'print JSON')
    .action(async (id: string, options: ShowOptions) => {
      const { showSession } = await import('./show.js');
      await showSession(io, id, options);
    });
  sessions
    .command('rename')
    .description('give a session a name, which recording then leaves alone')
    .argument('<id>', "the session's id, or enough of its start")
    .argument('<name>', 'the name')
    .action(async (id: string, name: string) => {
      const { renameSession } = await import('./rename.js');
      await renameSession(io, id, name);
    });
  sessions
    .command('delete')
    .description('delete a session with all that belongs to it, for good')
    .argument('<id>', "the session's id, or enough of its start")
    .option('-y, --yes', "don't ask")
    .action(async (id: string, options: { yes?: true }) => {
      const { deleteSession } = await import('./delete.js');
      await deleteSession(io, id, options);
    });
}
