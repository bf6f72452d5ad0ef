import type { JsonValue } from '@spoor/core';

/** A call that a message asks for. */
export interface AskedCall {
  readonly name: string;
  /** What it is about, in one line; empty when nothing tells. */
  readonly about: string;
}

/** Fields of a tool's input that say best what a call is about, the best first. */
const TELLING = [
  ...['command', 'file_path', 'notebook_path', 'pattern', 'query', 'url', 'description', 'prompt'],
  ...['path', 'skill', 'subject'],
];

/** Reads the calls of a message; what can't be understood is told as it is. */
export function askedCalls(toolUses: JsonValue): AskedCall[] {
  const list = Array.isArray(toolUses) ? toolUses : [toolUses];
  return list.flatMap((one) => (one === null ? [] : [askedCall(one)]));
}

function askedCall(use: JsonValue): AskedCall {
  if (typeof use !== 'object' || use === null || Array.isArray(use)) {
    return { name: 'tool', about: textOf(use) };
  }
  const name = typeof use['name'] === 'string' ? use['name'] : 'tool';
  return { name, about: aboutOf(use['input']) };
}

function aboutOf(input: JsonValue | undefined): string {
  if (input === undefined || input === null) return '';
  if (typeof input !== 'object' || Array.isArray(input)) return textOf(input);
  for (const field of TELLING) {
    const value = input[field];
    if (typeof value === 'string' && value.trim() !== '') return value.trim();
  }
  return Object.keys(input).length === 0 ? '' : textOf(input);
}

function textOf(value: JsonValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
