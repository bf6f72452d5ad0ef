import type { InspectorState } from './inspector-state.js';
import type { Effect } from './screen.js';

/** Says something for a while, longer where something is wrong. */
export function say(
  state: InspectorState,
  text: string,
  tone: Extract<Effect, { type: 'say' }>['tone'] = 'plain',
): InspectorState {
  const ms = tone === 'bad' ? BAD_NOTICE_MS : NOTICE_MS;
  return { ...state, notice: { text, tone, untilMs: state.nowMs + ms } };
}

/** How long something that is said stays. */
const NOTICE_MS = 4_000;
const BAD_NOTICE_MS = 12_000;

/** Once its time is over, what was said goes. */
export function withoutOldNotice(state: InspectorState): InspectorState {
  const { notice, nowMs } = state;
  return notice === null || nowMs < notice.untilMs ? state : { ...state, notice: null };
}
