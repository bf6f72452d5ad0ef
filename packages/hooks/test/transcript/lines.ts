import { type IsoTime, isoTime } from '@spoor/core';
import type {
  AnswerBody,
  LineBody,
  PromptBody,
  ToolResult,
  ToolUse,
  TranscriptLine,
} from '../../src/transcript/line.js';

/** The session of made-up lines; that of made-up events too. */
export const SESSION = '11111111-2222-4333-8444-555555555555';

const BASE_MS = Date.UTC(2026, 10, 21, 9);

/** A time of made-up lines and events. */
export function timeAt(seconds: number): IsoTime {
  return isoTime(BASE_MS + seconds * 1000);
}

/** Makes a line as the parser would. */
export function makeLine(
  uuid: string,
  seconds: number,
  body: LineBody,
  fields: Partial<TranscriptLine> = {},
): TranscriptLine {
  return {
    type: body.kind === 'answer' ? 'assistant' : body.kind === 'turn_end' ? 'system' : 'user',
    subtype: null,
    uuid,
    parentUuid: null,
    timestamp: timeAt(seconds),
    sessionId: SESSION,
    agentId: null,
    promptId: null,
    cwd: '/home/dev/repo',
    gitBranch: null,
    clientVersion: '2.1.329',
    entrypoint: 'cli',
    forkedFrom: null,
    isMeta: false,
    body,
    ...fields,
  };
}

/** What somebody said. */
export function prompt(text: string, fields: Partial<PromptBody> = {}): PromptBody {
  return { kind: 'prompt', text, origin: 'human', isSummary: false, ...fields };
}

/** What the model answered; without calls it is its last word. */
export function answer(
  text: string,
  toolUses: readonly ToolUse[] = [],
  fields: Partial<AnswerBody> = {},
): AnswerBody {
  return {
    kind: 'answer',
    messageId: 'msg_1',
    requestId: null,
    model: 'claude-opus-5-5',
    isSynthetic: false,
    text,
    thinking: '',
    toolUses,
    usage: null,
    stopReason: toolUses.length > 0 ? 'tool_use' : 'end_turn',
    apiError: null,
    ...fields,
  };
}

/** What the client says when the API failed. */
export function apiError(text: string): AnswerBody {
  const fields = { isSynthetic: true, model: null, stopReason: 'stop_sequence', apiError: text };
  return answer(text, [], fields);
}

/** A call. */
export function use(id: string, command = `run ${id}`, name = 'Bash'): ToolUse {
  return { id, name, input: { command }, isServer: false };
}

/** What a call gave back. */
export function result(
  toolUseId: string,
  status: ToolResult['status'],
  fields: Partial<ToolResult> = {},
): LineBody {
  const one: ToolResult = {
    toolUseId,
    status,
    text: `${status} of ${toolUseId}`,
    bytes: 12,
    durationMs: null,
    startedAgentId: null,
    isAsync: false,
    ...fields,
  };
  return { kind: 'tool_results', results: [one], text: '' };
}

/** The user pressed Esc. */
export const INTERRUPT: LineBody = {
  kind: 'interrupt',
  text: '[Request interrupted by user]',
  interruptedUuid: null,
};

/** The client says that a turn is over. */
export const TURN_END: LineBody = { kind: 'turn_end', durationMs: null };

/** Chains lines: each follows the one before, as the client writes them. */
export function chain(...lines: TranscriptLine[]): TranscriptLine[] {
  return lines.map((line, index) => ({
    ...line,
    parentUuid: line.parentUuid ?? lines[index - 1]?.uuid ?? null,
  }));
}
