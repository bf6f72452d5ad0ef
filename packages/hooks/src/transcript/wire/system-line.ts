import type { JsonObject } from '@spoor/core';
import { textField } from '../../wire/payload.js';
import type { LineBody } from '../line.js';
import { countIn, fieldOf, nameIn, objectIn, textIn } from './fields.js';

/** Reads what the client tells of the conversation itself. */
export function readSystemLine(line: JsonObject): LineBody {
  switch (textField(line, 'subtype')) {
    case 'compact_boundary':
      return readCompaction(objectIn(line, 'compactMetadata') ?? {});
    case 'api_error':
      return readApiError(line);
    case 'turn_duration':
      return { kind: 'turn_end', durationMs: countIn(line, 'durationMs') };
    case 'stop_hook_summary':
      return { kind: 'notice', text: hookErrors(line) };
    default:
      return { kind: 'notice', text: printed(textIn(line, 'content') ?? '') };
  }
}

function readCompaction(metadata: JsonObject): LineBody {
  return {
    kind: 'compaction',
    trigger: nameIn(metadata, 'trigger'),
    preTokens: countIn(metadata, 'preTokens'),
    postTokens: countIn(metadata, 'postTokens'),
    durationMs: countIn(metadata, 'durationMs'),
  };
}

function readApiError(line: JsonObject): LineBody {
  const error = objectIn(line, 'error') ?? {};
  const cause = objectIn(line, 'cause') ?? {};
  return {
    kind: 'api_error',
    text:
      textIn(error, 'formatted') ??
      textIn(error, 'message') ??
      textIn(line, 'error') ??
      textIn(cause, 'message') ??
      textIn(cause, 'code') ??
      '',
    status: countIn(error, 'status'),
    retryAttempt: countIn(line, 'retryAttempt'),
  };
}

/** What the user's own Stop hooks said that went wrong. */
function hookErrors(line: JsonObject): string {
  const errors = fieldOf(line, 'hookErrors');
  return Array.isArray(errors)
    ? errors.filter((error) => typeof error === 'string').join('\n')
    : '';
}

/** Without the tags around what a command printed. */
function printed(content: string): string {
  return content.replace(/<\/?local-command-(?:stdout|stderr)>/g, '');
}
