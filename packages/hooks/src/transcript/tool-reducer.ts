import type { IsoTime } from '@spoor/core';
import { putCall } from '../record/tool.js';
import { ERROR_LENGTH, joinTool, type ToolFacts } from '../record/tool-facts.js';
import { filePathOf, summarizeToolInput } from '../record/tool-summary.js';
import type { Asked } from '../record/tool-telling.js';
import { cutText } from '../wire/payload.js';
import type { AnswerBody, ToolResult, ToolUse, TranscriptLine } from './line.js';
import type { LineReducer, ReducerContext } from './line-reducer.js';
import type { TurnFinder } from './turn-finder.js';

/** Takes tool calls from lines: what answers ask for, and what came of it. */
export class ToolReducer implements LineReducer {
  readonly #context: ReducerContext;
  readonly #turns: TurnFinder;
  readonly #lines: TranscriptLine[] = [];

  constructor(context: ReducerContext, turns: TurnFinder) {
    this.#context = context;
    this.#turns = turns;
  }

  add(line: TranscriptLine, isCopy: boolean): void {
    if (isCopy || line.uuid === null) return;
    const { body } = line;
    const isAbout =
      body.kind === 'tool_results' ||
      (body.kind === 'answer' && (body.toolUses.length > 0 || body.serverResults !== undefined));
    if (isAbout) this.#lines.push(line);
  }

  flush(): void {
    const told = new Map<string, ToolFacts>();
    for (const line of this.#lines) this.#read(line, told);
    const { stores, file } = this.#context;
    for (const [toolUseId, telling] of told) {
      const known = stores.toolCalls.facts(file.sessionId, toolUseId);
      const facts = joinTool(known === null ? {} : (JSON.parse(known) as ToolFacts), telling);
      if (known === null || JSON.stringify(facts) !== known) {
        putCall(file.sessionId, toolUseId, facts, stores);
      }
    }
  }

  #read(line: TranscriptLine, told: Map<string, ToolFacts>): void {
    const { body, uuid } = line;
    if (uuid === null) return;
    const at = line.timestamp ?? this.#context.file.changedAt;
    const promptId = this.#turns.promptOf(line);
    const add = (toolUseId: string, facts: ToolFacts) =>
      told.set(toolUseId, joinTool(told.get(toolUseId) ?? {}, facts));
    if (body.kind === 'answer') {
      const agentId = line.agentId ?? this.#context.file.agentId;
      for (const use of body.toolUses) {
        add(use.id, askedAt(at, uuid, askedFor(use, body, promptId, agentId)));
      }
    }
    const results = body.kind === 'answer' ? body.serverResults : resultsOf(line);
    for (const result of results ?? [])
      add(result.toolUseId, answeredAt(at, uuid, result, promptId));
  }
}

function resultsOf({ body }: TranscriptLine): readonly ToolResult[] {
  return body.kind === 'tool_results' ? body.results : [];
}

function askedAt(at: IsoTime, id: string, value: Asked): ToolFacts {
  return { fromTranscript: { asked: { at, id, value } } };
}

function askedFor(
  { name, input, isServer }: ToolUse,
  { messageId }: AnswerBody,
  promptId: string | null,
  agentId: string | null,
): Asked {
  return {
    toolName: name,
    promptId,
    agentId,
    summary: summarizeToolInput(name, input),
    filePath: filePathOf(input),
    messageId,
    isServer,
  };
}

function answeredAt(
  at: IsoTime,
  id: string,
  { status, durationMs, text, bytes }: ToolResult,
  promptId: string | null,
): ToolFacts {
  const isError = status === 'failure' || status === 'denied';
  const error = isError ? cutText(text, ERROR_LENGTH) : null;
  return {
    fromTranscript: { answered: { at, id, value: { status, durationMs, error, bytes, promptId } } },
  };
}
