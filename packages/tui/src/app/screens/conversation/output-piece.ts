import type { ConversationCall, ConversationMessage } from '@spoor/storage';
import { formatBytes } from '../../../present/byte-size.js';
import { oneLine } from '../../../present/safe-text.js';
import { type Span, span } from '../../present/line.js';
import type { Piece } from '../../present/piece.js';
import { outputBlocks } from '../call/tool-output.js';
import { bodyOf, messagePiece } from './message-piece.js';
import type { MessageContext } from './message-pieces.js';

/** Lines of an output that are seen while it is folded. */
const OUTPUT_PREVIEW = 4;

/** What a tool gave back, under its call or told apart. */
export function outputPiece(message: ConversationMessage, context: MessageContext): Piece {
  const { toolUseId, contentBytes, content } = message;
  const call = toolUseId === null ? undefined : context.calls.get(toolUseId);
  const ask = context.asked.get(toolUseId);
  const name = call?.toolName ?? ask?.name ?? 'tool';
  const isProse = name === 'Agent' || name === 'Task';
  const head: Span[] = context.isUnderCall
    ? [span('↳', 'faint')]
    : [span('↳ ', 'faint'), span(`${oneLine(name, 40)} gave back`, 'faint')];
  const isEmpty = content === null && contentBytes === 0;
  const size = isEmpty ? emptySize(call) : formatBytes(contentBytes);
  return messagePiece(message, 'output', {
    head:
      context.isUnderCall && !isEmpty
        ? [...head, span(` ${size}`, 'faint')]
        : [...head, span(`  ${size}`, 'faint')],
    body: isEmpty
      ? []
      : bodyOf(message, (text) => {
          const blocks = outputBlocks({
            text,
            response: null,
            filePath: call?.filePath ?? ask?.about ?? null,
            isProse,
          });
          const block = blocks[0] ?? { kind: 'plain', text };
          return block.kind === 'plain' ? { ...block, tone: 'faint' } : block;
        }),
    preview: OUTPUT_PREVIEW,
    isFolded: true,
    isApart: false,
  });
}

/** Nothing, unless its call tells that there was more. */
function emptySize(call: ConversationCall | undefined): string {
  const bytes = call?.resultBytes ?? 0;
  return bytes === 0 ? 'nothing' : `${formatBytes(bytes)}, not kept any more`;
}
