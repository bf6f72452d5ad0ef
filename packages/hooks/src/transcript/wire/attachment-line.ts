import type { JsonObject } from '@spoor/core';
import { textField } from '../../wire/payload.js';
import type { LineBody } from '../line.js';
import { fieldOf, nameIn, objectIn, textIn } from './fields.js';
import { readQueuedPrompt } from './user-line.js';

/**
 * Which field of an attachment is kept as its text, by its type. Types that are not here (the
 * system prompt, lists of tools, skills and agents, the environment, reminders) are kept without
 * text: it is the client's own, long, and the same in every session.
 */
const TEXT_OF: Readonly<Record<string, string>> = {
  file: 'filename',
  edited_text_file: 'filename',
  compact_file_reference: 'filename',
  pdf_reference: 'filename',
  directory: 'path',
  nested_memory: 'path',
  selected_lines_in_ide: 'filename',
  opened_file_in_ide: 'filename',
  hook_success: 'content',
  hook_additional_context: 'content',
  hook_system_message: 'content',
  hook_cancelled: 'hookName',
  hook_non_blocking_error: 'stderr',
  hook_error_during_execution: 'content',
  hook_blocking_error: 'blockingError',
  hook_stopped_continuation: 'message',
  async_hook_response: 'content',
  read_truncation_notice: 'text',
  plan_mode: 'planFilePath',
  plan_file_reference: 'planFilePath',
  task_status: 'description',
  teammate_mailbox: 'content',
  critical_system_reminder: 'content',
  output_style: 'style',
};

/** Reads what the client added to the conversation. */
export function readAttachmentLine(line: JsonObject): LineBody {
  const attachment = objectIn(line, 'attachment') ?? {};
  const type = textField(attachment, 'type') ?? '';
  if (type === 'model') return readModel(attachment);
  if (type === 'queued_command') return { kind: 'notice', text: readQueuedPrompt(attachment) };
  const key = Object.hasOwn(TEXT_OF, type) ? TEXT_OF[type] : undefined;
  return { kind: 'notice', text: key === undefined ? '' : textUnder(attachment, key) };
}

function readModel(attachment: JsonObject): LineBody {
  const model = nameIn(objectIn(attachment, 'identity') ?? {}, 'modelId');
  return model === null ? { kind: 'notice', text: '' } : { kind: 'model', model };
}

/** Hooks give their texts as one, as a list, or in an object. */
function textUnder(attachment: JsonObject, key: string): string {
  const value = fieldOf(attachment, key);
  if (Array.isArray(value)) return value.filter((part) => typeof part === 'string').join('\n');
  const inside = objectIn(attachment, key);
  if (inside === undefined) return textIn(attachment, key) ?? '';
  return textIn(inside, key) ?? textIn(inside, 'content') ?? '';
}
