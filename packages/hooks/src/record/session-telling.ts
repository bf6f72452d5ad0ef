import type { IsoTime } from '@spoor/core';
import { type ClientCosts, joinCosts } from './client-costs.js';
import { earlier, later } from './mark.js';
import { firstPlaced, lastPlaced, type Placed } from './placed.js';

/** From when to when something went on. */
export interface Span {
  readonly first: IsoTime;
  readonly last: IsoTime;
}

/** Names of a session, by who gave them. */
export interface SessionTitles {
  readonly user?: Placed<string> | undefined;
  /** The client's, of what was said first. */
  readonly client?: Placed<string> | undefined;
  readonly agent?: Placed<string> | undefined;
  /** Older clients' summary of a conversation. */
  readonly summary?: Placed<string> | undefined;
}

/** What a session's transcripts tell, merged. */
export interface SessionTelling {
  /** Of lines of its own, its subagents' too. */
  readonly own?: Span | undefined;
  /** Of lines that it has copied from another session. */
  readonly copied?: Span | undefined;
  /** When its file was changed last, as long as no line has a time. */
  readonly undated?: IsoTime | undefined;
  readonly path?: Placed<string> | undefined;
  readonly place?: Placed<{ directory: string; project: string | null }> | undefined;
  readonly branch?: Placed<string> | undefined;
  readonly version?: Placed<string> | undefined;
  readonly entrypoint?: Placed<string> | undefined;
  readonly model?: Placed<string> | undefined;
  readonly titles: SessionTitles;
  /** The last line that it has copied: whose, and which. */
  readonly fork?: Placed<{ sessionId: string; uuid: string | null }> | undefined;
  readonly costs: ClientCosts;
  /** Where the first line of its own is, in its own file. */
  readonly ownFrom?: number | undefined;
  /** Where the last message is, and the last of the counts with which a client says goodbye. */
  readonly lastMessage?: number | undefined;
  readonly lastCount?: number | undefined;
}

/** Merges two tellings; commutative and idempotent. */
export function joinTellings(a: SessionTelling, b: SessionTelling): SessionTelling {
  const own = joinSpans(a.own, b.own);
  const copied = joinSpans(a.copied, b.copied);
  return {
    own,
    copied,
    undated: own === undefined && copied === undefined ? least(a.undated, b.undated) : undefined,
    path: lastPlaced(a.path, b.path),
    place: firstPlaced(a.place, b.place),
    branch: lastPlaced(a.branch, b.branch),
    version: lastPlaced(a.version, b.version),
    entrypoint: lastPlaced(a.entrypoint, b.entrypoint),
    model: lastPlaced(a.model, b.model),
    titles: {
      user: lastPlaced(a.titles.user, b.titles.user),
      client: lastPlaced(a.titles.client, b.titles.client),
      agent: lastPlaced(a.titles.agent, b.titles.agent),
      summary: lastPlaced(a.titles.summary, b.titles.summary),
    },
    fork: lastPlaced(a.fork, b.fork),
    costs: joinCosts(a.costs, b.costs),
    ownFrom: smallest(a.ownFrom, b.ownFrom),
    lastMessage: greatest(a.lastMessage, b.lastMessage),
    lastCount: greatest(a.lastCount, b.lastCount),
  };
}

/** From when to when a session went on, as its transcripts tell: copies count where nothing else is. */
export function spanTold({ own, copied, undated }: SessionTelling): Span | undefined {
  return own ?? copied ?? (undated === undefined ? undefined : { first: undated, last: undated });
}

/** Whether the client said goodbye: it counts once more behind the last message. */
export function saidGoodbye({ lastMessage, lastCount }: SessionTelling): boolean {
  return lastCount !== undefined && lastCount > (lastMessage ?? -1);
}

export function joinSpans(a: Span | undefined, b: Span | undefined): Span | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return { first: earlier(a.first, b.first), last: later(a.last, b.last) };
}

function least(a: IsoTime | undefined, b: IsoTime | undefined): IsoTime | undefined {
  return b === undefined ? a : earlier(a, b);
}

function greatest(a: number | undefined, b: number | undefined): number | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return Math.max(a, b);
}

function smallest(a: number | undefined, b: number | undefined): number | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return Math.min(a, b);
}
