import type { SessionOverview } from '@spoor/storage';
import type { Answer, Query } from '../../live/readers.js';
import type { Surroundings } from '../../state/screen.js';
import { arranged, revealed, shownAnew } from './arrange.js';
import { earlierTurns } from './jumps.js';
import type { SessionTold } from './readers.js';
import { sameRow, sameTold, sameUsage } from './same-told.js';
import { scrubOver } from './scrub.js';
import type { SessionState } from './session-state.js';

/** What is asked of a session: the rest of a large one beside the screen, while it isn't known. */
export function sessionQueries(state: SessionState): readonly Query[] {
  const { place, large, scrub, history, session } = state;
  const asked = { id: place.id };
  const isKnown = history !== null && session !== null && sameRow(history.session, session);
  const usage = large ? 'session.usage-of-large' : 'session.usage';
  return [
    { kind: 'session.history', asked },
    ...(large && !isKnown ? [{ kind: 'session.whole', asked } as const] : []),
    ...(scrub === null ? [] : [{ kind: usage, asked } as const]),
  ];
}

/** A session's screen once something of it was read. */
export function sessionAnswered(
  state: SessionState,
  answer: Answer,
  around: Surroundings,
): SessionState {
  switch (answer.kind) {
    case 'session.history': {
      if (answer.asked.id !== state.place.id) return state;
      const { told } = answer;
      if (told?.large !== true) return withTold(small(state), told, around);
      // Of a large session the rest comes later.
      if (told.session === null) return withTold(small(state), null, around);
      return { ...state, large: true, session: told.session };
    }
    case 'session.whole':
      if (answer.asked.id !== state.place.id) return state;
      return withTold(state, answer.told, around);
    case 'session.usage':
    case 'session.usage-of-large':
      if (answer.asked.id !== state.place.id || state.scrub === null) return state;
      if (state.usage !== null && sameUsage(state.usage, answer.told)) return state;
      return shownAnew({ ...state, usage: answer.told }, around);
    default:
      return state;
  }
}

function small(state: SessionState): SessionState {
  return state.large ? { ...state, large: false } : state;
}

function withTold(
  state: SessionState,
  told: SessionTold | null,
  around: Surroundings,
): SessionState {
  if (state.loaded && sameTold(state, told)) return state;
  const history = told?.history ?? null;
  const next = {
    ...state,
    loaded: true,
    history,
    session: history?.session ?? null,
    contextTokens: told?.contextTokens ?? null,
    follow: state.loaded ? state.follow : runs(history?.session),
  };
  const shown = shownAnew({ ...next, scrub: scrubOver(next) }, around);
  return state.loaded || history === null ? shown : begun(shown, around);
}

function runs(session: SessionOverview | undefined): boolean {
  return session?.status === 'active' || session?.status === 'waiting';
}

/** Where one begins: at the entry that was asked for; of a long session only the last turn is unfolded. */
function begun(state: SessionState, around: Surroundings): SessionState {
  const { shape } = state.shown;
  const isLong = shape.nodes.length > MOST_UNFOLDED;
  const folded = isLong ? new Set(earlierTurns(shape)) : state.folded;
  const next = isLong ? arranged({ ...state, folded }, around) : state;
  const { key } = state.place;
  return key === undefined ? next : revealed(next, key, around);
}

/** Beyond so many lines nobody reads them from the first on. */
const MOST_UNFOLDED = 400;
