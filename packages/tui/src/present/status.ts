import type { SessionStatus } from '@spoor/storage';
import type { TimelineStatus } from './timeline.js';

/** What a colour stands for; each theme says which colour that is. */
export type Tone =
  | 'plain'
  | 'strong'
  | 'faint'
  | 'accent'
  | 'good'
  | 'busy'
  | 'warn'
  | 'bad'
  /** Where the next character is typed. */
  | 'cursor'
  /** What was searched for. */
  | 'match'
  /** Lines of a diff. */
  | 'added'
  | 'removed'
  /** Parts of code. */
  | 'keyword'
  | 'string'
  | 'number'
  | 'comment'
  /** Who speaks. */
  | 'person'
  /** Colours of charts, told apart by their place in the legend as well. */
  | 'series1'
  | 'series2'
  | 'series3'
  | 'series4'
  | 'series5';

/** A status as it is shown: the glyph and the word say it, the colour only helps. */
export interface StatusLook {
  readonly glyph: string;
  readonly word: string;
  readonly tone: Tone;
}

/** How the status of a session looks. */
export const SESSION_STATUS: Readonly<Record<SessionStatus, StatusLook>> = {
  active: { glyph: '●', word: 'working', tone: 'busy' },
  waiting: { glyph: '◆', word: 'waiting', tone: 'warn' },
  idle: { glyph: '○', word: 'idle', tone: 'good' },
  ended: { glyph: '·', word: 'ended', tone: 'faint' },
  abandoned: { glyph: '╳', word: 'abandoned', tone: 'faint' },
};

/** How the status of a turn, a tool call or a subagent looks. */
export const TIMELINE_STATUS: Readonly<Record<TimelineStatus, StatusLook>> = {
  running: { glyph: '●', word: 'running', tone: 'busy' },
  success: { glyph: '✓', word: 'done', tone: 'good' },
  failure: { glyph: '✗', word: 'failed', tone: 'bad' },
  denied: { glyph: '⊘', word: 'denied', tone: 'warn' },
  cancelled: { glyph: '◌', word: 'cancelled', tone: 'faint' },
  interrupted: { glyph: '◌', word: 'cut off', tone: 'faint' },
  partial: { glyph: '◐', word: 'partial', tone: 'warn' },
  escalated: { glyph: '▲', word: 'escalated', tone: 'warn' },
  unknown: { glyph: '?', word: 'unknown', tone: 'faint' },
};
