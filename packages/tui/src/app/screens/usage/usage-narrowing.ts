import type { Step, Surroundings } from '../../state/screen.js';
import { callsScreen } from '../calls/calls-screen.js';
import { usageChoice } from './usage-choice.js';
import { usageRows } from './usage-rows.js';
import type { UsageFilter, UsageState, UsageTab } from './usage-state.js';
import { settle } from './usage-table.js';

/** Narrows the figures to the chosen row; where nothing is left to narrow, shows the calls. */
export function opened(state: UsageState, around: Surroundings): Step<UsageState> {
  const row = usageRows(state).find(({ key }) => key === state.table.list.selected);
  if (row === undefined) return { state };
  if (row.filter === null) {
    return { state, effects: [{ type: 'say', text: 'Nothing more is known of these.' }] };
  }
  const next = narrowed(state, row.filter);
  if (next.tab !== null) {
    return { state: settle(state, { ...state, filters: next.filters, tab: next.tab }, around) };
  }
  const { from, until, ...choice } = usageChoice({ ...state, filters: next.filters }, around.nowMs);
  const screen = callsScreen({ title: row.name, ...choice, since: from, until });
  return { state, effects: [{ type: 'open', screen }] };
}

function narrowed(
  { filters }: UsageState,
  filter: UsageFilter,
): { readonly filters: readonly UsageFilter[]; readonly tab: UsageTab | null } {
  const all = [...filters.filter(({ tab }) => tab !== filter.tab), filter];
  const left = (['project', 'model', 'period'] as const).find(
    (tab) => !all.some((one) => one.tab === tab),
  );
  return { filters: all, tab: left ?? null };
}

/** Takes the last choice back, and shows the row in its table that was chosen. */
export function withoutLast(state: UsageState): UsageState {
  const last = state.filters.at(-1);
  if (last === undefined) return state;
  return { ...state, filters: state.filters.slice(0, -1), tab: last.tab, wanted: keyOf(last) };
}

function keyOf(filter: UsageFilter): string {
  switch (filter.tab) {
    case 'period':
      return filter.period.from;
    case 'project':
      return filter.projectId;
    case 'model':
      return filter.model;
  }
}
