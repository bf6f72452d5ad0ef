import type { JsonObject } from '@spoor/core';
import { textField } from '../../wire/payload.js';
import type { AnswerBody, LineUsage, ToolUse } from '../line.js';
import { blocksOf, textOf } from './content.js';
import { countIn, fieldOf, idIn, isSet, nameIn, objectIn, textIn } from './fields.js';
import { isServerResult, readServerResults } from './server-results.js';

/** Stands where a model would, in what the client answers in its place. */
const SYNTHETIC = '<synthetic>';

/** Calls in an answer; all but the first are run by the API's own server. */
const CALLS: ReadonlySet<string> = new Set(['tool_use', 'server_tool_use', 'mcp_tool_use']);

const THOUGHTS: ReadonlySet<string> = new Set(['thinking', 'redacted_thinking']);

/** Reads one or more blocks of an answer. */
export function readAssistantLine(line: JsonObject): AnswerBody {
  const message = objectIn(line, 'message') ?? {};
  const blocks = blocksOf(fieldOf(message, 'content'));
  const results = readServerResults(blocks);
  const model = nameIn(message, 'model');
  return {
    kind: 'answer',
    messageId: idIn(message, 'id'),
    requestId: idIn(line, 'requestId'),
    model: model === SYNTHETIC ? null : model,
    isSynthetic: model === SYNTHETIC,
    text: textOf(blocks.filter(isSaid)),
    thinking: blocks
      .filter((block) => THOUGHTS.has(typeOf(block)))
      .map((block) => textField(block, 'thinking') ?? '[redacted thinking]')
      .filter((text) => text !== '')
      .join('\n'),
    toolUses: blocks.filter((block) => CALLS.has(typeOf(block))).flatMap(toolUse),
    ...(results.length === 0 ? {} : { serverResults: results }),
    usage: usageIn(message),
    stopReason: nameIn(message, 'stop_reason'),
    apiError: apiError(line),
  };
}

function typeOf(block: JsonObject): string {
  return textField(block, 'type') ?? '';
}

function isSaid(block: JsonObject): boolean {
  return !CALLS.has(typeOf(block)) && !THOUGHTS.has(typeOf(block)) && !isServerResult(block);
}

function toolUse(block: JsonObject): ToolUse[] {
  const id = idIn(block, 'id');
  if (id === null) return [];
  return [
    {
      id,
      name: textIn(block, 'name') ?? 'unknown',
      input: objectIn(block, 'input') ?? {},
      isServer: textField(block, 'type') !== 'tool_use',
    },
  ];
}

function usageIn(message: JsonObject): LineUsage | null {
  const usage = objectIn(message, 'usage');
  if (usage === undefined) return null;
  const count = (key: string, part: JsonObject | undefined = usage) =>
    part === undefined ? 0 : (countIn(part, key) ?? 0);
  const kinds = objectIn(usage, 'cache_creation');
  const oneHour = count('ephemeral_1h_input_tokens', kinds);
  const server = objectIn(usage, 'server_tool_use');
  return {
    inputTokens: count('input_tokens'),
    outputTokens: count('output_tokens'),
    cacheReadTokens: count('cache_read_input_tokens'),
    cacheWriteTokens: Math.max(
      count('cache_creation_input_tokens'),
      count('ephemeral_5m_input_tokens', kinds) + oneHour,
    ),
    cacheWrite1hTokens: oneHour,
    thinkingTokens: count('thinking_tokens', objectIn(usage, 'output_tokens_details')),
    webSearchRequests: count('web_search_requests', server),
    webFetchRequests: count('web_fetch_requests', server),
    speed: nameIn(usage, 'speed'),
    serviceTier: nameIn(usage, 'service_tier'),
    inferenceGeo: nameIn(usage, 'inference_geo'),
  };
}

/** What the API answered instead; clients before 2.1 name it in `apiError`, or not at all. */
function apiError(line: JsonObject): string | null {
  if (!isSet(line, 'isApiErrorMessage')) return null;
  return (
    nameIn(line, 'error') ?? nameIn(line, 'apiErrorType') ?? nameIn(line, 'apiError') ?? 'unknown'
  );
}
