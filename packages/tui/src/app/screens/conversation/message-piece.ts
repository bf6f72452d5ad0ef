import type { ConversationMessage } from '@spoor/storage';
import { formatBytes } from '../../../present/byte-size.js';
import { clockTime } from '../../../present/relative-time.js';
import type { Block } from '../../present/block.js';
import type { Piece } from '../../present/piece.js';

/** The text of a message; what is cut or gone is said. */
export function bodyOf(
  { content, contentBytes, isCut }: ConversationMessage,
  show: (text: string) => Block,
): Block[] {
  if (content === null) return [{ kind: 'plain', text: 'not kept any more', tone: 'faint' }];
  if (!isCut) return [show(content)];
  const more = `… the rest of its ${formatBytes(contentBytes)}: v shows it in your pager`;
  return [show(content), { kind: 'plain', text: more, tone: 'faint' }];
}

/** A piece of a message. */
export function messagePiece(
  message: ConversationMessage,
  sort: string,
  parts: Pick<Piece, 'head' | 'body' | 'preview'> &
    Partial<Pick<Piece, 'note' | 'isFolded' | 'isApart'>>,
): Piece {
  return {
    key: message.id,
    sort,
    time: clockTime(message.timestamp),
    isFolded: false,
    isApart: true,
    source: () =>
      message.content === null
        ? null
        : { text: message.content, name: sort === 'output' ? 'output.txt' : 'message.md' },
    ...parts,
  };
}
