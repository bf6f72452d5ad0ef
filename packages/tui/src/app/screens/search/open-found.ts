import type { TextHit } from '@spoor/storage';
import type { Effect } from '../../state/screen.js';
import { callScreen } from '../call/call-screen.js';
import { conversationScreen } from '../conversation/conversation-screen.js';
import { lessonScreen } from '../lessons/lesson-screen.js';
import { sessionScreen } from '../session/session-screen.js';
import type { Found } from './search-state.js';

/** Opens what was found where it stands. */
export function openFound(found: Exclude<Found, { type: 'recent' }>): Effect {
  if (found.type === 'lesson') return { type: 'open', screen: lessonScreen(found.lesson.id) };
  const { sessionId, messageId, toolUseId } = found.hit;
  if (messageId !== null) {
    return { type: 'open', screen: conversationScreen({ sessionId, messageId }) };
  }
  if (toolUseId !== null) {
    return { type: 'open', screen: callScreen({ sessionId, kind: 'call', id: toolUseId }) };
  }
  return openSessionOf(found.hit);
}

/** Opens the session of a hit at the call or the turn that it belongs to. */
export function openSessionOf({ sessionId, toolUseId, traceId }: TextHit): Effect {
  const key = keyOf(toolUseId, traceId);
  const place = { id: sessionId, ...(key === null ? {} : { key }) };
  return { type: 'open', screen: sessionScreen(place) };
}

function keyOf(toolUseId: string | null, traceId: string | null): string | null {
  if (toolUseId !== null) return `call:${toolUseId}`;
  return traceId === null ? null : `turn:${traceId}`;
}
