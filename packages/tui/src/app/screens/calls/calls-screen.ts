import type { CallListQuery, ListedCall, ToolGroup } from '@spoor/storage';
import { mount, type Screen } from '../../state/screen.js';
import { callScreen } from '../call/call-screen.js';
import { callColumns } from './call-columns.js';
import { pagedDefinition } from './paged-screen.js';
import { firstPaged, PAGE_SIZE } from './paged-state.js';

/** Which calls: those that a figure is made of. */
export interface CallsChoice {
  /** Safe to show. */
  readonly title: string;
  readonly toolName?: string | undefined;
  readonly mcpServer?: string | undefined;
  /** A tool or a server, also one without a name; in place of the two above. */
  readonly group?: ToolGroup | undefined;
  /** A type of agent, or `main`. */
  readonly agent?: string | null | undefined;
  readonly sessionId?: string | undefined;
  readonly projectId?: string | undefined;
  /** A model, as the API names it. */
  readonly model?: string | undefined;
  readonly failedOnly?: boolean | undefined;
  /** ISO times. */
  readonly since?: string | undefined;
  readonly until?: string | undefined;
}

const CALLS = pagedDefinition<ListedCall, CallsChoice>({
  id: 'calls',
  noun: () => 'call',
  keyOf: ({ seq }) => String(seq),
  textOf: ({ toolName, summary, error, session, status }) =>
    [toolName, summary, error, session?.title, session?.name, session?.projectId, status].join(' '),
  columns: (nowMs, choice) => callColumns(nowMs, groupOf(choice)?.tool === undefined),
  newest: (choice) => ({ kind: 'calls.newest', asked: queryOf(choice) }),
  older: (choice, { startedAt, seq }) => ({
    kind: 'calls.older',
    asked: { ...queryOf(choice), before: { startedAt, seq } },
  }),
  pageOf: (answer) =>
    answer.kind === 'calls.newest' || answer.kind === 'calls.older'
      ? { rows: answer.told, asked: answer.asked, isNewest: answer.kind === 'calls.newest' }
      : null,
  open: ({ sessionId, toolUseId }) => callScreen({ sessionId, kind: 'call', id: toolUseId }),
});

/** The calls behind a figure. */
export function callsScreen(choice: CallsChoice): Screen {
  return mount(CALLS, firstPaged(choice));
}

function queryOf(choice: CallsChoice): CallListQuery {
  const { agent, sessionId, projectId, model, failedOnly, since, until } = choice;
  return {
    group: groupOf(choice),
    ...{ agent, sessionId, projectId, model, failedOnly },
    from: since,
    until,
    limit: PAGE_SIZE,
  };
}

function groupOf({ group, toolName, mcpServer }: CallsChoice): ToolGroup | undefined {
  if (group !== undefined) return group;
  if (toolName !== undefined) return { tool: toolName };
  return mcpServer === undefined ? undefined : { server: mcpServer };
}
