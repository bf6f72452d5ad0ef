import type { ListedRun, RunListQuery } from '@spoor/storage';
import { mount, type Screen } from '../../state/screen.js';
import { callScreen } from '../call/call-screen.js';
import { pagedDefinition } from '../calls/paged-screen.js';
import { firstPaged, PAGE_SIZE } from '../calls/paged-state.js';
import { runColumns } from './run-columns.js';

/** Which runs: those that a figure is made of. */
export interface RunsChoice extends Omit<RunListQuery, 'before' | 'limit'> {
  readonly title: string;
}

const RUNS = pagedDefinition<ListedRun, RunsChoice>({
  id: 'runs',
  noun: ({ agent }) => (agent === 'main' ? 'turn' : 'run'),
  keyOf: ({ id }) => id,
  textOf: ({ about, session, error }) =>
    `${about ?? ''} ${session?.projectId ?? ''} ${error ?? ''}`,
  columns: runColumns,
  newest: (choice) => ({ kind: 'runs.newest', asked: queryOf(choice) }),
  older: (choice, { startedAt, id }) => ({
    kind: 'runs.older',
    asked: { ...queryOf(choice), before: { startedAt, id } },
  }),
  pageOf: (answer) =>
    answer.kind === 'runs.newest' || answer.kind === 'runs.older'
      ? { rows: answer.told, asked: answer.asked, isNewest: answer.kind === 'runs.newest' }
      : null,
  open: ({ sessionId, agentId, id }) => {
    if (sessionId === null) return null;
    return agentId === null
      ? callScreen({ sessionId, kind: 'turn', id })
      : callScreen({ sessionId, kind: 'subagent', id: agentId });
  },
});

/** The runs behind the figures of a type of agent; those of the main one are turns. */
export function runsScreen(choice: RunsChoice): Screen {
  return mount(RUNS, firstPaged(choice));
}

function queryOf({ title: _, ...choice }: RunsChoice): RunListQuery {
  return { ...choice, limit: PAGE_SIZE };
}
