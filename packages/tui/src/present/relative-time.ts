import type { IsoTime } from '@spoor/core';
import { excerpt, safeText } from './safe-text.js';

/** How long ago a time was: `now`, `12s ago`, `3m ago`, `5h ago`, `2d ago`, `6w ago`, `2y ago`. */
export function relativeTime(time: IsoTime, nowMs: number): string {
  const seconds = Math.floor((nowMs - Date.parse(time)) / 1_000);
  if (Number.isNaN(seconds)) return '–';
  if (seconds < 2) return 'now';
  for (const [unit, size, limit] of UNITS) {
    if (seconds < limit) return `${Math.floor(seconds / size)}${unit} ago`;
  }
  return `${Math.floor(seconds / YEAR)}y ago`;
}

/** A time of day in the zone of the machine, `14:05:09`. */
export function clockTime(time: IsoTime): string {
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) return '–';
  return [date.getHours(), date.getMinutes(), date.getSeconds()]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
}

/** The same of a time in milliseconds; `–` for one that no calendar has. */
export function clockAt(ms: number): string {
  const date = new Date(ms);
  return Number.isNaN(date.getTime()) ? '–' : clockTime(date.toISOString());
}

/** Day and time in the zone of the machine, `2026-11-21 14:05:09`. */
export function timeText(time: string): string {
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) return safeText(excerpt(time, 20));
  const two = (part: number) => String(part).padStart(2, '0');
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-');
  return `${day} ${clockTime(time)}`;
}

const DAY = 86_400;
const YEAR = 365 * DAY;

/** Unit, its seconds, and the age from which the next one is used. */
const UNITS: readonly (readonly [string, number, number])[] = [
  ['s', 1, 60],
  ['m', 60, 3_600],
  ['h', 3_600, DAY],
  ['d', DAY, 14 * DAY],
  ['w', 7 * DAY, YEAR],
];
