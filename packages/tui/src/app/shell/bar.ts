import { cutEnd } from '../../present/fit-text.js';
import { type Line, type Span, span, spansWidth, spread } from '../present/line.js';
import type { InspectorState } from '../state/inspector-state.js';
import { TABS } from '../state/tabs.js';
import { barState, STATE_ROOM } from './bar-state.js';

/** The bar at the top: the main screens with their numbers, or where one is in the present one. */
export function barLine(state: InspectorState): Line {
  const parts = partsOf(state);
  const left = parts.flatMap(({ spans }) => spans);
  return spread(left, stateBeside(state, parts), state.columns);
}

/** The command of what stands in a column of the bar; null where nothing is to be done. */
export function barCommandAt(state: InspectorState, column: number): string | null {
  const parts = partsOf(state);
  if (column >= state.columns - spansWidth(stateBeside(state, parts))) return 'go-health';
  let end = 0;
  for (const { spans, command } of parts) {
    end += spansWidth(spans);
    if (column < end) return command;
  }
  return null;
}

function stateBeside(state: InspectorState, parts: readonly Part[]): Span[] {
  return barState(state, state.columns - widthOf(parts));
}

/** A piece of the bar, and what a click on it does. */
interface Part {
  readonly spans: readonly Span[];
  readonly command: string | null;
}

const NAME: Part = { spans: [span(' Spoor ', 'accent')], command: 'help' };

function partsOf(state: InspectorState): Part[] {
  const { columns, stacks, tab } = state;
  const room = columns - STATE_ROOM;
  const place = stacks[tab].slice(1).map((screen) => screen.name());
  if (place.length > 0) return [NAME, ...pathParts(tab, place, room)];
  const wide = [NAME, ...tabParts(tab, true)];
  return widthOf(wide) <= room ? wide : [NAME, ...tabParts(tab, false)];
}

/** On a narrow screen the others are their numbers. */
function tabParts(tab: string, wide: boolean): Part[] {
  return TABS.map(({ id, key, title }) => ({
    command: `go-${id}`,
    spans:
      id === tab
        ? [span(` ${key} `, 'accent'), span(`${title} `, 'strong')]
        : [
            span(wide ? ` ${key} ` : ` ${key}`, 'faint'),
            ...(wide ? [span(`${title} `, 'faint')] : []),
          ],
  }));
}

/** The way to where one is; what is between goes first when there is no room. */
function pathParts(tab: string, place: readonly string[], room: number): Part[] {
  const title = TABS.find(({ id }) => id === tab)?.title ?? '';
  const parts = [
    { spans: [span(` ${title}`)], command: `go-${tab}` },
    ...place.map((name, index): Part => {
      const last = index === place.length - 1;
      const text = span(cutEnd(name, LONGEST_NAME), last ? 'strong' : 'plain');
      // One step back is what one wants of the screen before.
      const command = index === place.length - 2 ? 'back' : null;
      return { spans: [span(' › ', 'faint'), text], command };
    }),
  ];
  const between = { spans: [span(' › …', 'faint')], command: 'back' };
  while (parts.length > 2 && widthOf([NAME, ...parts]) > room) {
    if (parts[1] !== between) parts.splice(1, 1, between);
    else if (parts.length > 3) parts.splice(2, 1);
    else break;
  }
  return parts;
}

const LONGEST_NAME = 40;

function widthOf(parts: readonly Part[]): number {
  return spansWidth(parts.flatMap(({ spans }) => spans));
}
