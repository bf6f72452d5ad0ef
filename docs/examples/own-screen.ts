import { homedir } from 'node:os';
import process from 'node:process';
import { resolvePaths } from '@spoor/core';
import {
  type Column,
  EMPTY_TABLE,
  mount,
  openInspector,
  type ScreenDefinition,
  type SessionItem,
  sessionItem,
  sessionScreen,
  span,
  type TableState,
  tableLines,
  tablePressed,
  tableScopes,
  withRows,
} from '@spoor/tui';

/** The dearest sessions of all. */
interface DearState {
  readonly table: TableState;
  readonly items: readonly SessionItem[];
}

const keysOf = ({ items }: DearState): string[] => items.map(({ row }) => row.id);

const COLUMNS: readonly Column<SessionItem>[] = [
  {
    title: 'COST',
    min: 9,
    align: 'right',
    priority: 0,
    cell: ({ row }) => span(`$${(row.costUsd ?? 0).toFixed(2)}`, 'good'),
  },
  { title: 'SESSION', min: 20, grow: true, priority: 1, cell: ({ about }) => span(about ?? '–') },
];

const DEAR: ScreenDefinition<DearState> = {
  id: 'dear',
  name: () => 'Dear',
  // Keys are those of the table of keys: of lists that open what is chosen.
  scopes: ({ table }) => tableScopes(table, 'pages'),
  queries: () => [{ kind: 'sessions.all', asked: { after: null, limit: 1_000 } }],
  answered: (state, answer, { rows }) => {
    if (answer.kind !== 'sessions.all') return state;
    const dearest = answer.told.toSorted((a, b) => (b.costUsd ?? 0) - (a.costUsd ?? 0));
    const next = { ...state, items: dearest.map(sessionItem) };
    return { ...next, table: withRows(state.table, keysOf(state), keysOf(next), rows - 1) };
  },
  pressed: (state, command, { rows }) => {
    const { selected } = state.table.list;
    if (command === 'open' && selected !== null) {
      return { state, effects: [{ type: 'open', screen: sessionScreen({ id: selected }) }] };
    }
    const table = tablePressed(state.table, keysOf(state), command, rows - 1);
    return { state: table === null ? state : { ...state, table } };
  },
  view: ({ table, items }, { columns, rows }) => {
    const { top, selected } = table.list;
    const seen = items.slice(top, top + rows - 1);
    const keys = seen.map(({ row }) => row.id);
    return tableLines({
      columns: COLUMNS,
      rows: seen,
      keys,
      selected,
      width: columns,
      height: rows,
    });
  },
};

const { env, platform } = process;
const homeDir = homedir();

await openInspector({
  databasePath: resolvePaths({ env, platform, homeDir }).databasePath,
  homeDir,
  stdin: process.stdin,
  stdout: process.stdout,
  now: Date.now,
  screens: { search: mount(DEAR, { table: EMPTY_TABLE, items: [] }) },
});
