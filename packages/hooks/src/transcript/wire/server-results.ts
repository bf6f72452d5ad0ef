import { isJsonObject, type JsonObject } from '@spoor/core';
import { textField } from '../../wire/payload.js';
import type { ToolResult } from '../line.js';
import { blocksOf } from './content.js';
import { fieldOf, idIn, isSet } from './fields.js';

/** Whether a block of an answer is what a tool of the API's own gave back. */
export function isServerResult(block: JsonObject): boolean {
  return textField(block, 'type')?.endsWith('_tool_result') === true;
}

/** Reads what tools of the API's own gave back: titles and places of what they found. */
export function readServerResults(blocks: readonly JsonObject[]): ToolResult[] {
  return blocks.filter(isServerResult).flatMap((block) => {
    const toolUseId = idIn(block, 'tool_use_id');
    if (toolUseId === null) return [];
    const content = fieldOf(block, 'content');
    const parts = isJsonObject(content) ? [content] : blocksOf(content);
    const text = parts
      .map(partText)
      .filter((part) => part !== '')
      .join('\n');
    const isFailed = isSet(block, 'is_error') || parts.some(isErrorPart);
    return [
      {
        toolUseId,
        status: isFailed ? 'failure' : 'success',
        text,
        bytes: Buffer.byteLength(text),
        durationMs: null,
        startedAgentId: null,
        isAsync: false,
      } as const,
    ];
  });
}

function isErrorPart(part: JsonObject): boolean {
  return textField(part, 'type')?.endsWith('_error') === true;
}

function partText(part: JsonObject): string {
  const texts = ['title', 'url', 'text', 'stdout', 'stderr', 'error_code'].map(
    (key) => textField(part, key) ?? '',
  );
  return texts.filter((text) => text !== '').join(' · ');
}
