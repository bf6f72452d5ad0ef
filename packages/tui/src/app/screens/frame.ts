import { safeText } from '../../present/safe-text.js';
import type { KeyScope } from '../keys/bindings.js';
import { footerLine } from '../keys/footer.js';
import { areasOf } from '../present/areas.js';
import { type Line, line, sameLine, span } from '../present/line.js';
import type { InspectorState } from '../state/inspector-state.js';
import { helpLines } from './help-screen.js';
import { hasNotice, noticeLines, offersImport } from './notice-screen.js';
import { sessionLines } from './session-screen.js';
import { sessionsLines } from './sessions-screen.js';

/** The whole screen: as many lines as it has rows, each as wide as it has columns. */
export function frameOf(state: InspectorState): Line[] {
  const { columns, rows } = state;
  const { footer, health } = areasOf(state);
  const lines = [
    ...mainLines(state, rows - footer - health),
    ...(health === 0 ? [] : [healthLine(state)]),
    ...(footer === 0 ? [] : [footerLine(scopeOf(state), columns)]),
  ];
  return lines.slice(0, rows);
}

/** The new frame with the lines of the old one where they look the same, so that they aren't drawn. */
export function keepSame(before: readonly Line[], after: readonly Line[]): readonly Line[] {
  const lines = after.map((next, index) => {
    const old = before[index];
    return old !== undefined && sameLine(old, next) ? old : next;
  });
  const unchanged = lines.length === before.length && lines.every((l, i) => l === before[i]);
  return unchanged ? before : lines;
}

/** Which keys work. */
export function scopeOf(state: InspectorState): KeyScope {
  const { helpTop, opened } = state;
  if (helpTop !== null) return 'help';
  if (offersImport(state)) return 'empty';
  return opened === null ? 'sessions' : 'session';
}

function mainLines(state: InspectorState, height: number): Line[] {
  const { columns, helpTop, opened } = state;
  if (helpTop !== null) {
    const title = line([span(' Spoor', 'accent'), span('  Keys', 'strong')], columns);
    return filled(
      [title, line([], columns), ...helpLines(columns).slice(helpTop)],
      height,
      columns,
    );
  }
  if (hasNotice(state)) {
    const title = line([span(' Spoor', 'accent')], columns);
    return [title, ...noticeLines(state, Math.max(0, height - 1))];
  }
  return filled(
    opened === null ? sessionsLines(state) : sessionLines(state, opened),
    height,
    columns,
  );
}

function filled(lines: readonly Line[], height: number, columns: number): Line[] {
  return Array.from({ length: Math.max(0, height) }, (_, i) => lines[i] ?? line([], columns));
}

function healthLine({ health, columns }: InspectorState): Line {
  return line([span(' ! ', 'bad'), span(safeText(health?.message ?? ''), 'bad')], columns);
}
