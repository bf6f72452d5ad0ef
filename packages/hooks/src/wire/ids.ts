import type { JsonObject } from '@spoor/core';

/** Stands for an id that can't be used as a key: too long, or with characters of no id. */
export const HOSTILE_ID = Symbol('hostile id');

const USABLE = /^(?!\.{1,2}$)[\w.:@+-]{1,200}$/;

/** Whether a text can be an id of the client's: in a payload, in a transcript, or in a file's name. */
export function isUsableId(text: string): boolean {
  return USABLE.test(text);
}

/** Reads an id of the client's; absent when it is missing, null or the empty text. */
export function readId(payload: JsonObject, key: string): string | typeof HOSTILE_ID | undefined {
  const value = Object.hasOwn(payload, key) ? payload[key] : undefined;
  if (value === undefined || value === null || value === '') return undefined;
  return typeof value === 'string' && isUsableId(value) ? value : HOSTILE_ID;
}
