import { mount, type Screen, type ScreenDefinition } from '../../state/screen.js';
import { tableClicked } from '../../state/table-click.js';
import { tablePressed, tableScopes, tableTyped } from '../../state/table-state.js';
import { nextTimeRange } from '../../state/time-range.js';
import { findProject } from '../figures/project-choice.js';
import { modelsQuery, nextUnit, projectsQuery, spansAt } from './usage-choice.js';
import { opened, withoutLast } from './usage-narrowing.js';
import {
  firstUsage,
  rememberUsage,
  USAGE_TABS,
  USAGE_VIEWS,
  type UsageState,
} from './usage-state.js';
import { keysOf, settle } from './usage-table.js';
import { layoutOf, usageLines } from './usage-view.js';

const USAGE: ScreenDefinition<UsageState> = {
  id: 'usage',
  name: () => 'Usage',
  scopes: ({ table }) => tableScopes(table, 'usage'),
  idle: ({ table }) => (table.list.selected === null ? ['open'] : []),
  queries: (state, { nowMs }) => [
    { kind: 'usage.models', asked: modelsQuery(state, nowMs) },
    { kind: 'usage.spent', asked: spansAt(nowMs) },
    { kind: 'figures.projects', asked: null },
    ...(state.tab === 'project'
      ? [{ kind: 'usage.projects' as const, asked: projectsQuery(state, nowMs) }]
      : []),
  ],
  answered: (state, answer, around) => {
    const isAsked = (asked: object) => JSON.stringify(asked) === JSON.stringify(answer.asked);
    switch (answer.kind) {
      case 'usage.models': {
        if (!isAsked(modelsQuery(state, around.nowMs))) return state;
        const models = { asked: answer.asked, periods: answer.told };
        return settle(state, { ...state, models }, around);
      }
      case 'usage.projects': {
        if (!isAsked(projectsQuery(state, around.nowMs))) return state;
        const byProject = { asked: answer.asked, periods: answer.told };
        return settle(state, { ...state, byProject }, around);
      }
      case 'usage.spent':
        return settle(state, { ...state, spent: answer.told }, around);
      case 'figures.projects':
        return { ...state, projects: answer.told };
      default:
        return state;
    }
  },
  pressed: (state, command, around) => {
    const changed = changedBy(state, command);
    if (changed !== null) return { state: settle(state, changed, around) };
    if (command === 'open') return opened(state, around);
    if (command === 'ask-project') {
      const question = 'Which project? Nothing for all.';
      return { state, effects: [{ type: 'ask', question, tag: 'project' }] };
    }
    const table = tablePressed(state.table, keysOf(state), command, layoutOf(state, around).table);
    if (table !== null) {
      return { state: settle(state, { ...state, table, wanted: null }, around) };
    }
    return command === 'back' && state.filters.length > 0
      ? { state: settle(state, withoutLast(state), around) }
      : { state };
  },
  typed: (state, key, around, pasted) => ({
    state: settle(state, { ...state, table: tableTyped(state.table, key, pasted) }, around),
  }),
  clicked: (state, { row, double }, around) => {
    const { titles, table: height } = layoutOf(state, around);
    const table = tableClicked(state.table, keysOf(state), row - titles - 1, height);
    if (table === null) return { state };
    return double ? opened({ ...state, table }, around) : { state: { ...state, table } };
  },
  heard: (state, heard, around) => {
    if (heard.type !== 'told' || heard.tag !== 'project') return { state };
    const rest = state.filters.filter(({ tab }) => tab !== 'project');
    const text = heard.text.trim();
    const projectId = findProject(state.projects, text);
    if (text === '') return { state: settle(state, { ...state, filters: rest }, around) };
    if (projectId === null) {
      const say = 'No project has that in its path.';
      return { state, effects: [{ type: 'say', text: say, tone: 'warn' }] };
    }
    const filters = [...rest, { tab: 'project', projectId } as const];
    return { state: settle(state, { ...state, filters }, around) };
  },
  settled: (state, around) => settle(state, state, around),
  remember: rememberUsage,
  view: usageLines,
};

/** Usage, with what is remembered of the screen. */
export function usageScreen(remembered: unknown): Screen {
  return mount(USAGE, firstUsage(remembered));
}

/** What a command changes of what is shown; null where it changes nothing of that. */
function changedBy(state: UsageState, command: string): UsageState | null {
  switch (command) {
    case 'view': {
      const place = USAGE_VIEWS.indexOf(state.view);
      return { ...state, view: USAGE_VIEWS[(place + 1) % USAGE_VIEWS.length] ?? 'cost' };
    }
    case 'next-table': {
      const place = USAGE_TABS.indexOf(state.tab);
      return { ...state, tab: USAGE_TABS[(place + 1) % USAGE_TABS.length] ?? 'period' };
    }
    case 'by-period':
      return { ...state, tab: 'period' };
    case 'by-project':
      return { ...state, tab: 'project' };
    case 'range': {
      const filters = state.filters.filter(({ tab }) => tab !== 'period');
      return { ...state, range: nextTimeRange(state.range), filters };
    }
    case 'unit':
      return { ...state, unit: nextUnit(state) };
    default:
      return null;
  }
}
