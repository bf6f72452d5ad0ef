import { nextRollingRange } from '../../state/rolling-range.js';
import type { Surroundings } from '../../state/screen.js';
import { arranged } from './arranged.js';
import type { ListChoices } from './list-choices.js';
import { sortsInSight } from './session-columns.js';
import type { SessionsState } from './sessions-state.js';
import type { SortId } from './sort-orders.js';

/** Carries out what chooses, sorts and groups; null for any other command. */
export function chooseInList(
  state: SessionsState,
  command: string,
  around: Surroundings,
): SessionsState | null {
  const { choices } = state;
  switch (command) {
    case 'sort':
      return sortedBy(state, nextSort(state, around), around);
    case 'reverse':
      return withChoices(state, { reversed: !choices.reversed }, around);
    case 'group':
      return withChoices(state, { grouped: !choices.grouped }, around);
    case 'live':
      return withChoices(state, { liveOnly: !choices.liveOnly }, around);
    case 'range':
      return withChoices(state, { range: nextRollingRange(choices.range) }, around);
    case 'attention':
      return withAttention(state, !choices.attentionFirst, around);
    default:
      return null;
  }
}

/** Sorts by a column; by the same one again it turns the order round. */
export function sortedBy(state: SessionsState, sort: SortId, around: Surroundings): SessionsState {
  const { choices } = state;
  const reversed = sort === choices.sort && !choices.reversed;
  return withChoices(state, { sort, reversed }, around);
}

function nextSort(state: SessionsState, around: Surroundings): SortId {
  const sorts = sortsInSight(state, around);
  const next = sorts[sorts.indexOf(state.choices.sort) + 1] ?? sorts[0];
  return next ?? state.choices.sort;
}

/** Who asks for what needs attention wants to see it: the first line is chosen. */
function withAttention(
  state: SessionsState,
  attentionFirst: boolean,
  around: Surroundings,
): SessionsState {
  const next = withChoices(state, { attentionFirst }, around);
  if (!attentionFirst) return next;
  const [first = null] = next.list.keys;
  return { ...next, table: { ...next.table, list: { selected: first, top: 0 } } };
}

function withChoices(
  state: SessionsState,
  choices: Partial<ListChoices>,
  around: Surroundings,
): SessionsState {
  return arranged({ ...state, choices: { ...state.choices, ...choices } }, around);
}
