import { fit, wrap } from '../../present/fit-text.js';
import { oneLine } from '../../present/safe-text.js';
import { fieldSpans } from '../present/field-spans.js';
import { type Line, line, type Span, span, spread } from '../present/line.js';
import { ruleLine } from '../present/table-view.js';
import type { InspectorState, Overlay } from '../state/inspector-state.js';
import { selectedIndex } from '../state/list-state.js';
import { helpOf, PALETTE_HEAD, paletteOf } from '../state/overlay.js';
import { topScreen } from '../state/surroundings.js';
import type { TextField } from '../state/text-field.js';
import { helpLines } from './help-lines.js';

type OverlayOf<Kind extends Overlay['kind']> = Extract<Overlay, { kind: Kind }>;

/** What lies over a screen, in at most so many lines. */
export function overlayLines(state: InspectorState, overlay: Overlay, height: number): Line[] {
  const { columns } = state;
  switch (overlay.kind) {
    case 'help':
      return help(state, overlay, height);
    case 'palette':
      return palette(state, overlay, height);
    case 'ask':
      return [
        ...questionLines(overlay.question, columns),
        line([span(' > ', 'accent'), ...fieldSpans(overlay.field, columns - 4)], columns),
      ];
    case 'confirm':
      // What to press stands in the footer, below it.
      return questionLines(overlay.question, columns);
  }
}

function help(state: InspectorState, overlay: OverlayOf<'help'>, height: number): Line[] {
  const { columns } = state;
  const { filter, typing, top } = overlay;
  const lines = helpLines(helpOf(state, overlay), columns);
  const rest = lines.length - top - (height - 2);
  const more = [top > 0 ? '↑' : '', rest > 0 ? `↓ ${rest} more` : ''].filter(Boolean).join(' ');
  const title = [span(' Keys', 'strong'), span(` of ${topScreen(state).name()}`, 'faint')];
  return [
    spread(
      [...title, ...fieldShown(filter, typing, columns)],
      more === '' ? [] : [span(`${more} `, 'faint')],
      columns,
    ),
    line([], columns),
    ...lines.slice(top, top + Math.max(0, height - 2)),
  ];
}

function fieldShown(filter: TextField, typing: boolean, columns: number): Span[] {
  if (typing) return [span('   /', 'accent'), ...fieldSpans(filter, Math.max(8, columns >> 1))];
  return filter.text === '' ? [] : [span(`   /${oneLine(filter.text)}`, 'accent')];
}

function palette(state: InspectorState, overlay: OverlayOf<'palette'>, height: number): Line[] {
  const { columns } = state;
  const { entries, list } = paletteOf(state, overlay);
  const chosen = selectedIndex(
    list,
    entries.map(({ command }) => command),
  );
  const rows = Math.max(1, height - PALETTE_HEAD);
  const shown = entries.slice(list.top, list.top + rows).map((entry, index) => {
    const selected = list.top + index === chosen;
    const mark = span(selected ? '▌ ' : '  ', 'accent');
    return line([mark, span(fit(entry.shown, 16), 'accent'), span(entry.help)], columns, selected);
  });
  const none = line([span('  No command is called that.', 'faint')], columns);
  return [
    line([span(' : ', 'accent'), ...fieldSpans(overlay.field, columns - 4)], columns),
    line([], columns),
    ...(entries.length === 0 ? [none] : shown),
  ];
}

/** A question under what it is about, whole where it fits on three lines. */
function questionLines(question: string, columns: number): Line[] {
  return [
    ruleLine('', columns),
    ...wrap(oneLine(question), Math.max(1, columns - 2), 3).map((text) =>
      line([span(' '), span(text, 'strong')], columns),
    ),
  ];
}
