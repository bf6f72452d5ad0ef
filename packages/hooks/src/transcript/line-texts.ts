import type { JsonObject } from '@spoor/core';
import type { AnswerBody, LineBody, ToolResult, ToolResultsBody, TranscriptLine } from './line.js';

/** What is done to each text of a line, by what sort of text it is. */
export interface TextChange {
  /** What people and the model say. */
  said(text: string): string;
  /** What tools give back. */
  output(text: string): string;
  /** JSON of the line: what tools are asked for, what the client counts, a line that is unknown. */
  json(value: JsonObject): JsonObject;
  /** Short words that stand on many lines: names, places, models. */
  word(text: string): string;
}

/** A title is cut once nothing secret is in it, or half of a secret could stay. */
const LONGEST_TITLE = 500;

/** A line with its texts changed; ids, times and figures stay. Visits them always in one order. */
export function changeTexts(line: TranscriptLine, change: TextChange): TranscriptLine {
  const word = (text: string | null) => (text === null ? null : change.word(text));
  return {
    ...line,
    type: change.word(line.type),
    subtype: word(line.subtype),
    cwd: word(line.cwd),
    gitBranch: word(line.gitBranch),
    clientVersion: word(line.clientVersion),
    entrypoint: word(line.entrypoint),
    body: changeBody(line.body, change),
  };
}

function changeBody(body: LineBody, change: TextChange): LineBody {
  const word = (text: string | null) => (text === null ? null : change.word(text));
  switch (body.kind) {
    case 'prompt':
      return { ...body, text: change.said(body.text), origin: word(body.origin) };
    case 'answer':
      return changeAnswer(body, change);
    case 'tool_results':
      return changeResults(body, change);
    case 'interrupt':
    case 'notice':
    case 'api_error':
      return { ...body, text: change.said(body.text) };
    case 'compaction':
      return { ...body, trigger: word(body.trigger) };
    case 'title':
      return { ...body, title: change.said(body.title).slice(0, LONGEST_TITLE) };
    case 'cost_state':
      return { ...body, usage: change.json(body.usage) };
    case 'model':
      return { ...body, model: change.word(body.model) };
    case 'unknown':
      return { ...body, value: change.json(body.value) };
    case 'turn_end':
    case 'bookkeeping':
      return body;
  }
}

function changeAnswer(body: AnswerBody, change: TextChange): AnswerBody {
  const word = (text: string | null) => (text === null ? null : change.word(text));
  const { usage, serverResults } = body;
  return {
    ...body,
    model: word(body.model),
    text: change.said(body.text),
    thinking: change.said(body.thinking),
    toolUses: body.toolUses.map((use) => ({
      ...use,
      name: change.word(use.name),
      input: change.json(use.input),
    })),
    ...(serverResults === undefined ? {} : { serverResults: changeOutputs(serverResults, change) }),
    usage:
      usage === null
        ? null
        : {
            ...usage,
            speed: word(usage.speed),
            serviceTier: word(usage.serviceTier),
            inferenceGeo: word(usage.inferenceGeo),
          },
    stopReason: word(body.stopReason),
    apiError: word(body.apiError),
  };
}

function changeResults(body: ToolResultsBody, change: TextChange): ToolResultsBody {
  return {
    ...body,
    results: changeOutputs(body.results, change),
    text: change.said(body.text),
  };
}

function changeOutputs(results: readonly ToolResult[], change: TextChange): ToolResult[] {
  return results.map((result) => ({ ...result, text: change.output(result.text) }));
}
