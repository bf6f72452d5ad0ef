import type { SessionRow } from '@spoor/storage';
import type { Answer } from '../../live/readers.js';
import type { Surroundings } from '../../state/screen.js';
import { arranged } from './arranged.js';
import { type SessionItem, sessionItem } from './session-item.js';
import { allAsked, MOST_SESSIONS } from './sessions-queries.js';
import type { SessionsState } from './sessions-state.js';

type AnswerTo<Kind extends Answer['kind']> = Extract<Answer, { kind: Kind }>;

/** The list once a question is answered. */
export function sessionsAnswered(
  state: SessionsState,
  answer: Answer,
  around: Surroundings,
): SessionsState {
  switch (answer.kind) {
    case 'sessions.recent':
      return arranged(withRecent(state, answer), around);
    case 'sessions.all':
      // One for another range of time comes late.
      return answer.asked.after === allAsked(state, around.nowMs).after
        ? { ...arranged(withAll(state, answer, around.nowMs), around), isPlaced: true }
        : state;
    default:
      return state;
  }
}

function withRecent(
  state: SessionsState,
  { asked, told }: AnswerTo<'sessions.recent'>,
): SessionsState {
  const items = new Map(state.items);
  for (const id of asked.ids) items.delete(id);
  for (const row of told.rows) items.set(row.id, sessionItem(row));
  const lastAsked = JSON.stringify(asked);
  return {
    ...state,
    items,
    activity: new Map(Object.entries(told.activity)),
    lastAsked,
    // The same question is only asked again when something was committed.
    stale: state.stale || lastAsked === state.lastAsked,
  };
}

function withAll(
  state: SessionsState,
  { asked, told }: AnswerTo<'sessions.all'>,
  nowMs: number,
): SessionsState {
  const newest = told[0]?.lastActivityAt ?? asked.after;
  const since = [...state.items.values()].filter(({ row }) => isAfter(row.lastActivityAt, newest));
  const items = new Map(
    told
      .map((row) => [row.id, newer(state.items.get(row.id), row)] as const)
      .concat(since.map((item) => [item.row.id, item] as const)),
  );
  return {
    ...state,
    items,
    listed: { after: asked.after, atMs: nowMs, newest, cut: told.length >= MOST_SESSIONS },
    // What was committed while the list was read is not in it.
    stale: since.length > 0,
  };
}

function isAfter(time: string, newest: string | null): boolean {
  return newest === null || time > newest;
}

function newer(known: SessionItem | undefined, row: SessionRow): SessionItem {
  return known !== undefined && known.row.lastActivityAt > row.lastActivityAt
    ? known
    : sessionItem(row);
}
