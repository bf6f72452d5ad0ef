import type { SequencedAuditEntry } from '@spoor/storage';
import { excerpt, safeText } from '../../present/safe-text.js';

/** Day and time in the zone of the machine, `2026-11-21 14:05:09`. */
export function timeText(time: string): string {
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) return safeText(excerpt(time, 20));
  const two = (part: number) => String(part).padStart(2, '0');
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-');
  return `${day} ${[date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':')}`;
}

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
