import type { ConversationMessage } from '@spoor/storage';
import { at } from '../records.js';

/** A message of a conversation; what a test doesn't name has a plain value. */
export function message(
  id: string,
  kind: ConversationMessage['kind'],
  content: string | null,
  more: Partial<ConversationMessage> = {},
): ConversationMessage {
  return {
    id,
    agentId: null,
    messageId: null,
    type: kind === 'prompt' || kind === 'tool_output' ? 'user' : 'assistant',
    subtype: null,
    kind,
    role: null,
    model: kind === 'answer' ? 'claude-opus-4-1-20250805' : null,
    promptId: null,
    toolUseId: null,
    content,
    tokenCount: null,
    isSummary: false,
    timestamp: at(0),
    contentBytes: content === null ? 0 : Buffer.byteLength(content),
    isCut: false,
    asks: [],
    ...more,
  };
}
