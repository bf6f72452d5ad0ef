import { putSubagent } from '../record/subagent.js';
import {
  invocationId,
  joinSubagent,
  MESSAGE_LENGTH,
  type SubagentFacts,
} from '../record/subagent-facts.js';
import {
  type AgentMeta,
  joinSubagentTelling,
  type SubagentTelling,
} from '../record/subagent-telling.js';
import { cutText } from '../wire/payload.js';
import type { ToolResult, TranscriptLine } from './line.js';
import type { LineReducer, ReducerContext } from './line-reducer.js';
import { standingAfter } from './line-standing.js';
import { readTaskNotice } from './task-notice.js';
import type { TurnFinder } from './turn-finder.js';

/** Takes subagents' runs from their own lines, from the calls that started them, and from notices. */
export class SubagentReducer implements LineReducer {
  readonly #context: ReducerContext;
  readonly #turns: TurnFinder;
  readonly #meta: AgentMeta | null;
  readonly #lines: TranscriptLine[] = [];

  /** @param meta what the client notes beside a subagent's file, redacted. */
  constructor(context: ReducerContext, turns: TurnFinder, meta: AgentMeta | null) {
    this.#context = context;
    this.#turns = turns;
    this.#meta = meta;
  }

  add(line: TranscriptLine, isCopy: boolean): void {
    if (isCopy || line.uuid === null) return;
    const { kind } = line.body;
    const isOwn = line.agentId !== null || this.#context.file.agentId !== null;
    const isSaid = kind === 'prompt' || (kind === 'notice' && line.subtype === 'queued_command');
    if (isOwn || kind === 'tool_results' || isSaid) this.#lines.push(line);
  }

  flush(): void {
    const told = new Map<string, SubagentTelling>();
    const add = (agentId: string, telling: SubagentTelling) => {
      const joined = joinSubagentTelling(told.get(agentId), telling);
      if (joined !== undefined) told.set(agentId, joined);
    };
    const { file } = this.#context;
    if (file.agentId !== null && this.#lines.length > 0) {
      add(file.agentId, { path: file.path, meta: this.#meta ?? undefined });
    }
    for (const line of this.#lines) {
      const agentId = line.agentId ?? file.agentId;
      if (agentId !== null) add(agentId, this.#ownLine(line));
      if (line.body.kind === 'tool_results') {
        for (const result of line.body.results) this.#readStart(line, result, add);
      }
    }
    for (const line of this.#lines) this.#readNotice(line, told, add);
    for (const [agentId, telling] of told) this.#write(agentId, telling);
  }

  #ownLine(line: TranscriptLine): SubagentTelling {
    const { body, uuid, timestamp } = line;
    const at = timestamp ?? this.#context.file.changedAt;
    const id = uuid ?? '';
    const standing = standingAfter(line);
    const text = standing?.text ?? null;
    const promptId = standing === undefined ? null : this.#turns.promptOf(line);
    const model = body.kind === 'answer' && !body.isSynthetic ? body.model : null;
    return {
      first: at,
      last: at,
      prompt: promptId === null ? undefined : { at, id, value: promptId },
      model: model === null ? undefined : { at, id, value: model },
      standing:
        standing === undefined
          ? undefined
          : { at, id, value: { ...standing, text: text === null ? null : cut(text) } },
      meta: line.startedBy,
    };
  }

  #readStart(
    line: TranscriptLine,
    { startedAgentId, toolUseId, status, isAsync, text }: ToolResult,
    add: (agentId: string, telling: SubagentTelling) => void,
  ): void {
    if (startedAgentId === null || line.uuid === null) return;
    const { file } = this.#context;
    const value = {
      toolUseId,
      parentAgentId: line.agentId ?? file.agentId,
      promptId: this.#turns.promptOf(line),
      status,
      isAsync,
      text: cut(text),
    };
    const at = line.timestamp ?? file.changedAt;
    add(startedAgentId, { call: { at, id: line.uuid, value } });
  }

  /** A notice may be about a command as well: it counts for runs that are known. */
  #readNotice(
    line: TranscriptLine,
    told: ReadonlyMap<string, SubagentTelling>,
    add: (agentId: string, telling: SubagentTelling) => void,
  ): void {
    const { body, uuid, timestamp } = line;
    // One that comes while a turn runs is a notice beside it.
    const isSaid = body.kind === 'prompt' || body.kind === 'notice';
    const notice = isSaid ? readTaskNotice(body.text) : null;
    if (notice === null || uuid === null) return;
    const { stores, file } = this.#context;
    const { taskId, status, text } = notice;
    const isKnown =
      told.has(taskId) ||
      stores.executions.invocationFacts(invocationId(file.sessionId, taskId)) !== null;
    if (!isKnown) return;
    const at = timestamp ?? file.changedAt;
    add(taskId, { notice: { at, id: uuid, value: { status, text } } });
  }

  #write(agentId: string, telling: SubagentTelling): void {
    const { stores, file } = this.#context;
    const known = stores.executions.invocationFacts(invocationId(file.sessionId, agentId));
    const facts = known === null ? null : (JSON.parse(known) as SubagentFacts);
    const joined = joinSubagent(facts, { fromTranscript: telling });
    if (JSON.stringify(joined) !== known) putSubagent(file.sessionId, agentId, joined, stores);
  }
}

function cut(text: string): string {
  return cutText(text, MESSAGE_LENGTH);
}
