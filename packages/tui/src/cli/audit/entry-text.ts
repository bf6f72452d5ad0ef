import type { SequencedAuditEntry } from '@spoor/storage';
import { excerpt, safeText } from '../../present/safe-text.js';

/** What an entry's details say, in one line: values of strings and numbers, named where it helps. */
export function detailText({ details }: SequencedAuditEntry): string {
  if (details === null || typeof details !== 'object') return oneLine(details);
  if (Array.isArray(details)) return oneLine(details);
  return Object.entries(details)
    .filter(([name]) => !HIDDEN.has(name))
    .map(([name, value]) =>
      PLAIN.has(name) ? oneLine(value) : `${safeText(name)}=${oneLine(value)}`,
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
