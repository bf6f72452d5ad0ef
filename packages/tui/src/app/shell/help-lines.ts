import { fit } from '../../present/fit-text.js';
import { bindingsIn, type KeyScope } from '../keys/bindings.js';
import { type Line, line, span } from '../present/line.js';

/** The help: every key that works here, the screen's own first. */
export function helpLines(scopes: readonly KeyScope[], columns: number): Line[] {
  return groupsOf(scopes).flatMap(({ title, bindings }) => [
    line([span(` ${title}`, 'strong')], columns),
    ...bindings.map(({ shown, help }) =>
      line([span('   '), span(fit(shown, 20), 'accent'), span(help)], columns),
    ),
    line([], columns),
  ]);
}

/** How many lines the help has. */
export function helpLineCount(scopes: readonly KeyScope[]): number {
  return helpLines(scopes, 1).length;
}

function groupsOf(scopes: readonly KeyScope[]) {
  const all = bindingsIn([...scopes, 'everywhere']);
  const shared = ['list', 'text', 'filter', 'everywhere'];
  const own = all.filter((binding) => !binding.scopes.some((scope) => shared.includes(scope)));
  const lists = all.filter((b) => !own.includes(b) && !b.scopes.includes('everywhere'));
  return [
    { title: 'This screen', bindings: own },
    { title: 'Moving and filtering', bindings: lists },
    { title: 'Everywhere', bindings: all.filter((b) => b.scopes.includes('everywhere')) },
  ].filter(({ bindings }) => bindings.length > 0);
}
