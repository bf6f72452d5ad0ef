import type {
  ConversationMessage,
  ConversationQuery,
  ConversationSearch,
  MessagePosition,
} from '@spoor/storage';
import type { Piece } from '../../present/piece.js';
import { EMPTY_VIEW, type TextView } from '../../state/text-view.js';
import type { ConversationTold } from './readers.js';

/** Where a conversation is opened. */
export interface ConversationPlace {
  readonly sessionId: string;
  /** The message to begin at; the end without. */
  readonly messageId?: string;
  /** Only what this subagent said. */
  readonly agentId?: string;
}

/** What is looked for beyond what is loaded. */
export interface Seek {
  readonly what: 'text' | 'prompt';
  readonly search: ConversationSearch;
  readonly serial: number;
}

/** A conversation on the screen: the messages around a place, and where one is in them. */
export interface ConversationState {
  readonly place: ConversationPlace;
  /** Whose messages are shown. */
  readonly reach: 'one' | 'all';
  /** What the loaded messages lie around. */
  readonly around: ConversationQuery['around'];
  /** Where the cursor goes when the next messages are there. */
  readonly goal: 'end' | 'start' | Goal | null;
  readonly session: ConversationTold['session'];
  readonly loaded: boolean;
  readonly messages: readonly ConversationMessage[];
  readonly hasBefore: boolean;
  readonly hasAfter: boolean;
  readonly calls: ConversationTold['page']['calls'];
  /** Types of subagents by their ids. */
  readonly agents: Readonly<Record<string, string>>;
  readonly pieces: readonly Piece[];
  readonly view: TextView;
  /** The cursor stays on the last line while more comes. */
  readonly follow: boolean;
  readonly seek: Seek | null;
  /** How often something was looked for. */
  readonly serial: number;
  /** What came of the last search, where it found nothing. */
  readonly notFound: string | null;
  /** Messages before the place that the loaded ones lie around, and in all; null when not counted. */
  readonly count: {
    readonly before: number;
    readonly total: number;
    /** The place that was counted for: all are counted once, not at each step. */
    readonly at: MessagePosition;
  } | null;
}

/** A message to go to, by its id or its place. */
export interface Goal {
  readonly at: string | MessagePosition;
  /** Go on to the line that holds what is looked for. */
  readonly isMatch: boolean;
}

/** A conversation before it is read. */
export function firstConversation(place: ConversationPlace): ConversationState {
  const { messageId } = place;
  return {
    place,
    reach: 'one',
    around: messageId ?? 'end',
    goal: messageId === undefined ? 'end' : { at: messageId, isMatch: false },
    session: null,
    loaded: false,
    messages: [],
    hasBefore: false,
    hasAfter: false,
    calls: [],
    agents: {},
    pieces: [],
    view: EMPTY_VIEW,
    follow: false,
    seek: null,
    serial: 0,
    notFound: null,
    count: null,
  };
}

/** Whose messages are read, as the database is asked. */
export function agentFilter({ reach, place }: ConversationState): { agentId?: string | null } {
  return reach === 'all' ? {} : { agentId: place.agentId ?? null };
}

/** Whether more may come of its session. */
export function mayGrow({ session }: Pick<ConversationState, 'session'>): boolean {
  return session !== null && session.status !== 'ended' && session.status !== 'abandoned';
}

/** The place of a message. */
export function positionOf({ timestamp, id }: ConversationMessage): MessagePosition {
  return { timestamp, id };
}

/** The place that the loaded messages lie around, as one that can be compared. */
export function anchorOf({
  around,
  messages,
}: Pick<ConversationState, 'around' | 'messages'>): MessagePosition {
  if (typeof around === 'object') return around;
  if (around === 'start') return { timestamp: '', id: '' };
  const message = messages.find(({ id }) => id === around);
  return message === undefined ? { timestamp: '~', id: '' } : positionOf(message);
}

/** How many of the loaded messages come before that place. */
export function anchorIndex(state: Pick<ConversationState, 'around' | 'messages'>): number {
  const anchor = anchorOf(state);
  const index = state.messages.findIndex((message) => !isBefore(positionOf(message), anchor));
  return index < 0 ? state.messages.length : index;
}

/** Whether one place comes before another. */
export function isBefore(a: MessagePosition, b: MessagePosition): boolean {
  return a.timestamp < b.timestamp || (a.timestamp === b.timestamp && a.id < b.id);
}
