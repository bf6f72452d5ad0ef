import { cutEnd } from '../../../present/fit-text.js';
import { oneLine } from '../../../present/safe-text.js';
import { sessionAbout } from '../../../present/session-about.js';
import { loadCodeToolsSoon } from '../../present/code-colours.js';
import { mount, type Screen, type ScreenDefinition } from '../../state/screen.js';
import { tableScopes, tableTyped } from '../../state/table-state.js';
import { conversationScreen } from '../conversation/conversation-screen.js';
import { resumeEffects } from '../resume-effects.js';
import { sessionAnswered, sessionQueries } from './answers.js';
import { arranged, settledList } from './arrange.js';
import { sessionClicked } from './clicks.js';
import { openedEntry, yankedEntry } from './entries.js';
import { foldChosen, foldTurns, toFailure, toTurn } from './jumps.js';
import { moved } from './moves.js';
import { beginScrub, endScrub, played, scrubPressed } from './scrub.js';
import { firstSession, type SessionPlace, type SessionState } from './session-state.js';
import { sessionLines } from './session-view.js';

const SESSION: ScreenDefinition<SessionState> = {
  id: 'session',
  name: ({ session }) => {
    const about = session === null ? null : sessionAbout(session);
    return about === null ? 'session' : cutEnd(oneLine(about, 200), 40);
  },
  scopes: ({ table, scrub }) =>
    tableScopes(table, ...(scrub === null ? [] : ['scrubber']), 'session'),
  queries: sessionQueries,
  answered: sessionAnswered,
  pressed: (state, command, around) => {
    const { place, session, scrub } = state;
    const scrubbed = scrub === null ? null : scrubPressed(state, scrub, command, around);
    if (scrubbed !== null) return { state: scrubbed };
    switch (command) {
      case 'open':
        return openedEntry(state, around);
      case 'follow':
        return { state: settledList({ ...state, follow: !state.follow }, around) };
      case 'fold':
        return { state: foldChosen(state, around) };
      case 'fold-all':
        return { state: foldTurns(state, around) };
      case 'next-failure':
        return toFailure(state, 1, around);
      case 'previous-failure':
        return toFailure(state, -1, around);
      case 'next-turn':
        return toTurn(state, 1, around);
      case 'previous-turn':
        return toTurn(state, -1, around);
      case 'scale':
        return { state: { ...state, scale: state.scale === 'turn' ? 'session' : 'turn' } };
      case 'scrub':
        return { state: beginScrub(state, around) };
      case 'conversation':
        return {
          state,
          effects: [{ type: 'open', screen: conversationScreen({ sessionId: place.id }) }],
        };
      case 'markdown':
        return {
          state,
          effects: [
            {
              type: 'act',
              request: { name: 'session-markdown', input: { id: place.id } },
              tag: 'markdown',
            },
          ],
        };
      case 'yank':
        return yankedEntry(state);
      case 'yank-resume':
        return { state, effects: resumeEffects(session ?? place) };
      case 'back':
        if (scrub !== null) return { state: endScrub(state, around) };
        return { state: moved(state, command, around) };
      default:
        return { state: moved(state, command, around) };
    }
  },
  typed: (state, key, around, pasted) => {
    if (!state.table.typing) return { state };
    const table = tableTyped(state.table, key, pasted);
    return { state: table === state.table ? state : arranged({ ...state, table }, around) };
  },
  clicked: sessionClicked,
  heard: (state, heard) => {
    if (heard.type !== 'acted' || heard.tag !== 'markdown') return { state };
    if (!heard.ok) return { state, effects: [{ type: 'say', text: heard.message, tone: 'bad' }] };
    const { value: text } = heard;
    if (typeof text !== 'string') {
      return { state, effects: [{ type: 'say', text: 'This session is no longer recorded.' }] };
    }
    return { state, effects: [{ type: 'page', text, name: 'session.md' }] };
  },
  settled: (state, around) => settledList(played(state, around), around),
  view: sessionLines,
};

/** Calls are opened from here: what colours them is loaded when the session has been looked at. */
const BEFORE_CALL_MS = 250;

/** A session: what it is, and its timeline. */
export function sessionScreen(place: SessionPlace): Screen {
  loadCodeToolsSoon(BEFORE_CALL_MS);
  return mount(SESSION, firstSession(place));
}
