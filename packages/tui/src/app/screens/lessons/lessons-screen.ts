import { LESSON_CATEGORIES } from '@spoor/storage';
import { sortAt, sortsInSight } from '../../present/sortable-columns.js';
import { furtherLimit, hasMore } from '../../state/latest-and-all.js';
import {
  mount,
  type Screen,
  type ScreenDefinition,
  type Step,
  type Surroundings,
} from '../../state/screen.js';
import { nextSort, pickedSort } from '../../state/sort-order.js';
import { tableClicked } from '../../state/table-click.js';
import { tablePressed, tableScopes, tableTyped, withHeight } from '../../state/table-state.js';
import { lessonColumns } from './lesson-columns.js';
import { deleting, lessonEffects, saidOfApplying } from './lesson-effects.js';
import { editLesson, lessonScreen } from './lesson-screen.js';
import {
  arranged,
  FIRST_LESSONS,
  firstLessons,
  type LessonsState,
  MORE_LESSONS,
  projectsOf,
  searchedText,
} from './lessons-state.js';
import { HEAD, lessonsHeight, lessonsLines } from './lessons-view.js';
import { newLesson } from './new-lesson.js';

const LESSONS: ScreenDefinition<LessonsState> = {
  id: 'lessons',
  name: () => 'Lessons',
  scopes: ({ table }) => tableScopes(table, 'lessons'),
  queries: (state) => {
    const { selected } = state.table.list;
    const text = searchedText(state);
    return [
      { kind: 'lessons.latest', asked: { limit: FIRST_LESSONS } },
      ...(hasMore(state.read)
        ? [{ kind: 'lessons.list', asked: { limit: state.limit } } as const]
        : []),
      ...(text === null ? [] : [{ kind: 'lessons.search', asked: { text } } as const]),
      ...(selected === null ? [] : [{ kind: 'lessons.chosen', asked: { id: selected } } as const]),
    ];
  },
  answered: (state, answer, around) => {
    const height = lessonsHeight(around);
    switch (answer.kind) {
      case 'lessons.latest':
        return arranged({ ...state, read: { ...state.read, latest: answer.told } }, height);
      case 'lessons.list':
        return arranged({ ...state, read: { ...state.read, all: answer.told } }, height);
      case 'lessons.search': {
        const { text } = answer.asked;
        return arranged({ ...state, found: { text, ids: new Set(answer.told) } }, height);
      }
      case 'lessons.chosen':
        return answer.asked.id === state.table.list.selected
          ? { ...state, chosen: answer.told }
          : state;
      default:
        return state;
    }
  },
  pressed,
  idle: ({ table }) =>
    table.list.selected === null ? ['open', 'edit', 'apply', 'delete', 'yank', 'page'] : [],
  typed: (state, key, around, pasted) => {
    const table = tableTyped(state.table, key, pasted);
    if (table === state.table) return { state };
    return { state: arranged({ ...state, table }, lessonsHeight(around)) };
  },
  clicked: (state, { row, column, double }, around) => {
    if (row === HEAD - 1) {
      const by = sortAt(lessonColumns(state, around.nowMs), around.columns, column);
      if (by === null) return { state };
      const sorted = { ...state, sort: pickedSort(state.sort, by) };
      return { state: arranged(sorted, lessonsHeight(around)) };
    }
    const table = tableClicked(state.table, state.keys, row - HEAD, lessonsHeight(around));
    if (table === null) return { state };
    return double ? pressed({ ...state, table }, 'open', around) : { state: { ...state, table } };
  },
  heard: (state, heard) => ({ state, effects: deleting(heard) ?? saidOfApplying(heard) }),
  settled: (state, around) => withHeight(state, lessonsHeight(around)),
  remember: ({ sort, category, project }) => ({ sort, category, project }),
  view: lessonsLines,
};

/** The list of lessons. */
export function lessonsScreen(remembered: unknown): Screen {
  return mount(LESSONS, firstLessons(remembered));
}

function pressed(state: LessonsState, command: string, around: Surroundings): Step<LessonsState> {
  const changed = choose(state, command, around);
  if (changed !== null) return { state: arranged(changed, lessonsHeight(around)) };
  const { selected } = state.table.list;
  const chosen = state.chosen?.lesson.id === selected ? state.chosen : null;
  if (command === 'open' && selected !== null) {
    const screen = lessonScreen(selected, chosen ?? undefined);
    return { state, effects: [{ type: 'open', screen }] };
  }
  if (command === 'add') return { state, effects: newLesson(state.project) };
  if (chosen !== null) {
    const effects = command === 'edit' ? editLesson(chosen) : lessonEffects(chosen, command);
    if (effects.length > 0) return { state, effects };
  }
  return moved(state, command, around);
}

/** Another order, or other lessons; null for any other command. */
function choose(
  state: LessonsState,
  command: string,
  { columns, nowMs }: Surroundings,
): LessonsState | null {
  const { sort } = state;
  switch (command) {
    case 'sort':
      return { ...state, sort: nextSort(sortsInSight(lessonColumns(state, nowMs), columns), sort) };
    case 'reverse':
      return { ...state, sort: { ...sort, reversed: !sort.reversed } };
    case 'category':
      return { ...state, category: after(LESSON_CATEGORIES, state.category) };
    case 'project':
      return { ...state, project: after(projectsOf(state), state.project) };
    case 'back':
      // The filter goes first, then what narrows the list besides.
      if (state.table.filter.text !== '') return null;
      return state.category === null && state.project === null
        ? null
        : { ...state, category: null, project: null };
    default:
      return null;
  }
}

/** The next one of a round that begins and ends with all of them. */
function after<T>(all: readonly T[], current: T | null): T | null {
  const index = current === null ? -1 : all.indexOf(current);
  return (index < 0 && current !== null ? null : all[index + 1]) ?? null;
}

/** At the end of what is read, more is. */
function moved(state: LessonsState, command: string, around: Surroundings): Step<LessonsState> {
  const height = lessonsHeight(around);
  const table = tablePressed(state.table, state.keys, command, height);
  if (table === null) return { state };
  const isEnd = table.list.selected === state.keys.at(-1);
  const limit = isEnd ? furtherLimit(state, MORE_LESSONS) : state.limit;
  const next = { ...state, table, limit };
  return { state: table.filter === state.table.filter ? next : arranged(next, height) };
}
