import { UsageError } from '@spoor/core';
import {
  type ClientComparison,
  compareWithClient,
  type Message,
  MessageStore,
  readSessionFigures,
  type SessionFigures,
  type SessionHistory,
} from '@spoor/storage';
import { markdownLines } from '../../present/session-markdown.js';
import type { CliIo } from '../io.js';
import { createPaint, widthOf } from '../output/paint.js';
import { printJson, printLines } from '../output/print.js';
import { noticesAbove } from '../pause/notice.js';
import { withStore } from '../store.js';
import { conversationLines } from './conversation-lines.js';
import { findSession } from './find-session.js';
import { headerLines } from './session-lines.js';
import { timelineLines } from './timeline-lines.js';

/** How to show a session. */
export interface ShowOptions {
  readonly messages?: true;
  readonly from?: number;
  readonly limit?: number;
  readonly markdown?: true;
  readonly json?: true;
}

/** A session with its figures, and its messages where they are wanted. */
interface Shown extends SessionHistory {
  readonly figures: SessionFigures;
  readonly messages?: readonly Message[];
  /** The client's own count beside ours; null when it left none. */
  readonly client: ClientComparison | null;
}

/** Messages of one page, where nothing else is said. */
const PAGE = 200;

/** Shows a session whole: its figures, then its timeline, or what was said in it. */
export async function showSession(io: CliIo, id: string, options: ShowOptions): Promise<void> {
  if (options.messages !== true && (options.from ?? options.limit) !== undefined) {
    throw new UsageError('`--from` and `--limit` go with `--messages`');
  }
  const shown = await readShown(io, id, options);
  if (options.markdown === true) {
    printLines(io, markdownLines(shown, shown.messages ?? []));
    return;
  }
  const notices = noticesAbove(io, options.json);
  if (options.json === true) {
    printJson(io, shown);
    return;
  }
  const look = { width: widthOf(io), paint: createPaint(io), nowMs: io.now() };
  const { session, figures, messages, client } = shown;
  const below =
    messages === undefined
      ? timelineLines(shown, look)
      : conversationLines(shown, messages, look, {
          first: options.from ?? 1,
          total: figures.messages,
        });
  printLines(io, [...notices, ...headerLines(session, { figures, client }, look), '', ...below]);
}

function readShown(
  io: CliIo,
  id: string,
  { messages, markdown, from = 1, limit = PAGE }: ShowOptions,
): Promise<Shown> {
  return withStore(io, (db) => {
    const history = findSession(db, id);
    if (db === null) return { ...history, figures: NO_FIGURES, client: null };
    const { session } = history;
    const figures = readSessionFigures(db, session.id);
    const client = compareWithClient(db, session.id);
    if (messages !== true && markdown !== true) return { ...history, figures, client };
    const page =
      markdown === true ? { limit: Number.MAX_SAFE_INTEGER } : { limit, offset: from - 1 };
    return { ...history, figures, client, messages: new MessageStore(db).list(session.id, page) };
  });
}

const NO_FIGURES: SessionFigures = {
  models: [],
  contextTokens: null,
  contextAt: null,
  messages: 0,
  badLines: 0,
};
