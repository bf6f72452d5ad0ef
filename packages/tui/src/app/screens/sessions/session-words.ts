import type { SessionOverview } from '@spoor/storage';
import { formatDuration, formatElapsed } from '../../../present/duration.js';
import { oneLine } from '../../../present/safe-text.js';
import { sessionAbout } from '../../../present/session-about.js';
import { SESSION_STATUS } from '../../../present/status.js';
import { type Span, span } from '../../present/line.js';

/** What a session is about: its name, its title, or how it began. */
export function sessionTitle(
  session: Pick<SessionOverview, 'name' | 'title' | 'firstPrompt'>,
): Span {
  const text = sessionAbout(session);
  return text === null ? span('no prompt yet', 'faint') : span(oneLine(text));
}

/** Whether nothing more will come of a session. */
export function isOver({ status }: Pick<SessionOverview, 'status'>): boolean {
  return status === 'ended' || status === 'abandoned';
}

/** How long a session took, or has taken so far. */
export function sessionTime(
  session: Pick<SessionOverview, 'status' | 'durationMs' | 'startedAt'>,
  nowMs: number,
): string {
  const ms = session.durationMs;
  if (session.status === 'active') return formatElapsed(nowMs - Date.parse(session.startedAt));
  return ms === null || isOver(session) ? formatDuration(ms) : formatElapsed(ms);
}

/** Glyph and word of a session's status. */
export function stateCell({ status }: Pick<SessionOverview, 'status'>): Span {
  const { glyph, word, tone } = SESSION_STATUS[status];
  return span(`${glyph} ${word}`, tone);
}
