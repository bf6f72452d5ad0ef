import { exactNumber } from '../../../present/amounts.js';
import { oneLine } from '../../../present/safe-text.js';
import { sessionAbout } from '../../../present/session-about.js';
import { type Line, line, type Span, span, spread } from '../../present/line.js';
import { LEAST_WIDTH, textViewLines } from '../../present/text-view-lines.js';
import type { Surroundings } from '../../state/screen.js';
import { type TextDocument, textDocument } from '../../state/text-document.js';
import { textRows } from '../../state/text-view.js';
import { anchorIndex, type ConversationState, mayGrow } from './conversation-state.js';
import { messageOfKey } from './message-pieces.js';

/** Columns for the mark of the line that the keys act on. */
const MARGIN = 2;

/** How many lines of the conversation there is room for. */
export function conversationHeight(
  { view }: Pick<ConversationState, 'view'>,
  { rows }: Surroundings,
): number {
  return textRows(view, Math.max(1, rows - headRows(rows)));
}

/** How wide its text is. */
function conversationWidth({ columns }: Surroundings): number {
  return Math.max(LEAST_WIDTH, columns - MARGIN);
}

/** The text as it is laid out on the screen. */
export function conversationDocument(
  { pieces, view }: ConversationState,
  around: Surroundings,
): TextDocument {
  return textDocument(pieces, view.folds, conversationWidth(around));
}

/** Lines above the text. */
export function headRows(rows: number): number {
  return rows < 6 ? 0 : 1;
}

/** A conversation: whose it is and where one is in it, then what was said. */
export function conversationLines(state: ConversationState, around: Surroundings): Line[] {
  const { columns, rows } = around;
  const head = headRows(rows) === 0 ? [] : [headLine(state, columns)];
  if (state.messages.length === 0) {
    const why = state.loaded ? whyEmpty(state) : '';
    return [...head, line([span(`  ${why}`, 'faint')], columns)];
  }
  const document = conversationDocument(state, around);
  return [...head, ...textViewLines(state.view, document, columns, rows - headRows(rows))];
}

function headLine(state: ConversationState, columns: number): Line {
  const { session, place, reach, agents } = state;
  const who =
    reach === 'all'
      ? 'with subagents'
      : place.agentId === undefined
        ? 'main agent'
        : `subagent ${oneLine(agents[place.agentId] ?? place.agentId, 40)}`;
  const title = oneLine(titleOf(session) ?? 'Conversation', 200);
  return spread(
    [span(' '), span(title, 'strong'), span(`  ${who}`, 'faint')],
    [...stateSpans(state), span(placeText(state), 'faint'), span(' ')],
    columns,
  );
}

function titleOf(session: ConversationState['session']): string | null {
  const label = session?.label ?? null;
  return label === null ? null : sessionAbout(label);
}

function stateSpans(state: ConversationState): Span[] {
  const { notFound, seek, follow } = state;
  if (seek !== null) return [span('looking…  ', 'faint')];
  if (notFound !== null) return [span(`${notFound}  `, 'warn')];
  return follow && mayGrow(state) ? [span('following  ', 'busy')] : [];
}

/** Where in all messages the cursor is, as soon as they are counted. */
function placeText(state: ConversationState): string {
  const { count, messages, view } = state;
  const id = view.text.cursor === null ? null : messageOfKey(view.text.cursor.piece);
  const index = messages.findIndex((message) => message.id === id);
  if (count === null || index < 0) return '';
  const number = count.before + index - anchorIndex(state) + 1;
  return `${exactNumber(Math.max(1, Math.min(number, count.total)))} of ${exactNumber(count.total)}`;
}

function whyEmpty({ session, place, reach }: ConversationState): string {
  if (session === null) return 'This session is not recorded any more.';
  return reach === 'one' && place.agentId !== undefined
    ? 'No messages of this subagent: its transcript was not read.'
    : 'No messages: its transcript was not read yet. `spoor import` reads older ones.';
}
