import * as spoor from '@spoor/storage';
import type { DatabaseWatch } from './database-watch.js';
import type { Reader } from './reader.js';
import type { ReaderPool } from './reader-pool.js';
import { type Answer, type Query, type QueryKind, READERS } from './readers.js';

/** What tells of answers and troubles. */
export interface AnsweringOptions {
  readonly watch: DatabaseWatch;
  readonly readers: ReaderPool;
  /** The time, ms. */
  readonly now: () => number;
  /** An answer of the pool came. */
  readonly answered: (answer: Answer) => void;
  /** A question could not be answered. */
  readonly failed: (query: Query, message: string) => void;
}

/**
 * Keeps the answers to what the visible screen asks up to date: quick questions are answered at
 * once, slow ones by the pool, one of a kind at a time and after a commit no more often than
 * {@link SHARE} of the time that they take.
 */
export class Answering {
  readonly #options: AnsweringOptions;
  readonly #kinds = new Map<QueryKind, SlowKind>();
  #wanted: readonly Query[] = [];
  #known = new Set<string>();

  constructor(options: AnsweringOptions) {
    this.#options = options;
  }

  /**
   * Says what is asked now.
   * @returns the answers that came at once: those to what was not asked before.
   */
  want(queries: readonly Query[]): Answer[] {
    this.#wanted = queries;
    const before = this.#known;
    this.#known = new Set(queries.map(identityOf));
    return this.#ask(queries.filter((query) => !before.has(identityOf(query))));
  }

  /** The database has changed: everything that is asked is asked again. */
  changed(): Answer[] {
    for (const kind of this.#kinds.values()) kind.stale = true;
    return this.#ask(this.#wanted);
  }

  /** Asks the slow questions whose time has come again. */
  tick(): void {
    for (const query of this.#wanted) {
      if (READERS[query.kind].where === 'pool' && this.#kinds.get(query.kind)?.stale === true) {
        this.#askPool(query);
      }
    }
  }

  /** Since when the screen waits for a slow answer that it has never had, ms; null when it doesn't. */
  waitingSince(): number | null {
    const since = this.#wanted
      .map(({ kind }) => this.#kinds.get(kind))
      .flatMap((kind) => (kind?.running != null && kind.first ? [kind.running.since] : []));
    return since.length === 0 ? null : Math.min(...since);
  }

  #ask(queries: readonly Query[]): Answer[] {
    return queries.flatMap((query) => {
      if (READERS[query.kind].where === 'here') return this.#askHere(query);
      this.#askPool(query);
      return [];
    });
  }

  #askHere(query: Query): Answer[] {
    const { read } = READERS[query.kind] as Reader<unknown, unknown>;
    const answer = this.#options.watch.ask((db) => read(db, spoor, query.asked));
    return answer === null ? [] : [answerOf(query, answer.told)];
  }

  #askPool(query: Query): void {
    if (this.#options.watch.source.state !== 'ready') return;
    const kind = this.#kinds.get(query.kind) ?? newKind();
    this.#kinds.set(query.kind, kind);
    const identity = identityOf(query);
    const now = this.#options.now();
    if (kind.running !== null || (kind.identity === identity && now < kind.notBefore)) {
      kind.stale = true;
      return;
    }
    kind.stale = false;
    kind.first = kind.identity !== identity;
    kind.running = { since: now };
    this.#options.readers.ask(query).then(
      (told) => this.#came(kind, query, () => this.#options.answered(answerOf(query, told))),
      (error: Error) => this.#came(kind, query, () => this.#options.failed(query, error.message)),
    );
  }

  #came(kind: SlowKind, query: Query, tell: () => void): void {
    const now = this.#options.now();
    const took = now - (kind.running?.since ?? now);
    kind.running = null;
    kind.identity = identityOf(query);
    kind.notBefore = now + Math.max(LEAST_PAUSE_MS, took / SHARE);
    tell();
    // Another one of its kind may be wanted by now.
    const next = this.#wanted.find((wanted) => wanted.kind === query.kind);
    if (next !== undefined && identityOf(next) !== kind.identity) this.#askPool(next);
  }
}

/** A slow question's share of its thread while commits come without end. */
const SHARE = 0.25;

/** Slow answers follow commits at this distance at least. */
const LEAST_PAUSE_MS = 250;

interface SlowKind {
  running: { readonly since: number } | null;
  /** What the last answer was to. */
  identity: string | null;
  notBefore: number;
  /** The database has changed, or another is wanted, since it was last asked. */
  stale: boolean;
  /** What runs was never answered before. */
  first: boolean;
}

function newKind(): SlowKind {
  return { running: null, identity: null, notBefore: 0, stale: false, first: true };
}

function identityOf(query: Query): string {
  return JSON.stringify(query);
}

function answerOf({ kind, asked }: Query, told: unknown): Answer {
  return { kind, asked, told } as Answer;
}
