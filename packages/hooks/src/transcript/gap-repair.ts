import { addMs, type IsoTime } from '@spoor/core';
import { putCheckpoint, recordReadCompaction } from '../record/compaction.js';
import { giveUp } from '../record/give-up.js';
import type { AgentMeta } from '../record/subagent-telling.js';
import { refreshCall } from '../record/tool.js';
import { isFollowed, putTurn } from '../record/turn.js';
import type { TurnFacts } from '../record/turn-facts.js';
import type { TranscriptLine } from './line.js';
import type { LineReducer, ReducerContext } from './line-reducer.js';
import { SubagentReducer } from './subagent-reducer.js';
import { ToolReducer } from './tool-reducer.js';
import { TurnFinder } from './turn-finder.js';
import { TurnReducer } from './turn-reducer.js';

/**
 * Takes from lines what hooks can't tell: calls, turns, subagents, compactions, and how they ended.
 * Messages and the session's own row are to be written before it is flushed.
 */
export class GapRepair implements LineReducer {
  readonly #context: ReducerContext;
  readonly #finder: TurnFinder;
  readonly #turns: TurnReducer;
  readonly #subagents: SubagentReducer;
  readonly #tools: ToolReducer;
  readonly #compactions: { uuid: string; at: IsoTime }[] = [];
  #earliest: IsoTime | undefined;

  /** @param meta what the client notes beside a subagent's file, redacted. */
  constructor(context: ReducerContext, meta: AgentMeta | null = null) {
    this.#context = context;
    this.#finder = new TurnFinder(context);
    this.#turns = new TurnReducer(context, this.#finder);
    this.#subagents = new SubagentReducer(context, this.#finder, meta);
    this.#tools = new ToolReducer(context, this.#finder);
  }

  add(line: TranscriptLine, isCopy: boolean): void {
    this.#finder.add(line);
    if (isCopy) return;
    for (const part of [this.#turns, this.#subagents, this.#tools]) part.add(line, isCopy);
    const at = line.timestamp;
    if (at === null || line.uuid === null) return;
    if (this.#earliest === undefined || at < this.#earliest) this.#earliest = at;
    const isMain = line.agentId === null && this.#context.file.agentId === null;
    if (line.body.kind === 'compaction' && isMain) {
      // The line comes when it is done; what was going on then is of when it began.
      const began = addMs(at, -(line.body.durationMs ?? 0));
      this.#compactions.push({ uuid: line.uuid, at: began });
      if (began < this.#earliest) this.#earliest = began;
    }
  }

  flush(): void {
    this.#turns.flush();
    this.#subagents.flush();
    this.#tools.flush();
    this.#settle();
  }

  /** Rows that others of their session change: what was broken off, and checkpoints. */
  #settle(): void {
    const { stores, file } = this.#context;
    const { sessionId } = file;
    for (const { id, facts: known } of stores.executions.openTraces(sessionId)) {
      const facts = JSON.parse(known) as TurnFacts;
      if (isFollowed(sessionId, facts, stores)) putTurn(sessionId, id, facts, stores);
    }
    for (const call of stores.toolCalls.unfinished(sessionId)) refreshCall(call, stores);
    giveUp(this.#context.db, stores, sessionId);
    for (const { uuid, at } of this.#compactions) recordReadCompaction(sessionId, uuid, at, stores);
    if (this.#earliest === undefined) return;
    const changed = stores.workflows.checkpointsAfter(sessionId, this.#earliest);
    for (const { id, createdAt } of changed) putCheckpoint(sessionId, id, createdAt, stores);
  }
}
