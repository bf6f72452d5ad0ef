import type { JsonObject } from '@spoor/core';
import { textField } from '../../wire/payload.js';
import type { LineBody } from '../line.js';
import { blocksOf, textOf } from './content.js';
import { fieldOf, idIn, isSet, nameIn, objectIn } from './fields.js';
import { isToolResult, readToolResults } from './tool-results.js';

/** Reads what was said in the user's name: a prompt, results of tools, Esc, or a command's output. */
export function readUserLine(line: JsonObject): LineBody {
  const blocks = blocksOf(fieldOf(objectIn(line, 'message') ?? {}, 'content'));
  if (blocks.some(isToolResult)) {
    return {
      kind: 'tool_results',
      results: readToolResults(line, blocks),
      text: textOf(blocks.filter((block) => !isToolResult(block))),
    };
  }
  const text = textOf(blocks);
  const interruptedUuid = idIn(line, 'interruptedMessageId');
  if (interruptedUuid !== null || INTERRUPTED.test(text)) {
    return { kind: 'interrupt', text, interruptedUuid };
  }
  if (isSet(line, 'isCompactSummary')) {
    return { kind: 'prompt', text, origin: originOf(line), isSummary: true };
  }
  const output = outputIn(text);
  if (output !== null) return { kind: 'notice', text: output };
  if (isSet(line, 'isMeta')) return { kind: 'notice', text };
  const origin = originOf(line) ?? wrappedOrigin(text);
  return { kind: 'prompt', text, origin, isSummary: false };
}

const INTERRUPTED = /^\[Request interrupted by user(?: for tool use)?\]/;

/** Who a prompt comes from, where the line says: `human`, `task-notification`, `sdk`, … */
function originOf(line: JsonObject): string | null {
  const kind = nameIn(objectIn(line, 'origin') ?? {}, 'kind');
  return kind ?? nameIn(line, 'turnOrigin')?.replaceAll('_', '-') ?? null;
}

const OUTPUT = /^<(local-command-(?:stdout|stderr|caveat)|bash-(?:stdout|stderr))>/;

/** What a command printed, when a text is that: `! cmd` and `/cmd` leave it in tags. */
function outputIn(text: string): string | null {
  const tag = OUTPUT.exec(text)?.[1];
  if (tag === undefined) return null;
  return tag === 'local-command-caveat' ? '' : text.replace(/<\/?[a-z-]+-(?:stdout|stderr)>/g, '');
}

/** What the client wraps around a prompt that is no plain text, and who it comes from then. */
const WRAPPED: readonly (readonly [RegExp, string])[] = [
  [/^\s*<bash-input>/, 'bash'],
  [/^\s*<command-/, 'command'],
  [/^\s*<task-notification>/, 'task-notification'],
  [/^\s*<teammate-message/, 'peer'],
];

function wrappedOrigin(text: string): string | null {
  return WRAPPED.find(([form]) => form.test(text))?.[1] ?? null;
}

/** A prompt that was typed while the client was busy, and that a running turn took in. */
export function readQueuedPrompt(attachment: JsonObject): string {
  return textOf(blocksOf(fieldOf(attachment, 'prompt')));
}

/** Whether somebody typed what was queued. */
export function isTyped(attachment: JsonObject): boolean {
  return (textField(attachment, 'commandMode') ?? 'prompt') === 'prompt';
}
