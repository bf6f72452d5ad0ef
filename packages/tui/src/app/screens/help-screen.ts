import { fit } from '../../present/fit-text.js';
import { BINDINGS, type KeyScope } from '../keys/bindings.js';
import { type Line, line, span } from '../present/line.js';

/** The help: every key, by where it works. */
export function helpLines(columns: number): Line[] {
  return GROUPS.flatMap(({ title, scope, only }) => [
    line([span(` ${title}`, 'strong')], columns),
    ...BINDINGS.filter((b) => b.scopes.includes(scope) && b.scopes.length <= only).map(
      ({ shown, help }) => line([span('   '), span(fit(shown, 20), 'accent'), span(help)], columns),
    ),
    line([], columns),
  ]);
}

/** How many lines the help has. */
export function helpLineCount(): number {
  return helpLines(1).length;
}

/** `only`: bindings that work in so many places at most, so that none is said twice. */
const GROUPS: readonly { title: string; scope: KeyScope; only: number }[] = [
  { title: 'Everywhere', scope: 'help', only: 9 },
  { title: 'Nothing recorded yet', scope: 'empty', only: 1 },
  { title: 'Sessions', scope: 'sessions', only: 1 },
  { title: 'A session', scope: 'session', only: 1 },
];
