import { type Line, line, type Span, span, spansWidth, spread } from '../present/line.js';
import type { InspectorState } from '../state/inspector-state.js';
import { TABS } from '../state/tabs.js';

/** The bar at the top: the main screens with their numbers, and where one is in the present one. */
export function barLine(state: InspectorState): Line {
  const { columns, stacks, tab } = state;
  const place = stacks[tab].slice(1).map((screen) => screen.name());
  const right = [...waitingSpans(state)];
  if (place.length === 0) {
    const all = [span(' Spoor ', 'accent'), ...tabSpans(tab, true)];
    const fits = spansWidth(all) + spansWidth(right) + 2 <= columns;
    return spread(
      fits ? all : [span(' Spoor ', 'accent'), ...tabSpans(tab, false)],
      right,
      columns,
    );
  }
  const title = TABS.find(({ id }) => id === tab)?.title ?? '';
  const path = place.flatMap((name, index) => [
    span(' › ', 'faint'),
    span(name, index === place.length - 1 ? 'strong' : 'plain'),
  ]);
  return spread([span(' Spoor ', 'accent'), span(` ${title}`), ...path], right, columns);
}

/** On a narrow screen the others are their numbers. */
function tabSpans(tab: string, wide: boolean): Span[] {
  return TABS.flatMap(({ id, key, title }) =>
    id === tab
      ? [span(` ${key} `, 'accent'), span(`${title} `, 'strong')]
      : [
          span(wide ? ` ${key} ` : ` ${key}`, 'faint'),
          ...(wide ? [span(`${title} `, 'faint')] : []),
        ],
  );
}

function waitingSpans({ waitingSinceMs, nowMs }: InspectorState): Span[] {
  if (waitingSinceMs === null || nowMs - waitingSinceMs < 500) return [];
  const seconds = Math.floor((nowMs - waitingSinceMs) / 1_000);
  return [span(`reading${seconds < 2 ? '' : ` ${seconds} s`}… `, 'faint')];
}
