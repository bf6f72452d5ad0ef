import type { IsoTime } from '@spoor/core';
import {
  type CostOf,
  promptAt,
  refreshUsageTotals,
  type UsagePlace,
  UsageRecords,
  type UsageTold,
} from '@spoor/storage';
import { turnId } from '../record/turn-facts.js';
import type { AnswerBody, TranscriptLine } from './line.js';
import type { LineReducer, ReducerContext } from './line-reducer.js';

/** What an answer's line tells, with the prompt that the batch names before it. */
interface Answer {
  readonly told: Omit<UsageTold, 'traceId'>;
  /** Undefined: no line of the batch up to here names one. */
  readonly promptId: string | undefined;
}

/**
 * Takes the tokens of API messages from lines, and keeps the totals of turns and subagents. To be
 * flushed after what writes sessions, messages, turns and subagents of the same lines.
 */
export class UsageReducer implements LineReducer {
  readonly #context: ReducerContext;
  readonly #usage: UsageRecords;
  readonly #startedBefore: IsoTime | null;
  readonly #answers: Answer[] = [];
  /** The last prompt that a line named, by agent. */
  readonly #prompts = new Map<string | null, string>();
  readonly #turns = new Set<string>();
  readonly #agents = new Set<string>();
  #hasFirstLine: boolean | undefined;

  /** @param costOf what a message costs by the prices that count. */
  constructor(context: ReducerContext, costOf: CostOf) {
    this.#context = context;
    this.#usage = new UsageRecords(context.db, costOf);
    this.#startedBefore = this.#startedAt();
    if (context.file.agentId !== null) this.#agents.add(context.file.agentId);
  }

  add(line: TranscriptLine, isCopy: boolean): void {
    const { body, agentId, uuid } = line;
    if (uuid !== null) this.#hasFirstLine ??= line.parentUuid === null;
    const promptId = promptNamedBy(line);
    if (promptId !== null) this.#prompts.set(agentId, promptId);
    // A copy belongs to the session that it was copied from.
    if (isCopy) return;
    if (promptId !== null) this.#turns.add(turnId(this.#sessionId, promptId));
    if (agentId !== null) this.#agents.add(agentId);
    if (body.kind === 'tool_results') {
      for (const { startedAgentId } of body.results) {
        if (startedAgentId !== null) this.#agents.add(startedAgentId);
      }
    }
    if (body.kind === 'answer') this.#addAnswer(line, body);
  }

  flush(): void {
    const tellings = this.#answers.map(({ told, promptId }) => ({
      ...told,
      traceId: this.#traceOf({ ...told, promptId }),
    }));
    const changes = [...this.#takeOver(), ...this.#usage.putAll(tellings)];
    const places = changes.flatMap(({ owner, lost }) => (lost === null ? [owner] : [owner, lost]));
    refreshUsageTotals(this.#context.db, [...places, ...this.#namedPlaces()]);
  }

  #addAnswer(line: TranscriptLine, { usage, isSynthetic, apiError, ...answer }: AnswerBody): void {
    const { messageId, requestId, model } = answer;
    if (usage === null || messageId === null || isSynthetic || apiError !== null) return;
    const { agentId } = line;
    this.#answers.push({
      told: {
        ...usage,
        messageId,
        requestId,
        model,
        agentId,
        sessionId: this.#sessionId,
        timestamp: line.timestamp ?? this.#context.file.changedAt,
      },
      promptId: this.#prompts.get(agentId),
    });
  }

  /** A session of which nothing was known, or that began earlier, may have messages of others. */
  #takeOver() {
    const startedAt = this.#startedAt();
    const before = this.#startedBefore;
    if (startedAt === null || (before !== null && before <= startedAt)) return [];
    return this.#usage.takeOver(this.#sessionId, (message) =>
      this.#traceOf({ ...message, promptId: message.promptId ?? undefined }),
    );
  }

  #traceOf({
    agentId,
    promptId,
    timestamp,
  }: {
    agentId: string | null;
    promptId: string | undefined;
    timestamp: IsoTime;
  }): string | null {
    const named = promptId ?? this.#promptBefore(agentId, timestamp);
    return named === null ? null : turnId(this.#sessionId, named);
  }

  /** What earlier batches say; before a subagent's first line there is none. */
  #promptBefore(agentId: string | null, at: IsoTime): string | null {
    if (agentId !== null && this.#hasFirstLine === true) return null;
    return promptAt(this.#context.db, { sessionId: this.#sessionId, agentId }, at);
  }

  /**
   * What the lines name beside the messages: its row may have come after messages of it, such as
   * when a subagent's file was read before its session's.
   */
  #namedPlaces(): UsagePlace[] {
    const sessionId = this.#sessionId;
    return [
      ...[...this.#turns].map((traceId) => ({ sessionId, traceId, agentId: null })),
      ...[...this.#agents].map((agentId) => ({
        sessionId,
        agentId,
        traceId: this.#usage.fillTraces(sessionId, agentId),
      })),
    ];
  }

  #startedAt(): IsoTime | null {
    return this.#context.stores.sessions.get(this.#sessionId)?.startedAt ?? null;
  }

  get #sessionId(): string {
    return this.#context.file.sessionId;
  }
}

/** The prompt that a line belongs to by its own words; clients once gave prompts no ids. */
function promptNamedBy({ body, promptId, agentId, isMeta, uuid }: TranscriptLine): string | null {
  if (promptId !== null) return promptId;
  const isTyped = body.kind === 'prompt' && !isMeta && !body.isSummary && agentId === null;
  return isTyped ? uuid : null;
}
