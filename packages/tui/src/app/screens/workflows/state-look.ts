import type { ListedTask } from '@spoor/storage';
import { oneLine } from '../../../present/safe-text.js';
import { SESSION_STATUS, type Tone } from '../../../present/status.js';
import { type Span, span } from '../../present/line.js';

/** What words in a state's name say of it, whoever's machine it is; the first that fits counts. */
const WORDS: readonly (readonly [pattern: RegExp, glyph: string, tone: Tone])[] = [
  [/fail|error|broken|reject|den(?:y|ied)/, '✗', 'bad'],
  [/wait|block|paus|approv|pending|queued|hold/, '◆', 'warn'],
  [/cancel|abort|abandon|clos(?:e|ed|ing)$|^end(?:ed)?$/, '·', 'faint'],
  [/done|complet|success|succeed|finish|merged|resolved|passed/, '✓', 'good'],
  [/idle|ready|new|created|open$/, '○', 'good'],
  [/./, '●', 'busy'],
];

/** States that nothing follows, as they are usually called. */
const OVER =
  /^(?:done|complete[d]?|end(?:ed)?|finish(?:ed)?|fail(?:ed|ure)?|error|cancel(?:l?ed)?|abort(?:ed)?|abandon(?:ed)?|closed?|succe(?:ss|eded)|merged|resolved|rejected)$/;

/** The longest name of a state that is shown. */
const LONGEST = 80;

/** A state's glyph and name. */
export function stateSpan(state: string | null): Span {
  if (state === null) return span('–', 'faint');
  const { glyph, tone } = stateLook(state);
  return span(`${glyph} ${oneLine(state, LONGEST)}`, tone);
}

/** How a state looks, told from its name. */
export function stateLook(state: string): { readonly glyph: string; readonly tone: Tone } {
  const name = state.slice(0, LONGEST).toLowerCase();
  const [, glyph, tone] = WORDS.find(([pattern]) => pattern.test(name)) ?? [null, '●', 'plain'];
  return { glyph, tone };
}

/** Whether a task may still go on: a session by its state, another by the name of its. */
export function isLive({ session, state }: Pick<ListedTask, 'session' | 'state'>): boolean {
  if (session !== null) return session.status !== 'ended' && session.status !== 'abandoned';
  return state !== null && !OVER.test(state.slice(0, LONGEST).toLowerCase());
}

/** Where a task stands: a session that is given up is, whatever its last transition led to. */
export function standingSpan({ session, state }: Pick<ListedTask, 'session' | 'state'>): Span {
  const over = session?.status === 'ended' || session?.status === 'abandoned';
  if (session === null || (state !== null && !over)) return stateSpan(state);
  const { glyph, word, tone } = SESSION_STATUS[session.status];
  return span(`${glyph} ${word}`, tone);
}
