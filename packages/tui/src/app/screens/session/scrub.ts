import type { SessionHistory } from '@spoor/storage';
import { momentAt, momentsOf } from '../../../present/history-moments.js';
import { timelineOf } from '../../../present/timeline.js';
import { shapeOf } from '../../../present/timeline-shape.js';
import type { Surroundings } from '../../state/screen.js';
import { revealed, shownAnew } from './arrange.js';
import { chosenIndex, type Scrub, type SessionState } from './session-state.js';

/** Begins to step through a session, where the chosen entry began. */
export function beginScrub(state: SessionState, around: Surroundings): SessionState {
  const { history, shown } = state;
  if (history === null || state.scrub !== null) return state;
  const moments = momentsOf(history);
  const first = moments[0];
  if (first === undefined) return state;
  const span = shown.shape.spans[chosenIndex(state)];
  const scrub: Scrub = {
    moments,
    turns: turnBegins(history),
    whole: shown.shape,
    ms: span?.startMs ?? first.ms,
    playedMs: null,
    speed: 1,
  };
  return shownAnew({ ...state, scrub, follow: false }, around);
}

/** Shows the session whole again; what was chosen stays so. */
export function endScrub(state: SessionState, around: Surroundings): SessionState {
  return shownAnew({ ...state, scrub: null }, around);
}

/** The scrubber of a session that has grown. */
export function scrubOver({ scrub, history }: SessionState): Scrub | null {
  if (scrub === null || history === null) return null;
  return {
    ...scrub,
    moments: momentsOf(history),
    turns: turnBegins(history),
    whole: shapeOf(timelineOf(history)),
  };
}

function turnBegins({ turns }: SessionHistory): number[] {
  return turns.map(({ startedAt }) => Date.parse(startedAt)).filter((ms) => !Number.isNaN(ms));
}

/** Carries out a command of the scrubber; null for any other. */
export function scrubPressed(
  state: SessionState,
  scrub: Scrub,
  command: string,
  around: Surroundings,
): SessionState | null {
  const { moments, turns, ms } = scrub;
  const index = momentAt(moments, ms);
  const step = (to: number | undefined) =>
    to === undefined ? state : at(state, { ...scrub, ms: to, playedMs: null }, around);
  switch (command) {
    case 'step-back':
      // Between two moments the one before is where one was.
      return step(moments[moments[index]?.ms === ms ? index - 1 : index]?.ms);
    case 'step-on':
      return step(moments[index + 1]?.ms);
    case 'turn-back':
      return step(turns.findLast((turn) => turn < ms) ?? moments[0]?.ms);
    case 'turn-on':
      return step(turns.find((turn) => turn > ms) ?? moments.at(-1)?.ms);
    case 'step-first':
      return step(moments[0]?.ms);
    case 'step-last':
      return step(moments.at(-1)?.ms);
    case 'play':
      return playOrStop(state, scrub, around);
    case 'faster':
    case 'slower':
      return { ...state, scrub: { ...scrub, speed: speedAfter(scrub.speed, command) } };
    default:
      return null;
  }
}

/** Goes to a part of the session: 0 is its first moment, 1 its last. */
export function scrubTo(state: SessionState, part: number, around: Surroundings): SessionState {
  const { scrub } = state;
  const [first, last] = [scrub?.moments[0], scrub?.moments.at(-1)];
  if (scrub === null || first === undefined || last === undefined) return state;
  const ms = first.ms + (last.ms - first.ms) * Math.max(0, Math.min(1, part));
  return at(state, { ...scrub, ms: Math.round(ms), playedMs: null }, around);
}

/**
 * Lets time go on in a session that is played: as many of its seconds as its speed says, and at
 * least to its next moment, so that one needn't sit through a pause.
 */
export function played(state: SessionState, around: Surroundings): SessionState {
  const { scrub } = state;
  if (scrub === null || scrub.playedMs === null) return state;
  const passed = around.nowMs - scrub.playedMs;
  if (passed < TICK_MS) return state;
  const next = scrub.moments[momentAt(scrub.moments, scrub.ms) + 1];
  if (next === undefined) return { ...state, scrub: { ...scrub, playedMs: null } };
  const further = scrub.ms + Math.min(passed, MOST_MS) * scrub.speed;
  const ms = Math.min(Math.max(further, next.ms), scrub.moments.at(-1)?.ms ?? next.ms);
  return at(state, { ...scrub, ms, playedMs: around.nowMs }, around);
}

/** A little less than the clock's second, which comes when it can. */
const TICK_MS = 900;

/** After a sleep of the machine the session doesn't leap. */
const MOST_MS = 2_000;

const SPEEDS = [1, 4, 16, 60, 300];

function speedAfter(speed: number, command: 'faster' | 'slower'): number {
  const index = SPEEDS.indexOf(speed) + (command === 'faster' ? 1 : -1);
  return SPEEDS[Math.max(0, Math.min(index, SPEEDS.length - 1))] ?? 1;
}

/** At the end it begins anew. */
function playOrStop(state: SessionState, scrub: Scrub, around: Surroundings): SessionState {
  const { moments, ms, playedMs } = scrub;
  if (playedMs !== null) return { ...state, scrub: { ...scrub, playedMs: null } };
  const [first, last] = [moments[0]?.ms ?? ms, moments.at(-1)?.ms ?? ms];
  const from = ms >= last ? first : ms;
  return at(state, { ...scrub, ms: from, playedMs: around.nowMs }, around);
}

/** The session at another moment; what began or ended then is chosen. */
function at(state: SessionState, scrub: Scrub, around: Surroundings): SessionState {
  const then = shownAnew({ ...state, scrub, follow: false }, around);
  const moment = scrub.moments[momentAt(scrub.moments, scrub.ms)];
  return moment === undefined ? then : revealed(then, moment.key, around);
}
