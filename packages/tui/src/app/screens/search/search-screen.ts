import type { IndexingStep } from '../../live/actions/index-texts.js';
import { EMPTY_LIST, move, reconcile } from '../../state/list-state.js';
import {
  type Effect,
  mount,
  type Screen,
  type ScreenDefinition,
  type Step,
  type Surroundings,
} from '../../state/screen.js';
import { movementOf } from '../../state/table-state.js';
import { EMPTY_FIELD, fieldOf, insert, typeInto } from '../../state/text-field.js';
import { nextTimeRange } from '../../state/time-range.js';
import { openFound, openSessionOf } from './open-found.js';
import { searchAnswered } from './search-answered.js';
import { searchQueries } from './search-asked.js';
import {
  type Found,
  foundLines,
  rememberedSearch,
  SEARCH_KINDS,
  type SearchState,
  withRecent,
} from './search-state.js';
import { foundAt, MANY_UNINDEXED, searchHeight, searchLines } from './search-view.js';

const SEARCH: ScreenDefinition<SearchState> = {
  id: 'search',
  name: () => 'Search',
  scopes: ({ typing }) => (typing ? ['search-field', 'typing'] : ['search', 'list']),
  queries: searchQueries,
  answered: searchAnswered,
  pressed,
  typed: (state, key, around, pasted) => {
    if (!state.typing) return { state };
    const field = pasted ? insert(state.field, key) : typeInto(state.field, key);
    if (field === state.field) return { state };
    const next =
      field.text === state.field.text ? { ...state, field } : sought({ ...state, field });
    return indexed(settled(next, around), around);
  },
  clicked: (state, { row, double }, around) => {
    const found = foundAt(state, row);
    if (found === null) return { state: { ...state, typing: row === 0 || state.typing } };
    const next = {
      ...state,
      typing: false,
      moved: true,
      list: { ...state.list, selected: found.key },
    };
    return double ? opened(next, found, around) : { state: settled(next, around) };
  },
  heard: (state, heard, around) => {
    if (heard.type !== 'acted' || heard.tag !== 'index') return { state };
    if (!heard.ok) {
      const text = `The texts can't be indexed: ${heard.message}`;
      return {
        state: { ...state, indexing: { ...state.indexing, runningSince: null, refused: true } },
        effects: [{ type: 'say', text, tone: 'bad' }],
      };
    }
    const { left } = heard.value as IndexingStep;
    const goesOn = left > 0 && left < state.indexing.left;
    const runningSince = goesOn ? around.nowMs : null;
    const next = { ...state, indexing: { left, runningSince, refused: false } };
    if (goesOn) return { state: next, effects: [INDEX] };
    // What was missed for want of time may be found now.
    const again = next.texts?.complete === false ? { ...next, round: next.round + 1 } : next;
    return { state: settled(again, around) };
  },
  settled,
  remember: ({ recent, sort }) => ({ recent, sort }),
  view: searchLines,
};

/** The search through all that was recorded. */
export function searchScreen(remembered: unknown): Screen {
  return mount(SEARCH, rememberedSearch(remembered));
}

const INDEX: Effect = {
  type: 'act',
  request: { name: 'index-texts', input: null },
  tag: 'index',
};

function pressed(state: SearchState, command: string, around: Surroundings): Step<SearchState> {
  const height = searchHeight(state, around);
  const movement = movementOf(command, height);
  const keys = foundLines(state).map(({ key }) => key);
  if (movement !== null) {
    const list = move(state.list, keys, movement, height);
    return { state: withMore({ ...state, list, moved: true }, keys) };
  }
  const found = foundLines(state).find(({ key }) => key === state.list.selected);
  switch (command) {
    case 'filter':
      return { state: { ...state, typing: true } };
    case 'to-list':
      return { state: { ...withRecent(state), typing: false } };
    case 'clear':
      return { state: settled(sought({ ...state, field: EMPTY_FIELD, typing: true }), around) };
    case 'open':
      return found === undefined ? { state } : opened(state, found, around);
    case 'open-session':
      return found?.type === 'hit' ? { state, effects: [openSessionOf(found.hit)] } : { state };
    case 'next-kind':
      return { state: settled(withNextKind(state), around) };
    case 'time-range': {
      const range = nextTimeRange(state.range);
      return { state: settled(sought({ ...state, range }), around) };
    }
    case 'same-project':
      return { state: settled(withProject(state, found), around) };
    case 'sort': {
      const sort = state.sort === 'time' ? 'relevance' : 'time';
      return { state: settled(sought({ ...state, sort }), around) };
    }
    case 'refresh':
      return refreshed(state, around);
    default:
      return { state };
  }
}

/** The list brought to its lines and its room; what is chosen stays so. */
function settled(state: SearchState, around: Surroundings): SearchState {
  const keys = foundLines(state).map(({ key }) => key);
  const list = reconcile(state.list, keys, keys, searchHeight(state, around));
  const same = list.selected === state.list.selected && list.top === state.list.top;
  return withoutLostIndexing(same ? state : { ...state, list }, around);
}

/** What came of a step is told to the screen that is seen: while another one was, it is lost. */
function withoutLostIndexing(state: SearchState, { nowMs }: Surroundings): SearchState {
  const { runningSince } = state.indexing;
  if (runningSince === null || nowMs - runningSince < LONGEST_STEP_MS) return state;
  return { ...state, indexing: { ...state.indexing, runningSince: null } };
}

const LONGEST_STEP_MS = 15_000;

/** Something else is looked for: the best of it is chosen once it is found. */
function sought(state: SearchState): SearchState {
  return { ...state, limit: FIRST_LIMIT, moved: false, list: EMPTY_LIST };
}

const FIRST_LIMIT = 100;
const MOST = 1_000;

/** At the last hit more of them are looked for. */
function withMore(state: SearchState, keys: readonly string[]): SearchState {
  const atEnd = state.list.selected === keys.at(-1);
  if (!atEnd || state.texts?.more !== true || state.texts.asked.limit !== state.limit) return state;
  return { ...state, limit: Math.min(MOST, state.limit * 2) };
}

function withNextKind(state: SearchState): SearchState {
  const next = SEARCH_KINDS[(SEARCH_KINDS.indexOf(state.kind) + 1) % SEARCH_KINDS.length];
  return sought({ ...state, kind: next ?? 'all' });
}

/** Only the project of the chosen hit, or all again. */
function withProject(state: SearchState, found: Found | undefined): SearchState {
  if (state.projectId !== null) return sought({ ...state, projectId: null });
  const projectId = found?.type === 'hit' ? found.hit.projectId : null;
  return projectId === null ? state : sought({ ...state, projectId });
}

function opened(state: SearchState, found: Found, around: Surroundings): Step<SearchState> {
  if (found.type === 'recent') {
    const next = sought({ ...state, field: fieldOf(found.text), typing: true });
    return indexed(settled(next, around), around);
  }
  return { state: withRecent(state), effects: [openFound(found)] };
}

/** Few texts that the index lacks are brought into it as soon as somebody searches. */
function indexed(state: SearchState, { nowMs }: Surroundings): Step<SearchState> {
  const { left, runningSince, refused } = state.indexing;
  if (refused || runningSince !== null || left === 0 || left >= MANY_UNINDEXED) return { state };
  return {
    state: { ...state, indexing: { ...state.indexing, runningSince: nowMs } },
    effects: [INDEX],
  };
}

/** Looks again, and has indexed what isn't yet. */
function refreshed(state: SearchState, { nowMs }: Surroundings): Step<SearchState> {
  const next = { ...state, round: state.round + 1 };
  if (state.indexing.runningSince !== null || state.indexing.left === 0) return { state: next };
  return {
    state: { ...next, indexing: { ...state.indexing, runningSince: nowMs } },
    effects: [INDEX],
  };
}
