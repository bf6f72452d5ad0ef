import type { JsonObject } from '@spoor/core';
import { cutText, textField } from '../wire/payload.js';
import { lookUp } from './look-up.js';

/** Longest summary kept with a call, characters: whole commands, so that they can be searched. */
const SUMMARY_LENGTH = 1_000;

/** Which fields of a tool's input say best what a call is about, first come first. */
const TELLING_FIELDS: Readonly<Record<string, readonly string[]>> = {
  Bash: ['command'],
  Agent: ['description', 'prompt'],
  Task: ['description', 'prompt'],
  Grep: ['pattern'],
  Glob: ['pattern'],
  WebFetch: ['url'],
  WebSearch: ['query'],
  Skill: ['skill'],
  TaskCreate: ['subject'],
};

const COMMON_FIELDS = [
  'file_path',
  'notebook_path',
  'path',
  'command',
  'pattern',
  'query',
  'url',
  'description',
  'subject',
  'name',
  'prompt',
  'text',
];

/**
 * One line that says what a tool call is about; null when its input has nothing to say.
 * @param length the most characters of it.
 */
export function summarizeToolInput(
  toolName: string,
  input: JsonObject,
  length = SUMMARY_LENGTH,
): string | null {
  const fields = [...(lookUp(TELLING_FIELDS, toolName) ?? []), ...COMMON_FIELDS];
  const text = firstText(input, fields) ?? compact(input, length);
  return text === undefined ? null : oneLine(text, length);
}

/** The file that a call works on, where its input names one. */
export function filePathOf(input: JsonObject): string | null {
  return textField(input, 'file_path') ?? textField(input, 'notebook_path') ?? null;
}

function firstText(input: JsonObject, fields: readonly string[]): string | undefined {
  for (const name of fields) {
    const text = textField(input, name);
    if (text !== undefined && text.trim() !== '') return text;
  }
  return undefined;
}

function compact(input: JsonObject, length: number): string | undefined {
  const keys = Object.keys(input);
  return keys.length === 0 ? undefined : JSON.stringify(input).slice(0, length * 2);
}

function oneLine(text: string, length: number): string {
  const line = text
    .slice(0, length * 4)
    .replace(/\s+/g, ' ')
    .trim();
  return line.length <= length ? line : `${cutText(line, length - 1)}…`;
}
