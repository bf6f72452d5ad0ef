import type { Surroundings } from '../../state/screen.js';
import { withRows } from '../../state/table-state.js';
import { modelsQuery, projectsQuery } from './usage-choice.js';
import { usageRows } from './usage-rows.js';
import type { UsageState } from './usage-state.js';
import { layoutOf } from './usage-view.js';

/** Identities of the rows of the table. */
export function keysOf(state: UsageState): string[] {
  return usageRows(state).map(({ key }) => key);
}

/** Brings the table to its rows: the chosen one stays where they are the same ones, in other times. */
export function settle(before: UsageState, state: UsageState, around: Surroundings): UsageState {
  const { table: height } = layoutOf(state, around);
  const keys = keysOf(state);
  const [read, query] =
    state.tab === 'project'
      ? [state.byProject, projectsQuery(state, around.nowMs)]
      : [state.models, modelsQuery(state, around.nowMs)];
  const asked = JSON.stringify(read?.asked ?? null);
  const place = `${state.tab} ${asked}`;
  if (place === state.place) {
    return {
      ...state,
      table: withRows(state.table, before === state ? keys : keysOf(before), keys, height),
    };
  }
  // Other rows: what was chosen among those before means nothing here.
  const wanted = keys.find((key) => key === state.wanted);
  const table = { ...state.table, list: { selected: wanted ?? null, top: 0 } };
  return {
    ...state,
    place,
    // What was read before may have a row of the same name, and goes in a moment.
    wanted: asked === JSON.stringify(query) ? null : state.wanted,
    table: withRows(table, [], keys, height),
  };
}
