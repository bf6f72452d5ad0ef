import { oneLine } from '../../present/safe-text.js';
import { footerEntries, footerLine } from '../keys/footer.js';
import { type Line, line, sameLine, span, spread } from '../present/line.js';
import type { InspectorState } from '../state/inspector-state.js';
import { scopesOf } from '../state/reduce.js';
import { frameRows, idleCommands, surroundingsOf, topScreen } from '../state/surroundings.js';
import { barLine } from './bar.js';
import { overlayLines } from './overlay-lines.js';
import { missingLines, troubleLines } from './trouble-lines.js';

/** The whole screen: as many lines as it has rows, each as wide as it has columns. */
export function frameOf(state: InspectorState): Line[] {
  const { columns, rows } = state;
  const { bar, footer } = frameRows(state);
  const around = surroundingsOf(state);
  const lines = [
    ...(bar === 0 ? [] : [barLine(state)]),
    ...filled(bodyLines(state, around.rows), around.rows, columns),
    ...(footer === 0 ? [] : [lastLine(state)]),
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
  if (TOLD_BY_ITSELF.includes(topScreen(state).id)) return mainLines(state);
  const { columns, facts } = state;
  if (source.state === 'broken') return troubleLines(source, columns, height);
  if (source.state === 'missing') return missingLines(facts.databasePath, columns, height);
  return mainLines(state);
}

/** Screens that say themselves how it stands with the database. */
const TOLD_BY_ITSELF = ['health', 'first-start'];

function mainLines(state: InspectorState, rows = surroundingsOf(state).rows): readonly Line[] {
  return topScreen(state).view({ ...surroundingsOf(state), rows: Math.max(1, rows) });
}

function filled(lines: readonly Line[], height: number, columns: number): Line[] {
  return Array.from({ length: Math.max(0, height) }, (_, i) => lines[i] ?? line([], columns));
}

/** What is said stands over the keys for a while, but for the last of them: nothing else moves. */
function lastLine(state: InspectorState): Line {
  const { notice, columns, overlay } = state;
  const scopes = scopesOf(state);
  if (notice === null || overlay !== null) return footerLine(scopes, columns, idleCommands(state));
  const text = [span(` ${oneLine(notice.text)}`, notice.tone)];
  const last = footerEntries(scopes, columns).slice(-2);
  return spread(
    text,
    last.flatMap(({ spans }) => spans),
    columns,
  );
}
