import type { JsonValue } from '@spoor/core';
import { excerpt, safeText } from './safe-text.js';

/** What an audit entry's details say, in one line: values of strings and numbers, named where it helps. */
export function auditDetails(details: JsonValue): string {
  if (details === null || typeof details !== 'object') return oneLine(details);
  if (Array.isArray(details)) return oneLine(details);
  return Object.entries(details)
    .filter(([name]) => !HIDDEN.has(name))
    .map(([name, value]) =>
      PLAIN.has(name) ? oneLine(value) : `${safeText(excerpt(name, 400))}=${oneLine(value)}`,
    )
    .join(' ');
}

/** Ids say nothing to people. */
const HIDDEN = new Set(['toolUseId', 'agentId']);

/** Values that speak for themselves. */
const PLAIN = new Set(['tool', 'summary', 'source', 'reason', 'trigger']);

function oneLine(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return safeText(excerpt(text ?? '', 400));
}
