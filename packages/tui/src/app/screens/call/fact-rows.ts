import { fit } from '../../../present/fit-text.js';
import { type Span, span } from '../../present/line.js';

/** A fact of an entry: what it is called, and what it is. */
export type Fact = readonly [label: string, value: readonly Span[]];

/** A fact whose value is one text; none where it isn't known. */
export function fact(label: string, value: string | null, tone?: Span['tone']): Fact[] {
  return value === null || value === '' ? [] : [[label, [span(value, tone)]]];
}

/** Facts as lines, their values under each other. */
export function factLines(facts: readonly Fact[]): Span[][] {
  return facts.map(([label, value]) => [span(fit(label, LABEL), 'faint'), ...value]);
}

const LABEL = 11;
