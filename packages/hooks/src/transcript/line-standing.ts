import type { Standing } from '../record/standing.js';
import type { AnswerBody, TranscriptLine } from './line.js';

/** Reasons to stop after which the model goes on. */
const GOES_ON = new Set(['tool_use', 'pause_turn']);

/** How the conversation stands after a line; undefined when the line says nothing of that. */
export function standingAfter({ type, body, isMeta }: TranscriptLine): Standing | undefined {
  switch (body.kind) {
    case 'prompt':
      return isMeta || body.isSummary || type !== 'user' ? undefined : OPEN;
    case 'tool_results':
      return OPEN;
    case 'answer':
      return afterAnswer(body);
    case 'interrupt':
      return { state: 'interrupted', text: null };
    default:
      return undefined;
  }
}

const OPEN: Standing = { state: 'open', text: null };

function afterAnswer(body: AnswerBody): Standing | undefined {
  if (body.apiError !== null) return { state: 'failed', text: body.text || body.apiError };
  // The client's own words (that no response was requested, say) are no answer.
  if (body.isSynthetic) return undefined;
  const { stopReason, toolUses, text } = body;
  if (stopReason !== null) {
    return GOES_ON.has(stopReason) ? OPEN : { state: 'done', text: text === '' ? null : text };
  }
  // Older clients write each line before the reason is there.
  const isLast = toolUses.every(({ isServer }) => isServer) && text !== '';
  return isLast ? { state: 'done', text } : OPEN;
}
