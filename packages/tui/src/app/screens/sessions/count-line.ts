import { counted, exactNumber } from '../../../present/amounts.js';
import { type Span, span } from '../../present/line.js';
import { rollingRange } from '../../state/rolling-range.js';
import { MOST_SESSIONS } from './sessions-queries.js';
import type { SessionsState } from './sessions-state.js';
import { STANDING_ORDER, STANDINGS, type Standing } from './standing.js';

/** How many sessions stand how. */
export function standingSpans(standings: ReadonlyMap<Standing, number>): Span[] {
  return STANDING_ORDER.flatMap((standing) => {
    const count = standings.get(standing) ?? 0;
    const { glyph, word, tone } = STANDINGS[standing];
    return count === 0 ? [] : [span(` ${glyph} ${exactNumber(count)} ${word} `, tone)];
  });
}

/** How many of the sessions are listed, and what the user has chosen. */
export function chosenSpans({ list, choices, listed }: SessionsState): Span[] {
  const { range, liveOnly, attentionFirst } = choices;
  if (listed === null) return [];
  const all = listed.cut
    ? `the newest ${exactNumber(MOST_SESSIONS)} sessions`
    : counted(list.inRange, 'session');
  const parts = [
    list.shown === list.inRange ? all : `${exactNumber(list.shown)} of ${all}`,
    ...(range === 'all' ? [] : [rollingRange(range).said]),
    ...(liveOnly ? ['live only'] : []),
    ...(attentionFirst ? ['attention first'] : []),
  ];
  return parts.flatMap((text, index) => [
    ...(index === 0 ? [] : [span(' · ', 'faint')]),
    span(text, index === 0 ? 'faint' : 'accent'),
    ...(index === parts.length - 1 ? [span(' ')] : []),
  ]);
}
