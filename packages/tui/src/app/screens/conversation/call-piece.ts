import type { ConversationMessage } from '@spoor/storage';
import { formatDuration } from '../../../present/duration.js';
import { insideFolder } from '../../../present/inside-folder.js';
import { clockTime } from '../../../present/relative-time.js';
import { oneLine } from '../../../present/safe-text.js';
import { TIMELINE_STATUS } from '../../../present/status.js';
import { span } from '../../present/line.js';
import type { Piece } from '../../present/piece.js';
import type { MessageContext } from './message-pieces.js';

/** A call that a message asks for, in one line: the tool, what it is about, how it came out. */
export function callPiece(
  { id, timestamp }: ConversationMessage,
  ask: ConversationMessage['asks'][number],
  index: number,
  { calls, folder }: Pick<MessageContext, 'calls' | 'folder'>,
): Piece {
  const call = ask.id === null ? undefined : calls.get(ask.id);
  const about = call?.summary ?? (ask.about || null);
  const look = call === undefined ? null : TIMELINE_STATUS[call.status];
  const took = call?.durationMs == null ? '' : ` ${formatDuration(call.durationMs)}`;
  const tone = look?.tone === 'good' ? 'faint' : (look?.tone ?? 'faint');
  return {
    key: `${id}#${index}:${ask.id ?? ''}`,
    sort: 'call',
    time: clockTime(timestamp),
    head: [
      span('→ ', 'faint'),
      span(oneLine(ask.name ?? 'tool', 60), 'accent'),
      ...(about === null ? [] : [span(`  ${oneLine(insideFolder(about, folder))}`)]),
    ],
    ...(look === null ? {} : { note: [span(`${look.glyph}${took} `, tone)] }),
    body: [],
    preview: 0,
    isFolded: false,
    isApart: false,
    source: () => (about === null ? null : { text: about, name: 'call.txt' }),
  };
}

/** The call that a piece is, or gives back what it did; null for any other. */
export function callOfPiece(key: string, message: ConversationMessage | undefined): string | null {
  const asked = /#\d+:(.+)$/s.exec(key);
  return asked?.[1] ?? (message?.kind === 'tool_output' ? message.toolUseId : null);
}
