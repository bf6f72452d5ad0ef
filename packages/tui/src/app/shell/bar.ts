import { cutEnd } from '../../present/fit-text.js';
import { type Line, type Span, span, spansWidth, spread } from '../present/line.js';
import type { InspectorState } from '../state/inspector-state.js';
import { TABS } from '../state/tabs.js';
import { barState, recordingSpans } from './bar-state.js';

/** The bar at the top: the main screens with their numbers, or where one is in the present one. */
export function barLine(state: InspectorState): Line {
  const parts = partsOf(state).flatMap(({ spans }) => spans);
  const left = state.columns - spansWidth(parts);
  return spread(parts, barState(state, left), state.columns);
}

/** The command of what stands in a column of the bar; null where nothing is to be done. */
export function barCommandAt(state: InspectorState, column: number): string | null {
  if (column >= state.columns - spansWidth(recordingSpans(state))) return 'go-health';
  let end = 0;
  for (const { spans, command } of partsOf(state)) {
    end += spansWidth(spans);
    if (column < end) return command;
  }
  return null;
}

/** A piece of the bar, and what a click on it does. */
interface Part {
  readonly spans: readonly Span[];
  readonly command: string | null;
}

const NAME: Part = { spans: [span(' Spoor ', 'accent')], command: 'help' };

function partsOf(state: InspectorState): Part[] {
  const { columns, stacks, tab } = state;
  // What is read now and then must not move the names.
  const room = columns - spansWidth(recordingSpans(state)) - 2;
  const place = stacks[tab].slice(1).map((screen) => screen.name());
  if (place.length > 0) return [NAME, ...pathParts(tab, place, room)];
  const looks = (['wide', 'close', 'numbers'] as const).map((look) => [
    NAME,
    ...tabParts(tab, look),
  ]);
  return looks.find((parts) => widthOf(parts) <= room) ?? looks.at(-1) ?? [];
}

/** On a narrow screen they stand closer; on a narrower one the others are their numbers. */
function tabParts(tab: string, look: 'wide' | 'close' | 'numbers'): Part[] {
  const behind = look === 'close' ? '' : ' ';
  return TABS.map(({ id, key, title }) => {
    const named = `${title}${behind}`;
    const own = [span(` ${key} `, 'accent'), span(named, 'strong')];
    const other =
      look === 'numbers'
        ? [span(` ${key}`, 'faint')]
        : [span(` ${key} `, 'faint'), span(named, 'faint')];
    return { command: `go-${id}`, spans: id === tab ? own : other };
  });
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
