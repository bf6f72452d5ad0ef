import { fit, textWidth } from '../../present/fit-text.js';
import { bindingsIn, type KeyScope } from '../keys/bindings.js';
import { MOUSE_HELP } from '../keys/mouse-help.js';
import { scopeTitle } from '../keys/scope-titles.js';
import { type Line, line, span } from '../present/line.js';
import { matcher } from '../state/filter-text.js';

/** What the help says. */
export interface HelpContent {
  /** Where keys work, the most particular place first. */
  readonly scopes: readonly KeyScope[];
  readonly mouse: boolean;
  /** What was typed to find a key. */
  readonly filter: string;
}

/** The help: every key that works here, the screen's own first. */
export function helpLines(content: HelpContent, columns: number): Line[] {
  const groups = groupsOf(content);
  if (groups.length === 0) return [line([span('   No key is called that.', 'faint')], columns)];
  const width = Math.max(...groups.flatMap(({ rows }) => rows.map(([keys]) => textWidth(keys))));
  return groups.flatMap(({ title, rows }) => [
    line([span(` ${title}`, 'strong')], columns),
    ...rows.map(([keys, help]) =>
      line([span('   '), span(fit(keys, width + 2), 'accent'), span(help)], columns),
    ),
    line([], columns),
  ]);
}

interface Group {
  readonly title: string;
  readonly rows: readonly (readonly [keys: string, help: string])[];
}

/** A binding stands in the group of the first scope that it works in. */
function groupsOf({ scopes, mouse, filter }: HelpContent): Group[] {
  const all = [...scopes, 'everywhere', 'anytime'];
  const bindings = bindingsIn(all);
  const matches = matcher(filter);
  return [
    ...all.map((scope) => ({
      title: scopeTitle(scope),
      rows: bindings
        .filter((binding) => all.find((one) => binding.scopes.includes(one)) === scope)
        .filter(({ keys }) => !keys.some((key) => key.startsWith('wheel-')))
        .map(({ shown, help }) => [shown, help] as const),
    })),
    { title: 'Mouse', rows: mouse ? MOUSE_HELP : [] },
  ]
    .map(({ title, rows }) => ({
      title,
      rows: rows.filter(([keys, help]) => matches(`${title} ${keys} ${help}`)),
    }))
    .filter(({ rows }) => rows.length > 0);
}
