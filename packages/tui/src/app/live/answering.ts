import { messageOf } from '@spoor/core';
import { askDatabase } from './ask-database.js';
import type { DatabaseWatch } from './database-watch.js';
import type { Outside } from './outside.js';
import type { ReaderPool } from './reader-pool.js';
import { type Answer, type Query, type QueryKind, READERS } from './readers.js';

/** What tells of answers and troubles. */
export interface AnsweringOptions {
  readonly watch: DatabaseWatch;
  readonly readers: ReaderPool;
  /** Absent: questions about what is around the database stay without an answer. */
  readonly outside?: Outside | undefined;
  /** The time, ms. */
  readonly now: () => number;
  /** An answer came that took a while. */
  readonly answered: (answer: Answer) => void;
  /** A question could not be answered; told once until it can be, and it is asked again. */
  readonly failed: (query: Query, message: string) => void;
}

/**
 * Keeps the answers to what the visible screen asks up to date: quick questions are answered at
 * once, the others by the pool or from outside, one of a kind at a time, what is wanted now before
 * anything else, and after a commit no more often than {@link SHARE} of the time that they take.
 */
export class Answering {
  readonly #options: AnsweringOptions;
  readonly #running = new Map<QueryKind, Running>();
  readonly #kept = new Map<string, Kept>();
  #wanted = new Map<string, Question>();
  /** Where it is asked. */
  #place: string | null = null;
  /** Which opening of the database the answers are from. */
  #openings: number;

  constructor(options: AnsweringOptions) {
    this.#options = options;
    this.#openings = options.watch.openings;
  }

  /**
   * Says what is asked now.
   * @param place of the screen that asks: another one has none of the answers that came before.
   * @returns the answers that came at once: those to what was not asked before.
   */
  want(queries: readonly Query[], place: string | null = null): Answer[] {
    const before = place === this.#place ? this.#wanted : new Map<string, Question>();
    this.#place = place;
    this.#wanted = new Map();
    const added: Question[] = [];
    for (const query of queries) {
      const identity = JSON.stringify(query);
      const known = before.get(identity) ?? this.#onItsWay(query.kind, identity);
      const question = known ?? newQuestion(query, identity);
      if (known === undefined) added.push(question);
      this.#wanted.set(identity, question);
    }
    if (added.length === 0) return [];
    return [...added.flatMap((question) => this.#keptAnswer(question)), ...this.#ask(added)];
  }

  /** The database has changed: everything that is asked of it is asked again. */
  changed(): Answer[] {
    const { openings } = this.#options.watch;
    if (openings !== this.#openings) this.#leaveOld(openings);
    const asked = [...this.#wanted.values()].filter(({ where }) => where !== 'outside');
    for (const question of asked) question.stale = true;
    return this.#ask(asked);
  }

  /**
   * Asks what could not be asked, or whose time has come again.
   * @returns the answers that came at once.
   */
  tick(): Answer[] {
    const due = [...this.#wanted.values()].filter(({ stale }) => stale);
    return this.#ask(due.filter((question) => this.#options.now() >= question.notBefore));
  }

  /** Something was done outside the database: what is told of there is asked anew. */
  stirred(): void {
    for (const question of this.#wanted.values()) {
      if (question.where !== 'outside') continue;
      question.stale = true;
      question.notBefore = 0;
    }
    this.tick();
  }

  /** Since when the screen waits for a slow answer that it has never had, ms; null when it doesn't. */
  waitingSince(): number | null {
    const since = [...this.#running.values()].flatMap(({ question, sinceMs }) =>
      question.fresh && this.#wanted.has(question.identity) ? [sinceMs] : [],
    );
    return since.length === 0 ? null : Math.min(...since);
  }

  /** What is being answered needn't be asked again: all screens hear of it. */
  #onItsWay(kind: QueryKind, identity: string): Question | undefined {
    const question = this.#running.get(kind)?.question;
    return question?.identity === identity ? question : undefined;
  }

  /** Another file may be in the database's place: nothing of the old one counts. */
  #leaveOld(openings: number): void {
    this.#openings = openings;
    this.#kept.clear();
    for (const question of this.#wanted.values()) question.notBefore = 0;
    this.#options.readers.leave().catch(() => undefined);
  }

  #ask(questions: readonly Question[]): Answer[] {
    return questions.flatMap((question) => {
      if (question.where === 'here') return this.#askHere(question);
      this.#askNext(question.query.kind);
      return [];
    });
  }

  #askHere(question: Question): Answer[] {
    const { query } = question;
    try {
      const answer = this.#options.watch.ask((db) => askDatabase(db, query))?.told ?? null;
      question.stale = answer === null;
      if (answer === null) return [];
      question.failure = null;
      return [answer];
    } catch (error) {
      this.#fail(question, messageOf(error));
      return [];
    }
  }

  /** Asks of a kind what was never answered before, else what has waited longest. */
  #askNext(kind: QueryKind): void {
    if (this.#running.has(kind)) return;
    const now = this.#options.now();
    const [next] = [...this.#wanted.values()]
      .filter(({ query, stale }) => query.kind === kind && stale)
      .filter(({ notBefore }) => now >= notBefore)
      .toSorted((a, b) => Number(b.fresh) - Number(a.fresh) || a.notBefore - b.notBefore);
    const asking = next === undefined ? null : this.#startAsking(next);
    if (next === undefined || asking === null) return;
    next.stale = false;
    const running = { question: next, sinceMs: now, openings: this.#openings };
    this.#running.set(kind, running);
    asking.then(
      (told) => this.#came(running, () => this.#succeed(running, told)),
      (error: unknown) => this.#came(running, () => this.#fail(next, messageOf(error))),
    );
  }

  #startAsking({ where, query }: Question): Promise<unknown> | null {
    const { watch, readers, outside } = this.#options;
    if (where === 'outside') return outside?.ask(query) ?? null;
    return watch.source.state === 'ready' ? readers.ask(query) : null;
  }

  #came({ question, openings }: Running, tell: () => void): void {
    const { kind } = question.query;
    this.#running.delete(kind);
    if (openings === this.#openings || question.where === 'outside') tell();
    else question.stale = true;
    this.#askNext(kind);
  }

  #succeed({ question, sinceMs }: Running, told: unknown): void {
    const { query, identity, where } = question;
    const { everyMs = 0 } = READERS[query.kind];
    const now = this.#options.now();
    question.fresh = false;
    question.failure = null;
    question.notBefore = now + Math.max(LEAST_PAUSE_MS, everyMs, (now - sinceMs) / SHARE);
    if (where === 'outside') question.stale = true;
    else if (everyMs > 0) this.#kept.set(identity, { told, notBefore: question.notBefore });
    this.#options.answered(answerOf(query, told));
  }

  #fail(question: Question, message: string): void {
    question.stale = true;
    question.notBefore = this.#options.now() + RETRY_MS;
    if (question.failure === message) return;
    question.failure = message;
    this.#options.failed(question.query, message);
  }

  /** What costs much is remembered for a screen that is opened again. */
  #keptAnswer(question: Question): Answer[] {
    const kept = this.#kept.get(question.identity);
    if (kept === undefined) return [];
    question.fresh = false;
    question.notBefore = kept.notBefore;
    return [answerOf(question.query, kept.told)];
  }
}

/** A slow question's share of its thread while commits come without end. */
const SHARE = 0.25;

/** Slow answers follow commits at this distance at least. */
const LEAST_PAUSE_MS = 250;

/** What failed is tried again after so long. */
const RETRY_MS = 5_000;

interface Question {
  readonly query: Query;
  readonly identity: string;
  readonly where: 'here' | 'pool' | 'outside';
  /** Never answered since it is wanted. */
  fresh: boolean;
  /** Its answer may be another one by now. */
  stale: boolean;
  notBefore: number;
  /** Why it could not be answered last. */
  failure: string | null;
}

interface Running {
  readonly question: Question;
  readonly sinceMs: number;
  readonly openings: number;
}

interface Kept {
  readonly told: unknown;
  readonly notBefore: number;
}

function newQuestion(query: Query, identity: string): Question {
  const { where } = READERS[query.kind];
  return { query, identity, where, fresh: true, stale: true, notBefore: 0, failure: null };
}

function answerOf({ kind, asked }: Query, told: unknown): Answer {
  return { kind, asked, told } as Answer;
}
