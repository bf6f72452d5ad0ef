import { fit, textWidth } from '../../../present/fit-text.js';
import { type Span, span } from '../../present/line.js';

/** A fact of an entry: what it is called, and what it is. */
export type Fact = readonly [label: string, value: readonly Span[]];

/** A fact whose value is one text; none where it isn't known. */
export function fact(label: string, value: string | null, tone?: Span['tone']): Fact[] {
  return value === null || value === '' ? [] : [[label, [span(value, tone)]]];
}

/** Facts as lines, their values under each other. */
export function factLines(facts: readonly Fact[]): Span[][] {
  const longest = Math.max(0, ...facts.map(([label]) => textWidth(label)));
  const width = Math.min(LONGEST_LABEL, Math.max(SHORTEST_LABEL, longest)) + 1;
  return facts.map(([label, value]) => [span(fit(label, width), 'faint'), ...value]);
}

const SHORTEST_LABEL = 10;
const LONGEST_LABEL = 20;
