import { safeText } from '@spoor/core';

export { safeText };

/** The part of a text that a screen can show: a line of a megabyte costs no more than one. */
export function excerpt(text: string, length = 2_000): string {
  if (text.length <= length) return text;
  const half = length >> 1;
  return `${text.slice(0, half)}…${text.slice(-half)}`;
}

/** A recorded text as one line, safe to show and no longer than a screen needs. */
export function oneLine(text: string, length?: number): string {
  return safeText(excerpt(text, length).trim().replace(LINE_END, ' ↵ '));
}

const LINE_END = /(?<![^\S\n])[^\S\n]*\n\s*/g;
