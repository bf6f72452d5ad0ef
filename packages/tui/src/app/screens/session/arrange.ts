import { historyAt } from '../../../present/history-at.js';
import { timelineOf } from '../../../present/timeline.js';
import { lanesOf } from '../../../present/timeline-lanes.js';
import { matchingRows, unfoldedRows } from '../../../present/timeline-rows.js';
import { ancestorsOf, shapeOf } from '../../../present/timeline-shape.js';
import { contextAt, type UsageTold } from '../../../present/usage-until.js';
import { matcher } from '../../state/filter-text.js';
import { type ListState, move } from '../../state/list-state.js';
import type { Surroundings } from '../../state/screen.js';
import { withRows } from '../../state/table-state.js';
import { timelineHeight } from './areas.js';
import type { Rows, SessionState, Shown } from './session-state.js';

/** Works out anew what is seen of a session: after an answer, or at another moment. */
export function shownAnew(state: SessionState, around: Surroundings): SessionState {
  return arranged({ ...state, shown: shownOf(state) }, around);
}

/** Works out anew which lines there are: after folding, or with another filter. */
export function arranged(state: SessionState, around: Surroundings): SessionState {
  const rows = rowsOf(state);
  const next = { ...state, rows };
  return withList(next, listAfter(state, rows, around), around);
}

/** Brings the list to the size of the screen, and to the end where that is followed. */
export function settledList(state: SessionState, around: Surroundings): SessionState {
  return withList(state, state.table.list, around);
}

/** Chooses a line, and unfolds what it lies in; one that the filter leaves out is not chosen. */
export function revealed(state: SessionState, key: string, around: Surroundings): SessionState {
  const { shape } = state.shown;
  const index = shape.places.get(key);
  if (index === undefined) return state;
  const { list, filter } = state.table;
  if (filter.text.trim() !== '' && !state.rows.keys.includes(key)) return state;
  const chosen = {
    ...state,
    follow: false,
    table: { ...state.table, list: { ...list, selected: key } },
  };
  const above = [...ancestorsOf(shape, index)].map((at) => shape.nodes[at]?.key ?? '');
  if (!above.some((one) => state.folded.has(one))) return settledList(chosen, around);
  const folded = new Set([...state.folded].filter((one) => !above.includes(one)));
  return arranged({ ...chosen, folded }, around);
}

function shownOf({ history, contextTokens, usage, scrub }: SessionState): Shown {
  if (history === null || scrub === null) return wholeOf(history, contextTokens);
  const told = usage ?? NOTHING_TOLD;
  const then = historyAt(history, scrub.ms, told.steps);
  const measure = scrub.whole;
  if (then === history) return { history, contextTokens, shape: measure, measure };
  return {
    history: then,
    contextTokens: contextAt(told, scrub.ms),
    shape: shapeOf(timelineOf(then)),
    measure,
  };
}

const NOTHING_TOLD: UsageTold = { steps: [], compactions: [] };

function wholeOf(history: SessionState['history'], contextTokens: number | null): Shown {
  const shape = shapeOf(history === null ? [] : timelineOf(history));
  return { history, contextTokens, shape, measure: shape };
}

function rowsOf({ shown: { shape }, table, folded }: SessionState): Rows {
  const { text } = table.filter;
  const indexes =
    text.trim() === '' ? unfoldedRows(shape, folded) : matchingRows(shape, matcher(text));
  return {
    indexes,
    keys: indexes.map((index) => shape.nodes[index]?.key ?? ''),
    lanes: lanesOf(shape, indexes),
  };
}

/** The same line stays chosen; what it lies in when it was folded away; else what was beside it. */
function listAfter(state: SessionState, rows: Rows, around: Surroundings): ListState {
  const {
    table,
    rows: before,
    shown: { shape },
  } = state;
  const index = shape.places.get(table.list.selected ?? '');
  const keys = new Set(rows.keys);
  if (index !== undefined && !keys.has(table.list.selected ?? '')) {
    for (const at of ancestorsOf(shape, index)) {
      const key = shape.nodes[at]?.key ?? '';
      if (keys.has(key)) return { ...table.list, selected: key };
    }
  }
  return withRows(table, before.keys, rows.keys, timelineHeight(around, state)).list;
}

function withList(state: SessionState, list: ListState, around: Surroundings): SessionState {
  const { table, rows, follow } = state;
  const height = timelineHeight(around, state);
  const next = follow
    ? move(list, rows.keys, { to: 'last' }, height)
    : withRows({ ...table, list }, rows.keys, rows.keys, height).list;
  const same = next.selected === table.list.selected && next.top === table.list.top;
  return same ? state : { ...state, table: { ...table, list: next } };
}
