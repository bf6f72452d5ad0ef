import { EMPTY_LIST } from '../../state/list-state.js';
import type { Surroundings } from '../../state/screen.js';
import { type TableState, withRows } from '../../state/table-state.js';
import { arrangeList } from './arrange.js';
import { projectKey, sessionKey } from './list-entries.js';
import { sessionsHeight } from './sessions-layout.js';
import type { SessionsState } from './sessions-state.js';

const MINUTE_MS = 60_000;

/** Puts the lines in order again; the chosen one stays chosen wherever it went. */
export function arranged(state: SessionsState, around: Surroundings): SessionsState {
  const { choices, folded, table } = state;
  const list = arrangeList({
    items: state.items.values(),
    choices,
    folded,
    filter: table.filter.text,
    nowMs: around.nowMs,
  });
  const minute = Math.floor(around.nowMs / MINUTE_MS);
  return placed({ ...state, list, minute }, state.list.keys, around);
}

/** Brings the list to a screen of another size; with another minute sessions may have gone quiet. */
export function settledSessions(state: SessionsState, around: Surroundings): SessionsState {
  return Math.floor(around.nowMs / MINUTE_MS) === state.minute
    ? placed(state, state.list.keys, around)
    : arranged(state, around);
}

function placed(
  state: SessionsState,
  before: readonly string[],
  around: Surroundings,
): SessionsState {
  const { list, table, isPlaced } = state;
  const height = sessionsHeight(around);
  const next = isPlaced
    ? withRows(inSight(state), before, list.keys, height)
    : withRows({ ...table, list: EMPTY_LIST }, [], list.keys, height);
  const same = next.list.selected === table.list.selected && next.list.top === table.list.top;
  return same ? state : { ...state, table: next };
}

/** For a session that was folded away its project is chosen, for a project that is no line its first session. */
function inSight({ table, list, items }: SessionsState): TableState {
  const { selected } = table.list;
  if (selected === null || list.keys.includes(selected)) return table;
  const hidden = items.values().find(({ row }) => sessionKey(row.id) === selected);
  const stand = list.entries.find((entry) =>
    entry.kind === 'project'
      ? entry.group.project === hidden?.project
      : projectKey(entry.item.project) === selected,
  );
  return stand === undefined ? table : { ...table, list: { ...table.list, selected: stand.key } };
}
