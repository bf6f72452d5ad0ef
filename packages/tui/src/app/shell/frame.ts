import { safeText } from '../../present/safe-text.js';
import { footerLine } from '../keys/footer.js';
import { type Line, line, sameLine, span } from '../present/line.js';
import type { InspectorState } from '../state/inspector-state.js';
import { scopesOf } from '../state/reduce.js';
import { frameRows, surroundingsOf, topScreen } from '../state/surroundings.js';
import { barLine } from './bar.js';
import { overlayLines } from './overlay-lines.js';
import { troubleLines } from './trouble-lines.js';

/** The whole screen: as many lines as it has rows, each as wide as it has columns. */
export function frameOf(state: InspectorState): Line[] {
  const { columns, rows } = state;
  const { bar, notice, footer } = frameRows(state);
  const around = surroundingsOf(state);
  const lines = [
    ...(bar === 0 ? [] : [barLine(state)]),
    ...filled(bodyLines(state, around.rows), around.rows, columns),
    ...(notice === 0 ? [] : [noticeLine(state)]),
    ...(footer === 0 ? [] : [footerLine(scopesOf(state), columns)]),
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

function bodyLines(state: InspectorState, height: number): readonly Line[] {
  const { overlay, source } = state;
  if (overlay !== null) {
    const over = overlayLines(state, overlay, height);
    if (overlay.kind === 'help' || overlay.kind === 'palette') return over;
    // A question stands at the bottom, under what it is about.
    const rest = height - over.length;
    return [...filled(mainLines(state, rest), rest, state.columns), ...over];
  }
  // What is known of the recorder besides helps all the more.
  const isTold = source.state === 'broken' && topScreen(state).id !== 'health';
  return isTold ? troubleLines(source, state.columns, height) : mainLines(state);
}

function mainLines(state: InspectorState, rows = surroundingsOf(state).rows): readonly Line[] {
  return topScreen(state).view({ ...surroundingsOf(state), rows: Math.max(1, rows) });
}

function filled(lines: readonly Line[], height: number, columns: number): Line[] {
  return Array.from({ length: Math.max(0, height) }, (_, i) => lines[i] ?? line([], columns));
}

function noticeLine({ notice, health, columns }: InspectorState): Line {
  if (notice !== null) {
    return line([span(` ${safeText(notice.text)}`, notice.tone)], columns);
  }
  return line([span(' ! ', 'bad'), span(safeText(health?.message ?? ''), 'bad')], columns);
}
