import type { IsoTime } from '@spoor/core';
import {
  type CostOf,
  promptAt,
  refreshUsageTotals,
  type UsageChange,
  type UsagePlace,
  UsageRecords,
  type UsageTold,
} from '@spoor/storage';
import type { SessionFacts } from '../record/session-facts.js';
import { turnId } from '../record/turn-facts.js';
import type { AnswerBody, TranscriptLine } from './line.js';
import type { LineReducer, ReducerContext } from './line-reducer.js';
import type { TurnFinder } from './turn-finder.js';

/**
 * Takes the tokens of API messages from lines, and keeps the totals of turns and subagents. To be
 * flushed after what writes sessions, messages, turns and subagents of the same lines.
 */
export class UsageReducer implements LineReducer {
  readonly #context: ReducerContext;
  readonly #usage: UsageRecords;
  readonly #turns: TurnFinder;
  readonly #startedBefore: IsoTime | null;
  readonly #lines: TranscriptLine[] = [];
  readonly #agents = new Set<string>();
  #hasCopies = false;

  /**
   * To be made before the session's row is written.
   * @param costOf what a message costs by the prices that count.
   */
  constructor(context: ReducerContext, turns: TurnFinder, costOf: CostOf) {
    this.#context = context;
    this.#usage = new UsageRecords(context.db, costOf);
    this.#turns = turns;
    this.#startedBefore = this.#startedAt();
    if (context.file.agentId !== null) this.#agents.add(context.file.agentId);
  }

  add(line: TranscriptLine, isCopy: boolean): void {
    this.#turns.add(line);
    if (isCopy) {
      // It belongs to the session that it was copied from, where that is there.
      this.#hasCopies = true;
      return;
    }
    this.#lines.push(line);
    if (line.agentId !== null) this.#agents.add(line.agentId);
    if (line.body.kind !== 'tool_results') return;
    for (const { startedAgentId } of line.body.results) {
      if (startedAgentId !== null) this.#agents.add(startedAgentId);
    }
  }

  flush(): void {
    const tellings = this.#lines.flatMap((line) => {
      const { body } = line;
      return body.kind === 'answer' ? (this.#toldBy(line, body) ?? []) : [];
    });
    const changes = [...this.#takeOver(), ...this.#usage.putAll(tellings), ...this.#adopt()];
    const places = changes.flatMap(({ owner, lost }) => (lost === null ? [owner] : [owner, lost]));
    refreshUsageTotals(this.#context.db, [...places, ...this.#namedPlaces()]);
  }

  /** Null for what the client says itself, for errors, and for messages that tell no tokens. */
  #toldBy(line: TranscriptLine, body: AnswerBody): UsageTold | null {
    const { usage, messageId, requestId, model, isSynthetic, apiError } = body;
    if (usage === null || messageId === null || isSynthetic || apiError !== null) return null;
    return {
      ...usage,
      messageId,
      requestId,
      model,
      sessionId: this.#sessionId,
      traceId: this.#turnOf(this.#turns.promptOf(line)),
      agentId: line.agentId,
      timestamp: line.timestamp ?? this.#context.file.changedAt,
    };
  }

  /** A session of which nothing was known, or that began earlier, may have messages of others. */
  #takeOver(): readonly UsageChange[] {
    const startedAt = this.#startedAt();
    const before = this.#startedBefore;
    if (startedAt === null || (before !== null && before <= startedAt)) return [];
    const sessionId = this.#sessionId;
    return this.#usage.takeOver(sessionId, ({ promptId, agentId, timestamp }) =>
      this.#turnOf(promptId ?? promptAt(this.#context.db, { sessionId, agentId }, timestamp)),
    );
  }

  /** What a fork has copied from a session that is gone is its own; its own lines say that it is later. */
  #adopt(): readonly UsageChange[] {
    const { stores } = this.#context;
    if (!this.#hasCopies && this.#startedAt() === this.#startedBefore) return [];
    if (stores.sessions.get(this.#sessionId)?.forkedFrom == null) return [];
    const facts = JSON.parse(stores.sessions.facts(this.#sessionId) ?? '{}') as SessionFacts;
    return facts.fromTranscript?.own === undefined ? [] : this.#usage.adopt(this.#sessionId);
  }

  /**
   * What the lines name beside the messages: its row may have come after messages of it, such as
   * when a subagent's file was read before its session's.
   */
  #namedPlaces(): UsagePlace[] {
    const sessionId = this.#sessionId;
    const prompts = this.#lines.map(({ promptId }) => promptId);
    return [
      ...prompts.map((id) => ({ sessionId, traceId: this.#turnOf(id), agentId: null })),
      ...[...this.#agents].map((agentId) => ({
        sessionId,
        agentId,
        traceId: this.#usage.fillTraces(sessionId, agentId),
      })),
    ];
  }

  #turnOf(promptId: string | null): string | null {
    return promptId === null ? null : turnId(this.#sessionId, promptId);
  }

  #startedAt(): IsoTime | null {
    return this.#context.stores.sessions.get(this.#sessionId)?.startedAt ?? null;
  }

  get #sessionId(): string {
    return this.#context.file.sessionId;
  }
}
