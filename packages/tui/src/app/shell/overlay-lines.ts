import { fit } from '../../present/fit-text.js';
import { safeText } from '../../present/safe-text.js';
import { fieldSpans } from '../present/field-spans.js';
import { type Line, line, span } from '../present/line.js';
import type { InspectorState, Overlay } from '../state/inspector-state.js';
import { reconcile, selectedIndex } from '../state/list-state.js';
import { topScreen } from '../state/surroundings.js';
import { helpLines } from './help-lines.js';
import { paletteEntries } from './palette-entries.js';

/** What lies over a screen, in so many lines. */
export function overlayLines(state: InspectorState, overlay: Overlay, height: number): Line[] {
  const { columns } = state;
  const scopes = topScreen(state).scopes();
  switch (overlay.kind) {
    case 'help':
      return [title('Keys', columns), line([], columns)].concat(
        helpLines(scopes, columns).slice(overlay.top),
      );
    case 'palette': {
      const entries = paletteEntries(scopes, overlay.field.text);
      const keys = entries.map(({ key }) => key);
      const rows = Math.max(1, height - 2);
      const list = reconcile(overlay.list, keys, keys, rows);
      const chosen = selectedIndex(list, keys);
      return [
        line([span(' : ', 'accent'), ...fieldSpans(overlay.field, columns - 4)], columns),
        line([], columns),
        ...entries.slice(list.top, list.top + rows).map(({ shown, help }, index) => {
          const selected = list.top + index === chosen;
          const mark = span(selected ? '▌ ' : '  ', 'accent');
          return line([mark, span(fit(shown, 16), 'accent'), span(help)], columns, selected);
        }),
      ];
    }
    case 'ask':
      return [
        line([span(` ${safeText(overlay.question)}`, 'strong')], columns),
        line([span(' > ', 'accent'), ...fieldSpans(overlay.field, columns - 4)], columns),
      ];
    case 'confirm':
      return [
        line([span(` ${safeText(overlay.question)}`, 'strong'), span(' y/n', 'accent')], columns),
      ];
  }
}

function title(text: string, columns: number): Line {
  return line([span(' Spoor', 'accent'), span(`  ${text}`, 'strong')], columns);
}
