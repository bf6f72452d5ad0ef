import { InvalidArgumentError } from 'commander';

/** What an option of a time may say. */
export const TIME_FORMS = '2026-11-20, or 30m, 2h, 7d, 2w ago';

/**
 * Reads an option's time: a date, an ISO time, or how long ago (`30m`, `12h`, `7d`, `2w`).
 * @returns ISO time.
 * @throws InvalidArgumentError for anything else.
 */
export function parseSince(text: string, nowMs: number): string {
  const ago = /^(\d{1,6})([mhdw])$/.exec(text);
  const ms =
    ago === null
      ? Date.parse(/^\d{4}-\d\d-\d\d/.test(text) ? text : '')
      : nowMs - Number(ago[1]) * (UNITS[ago[2] ?? ''] ?? 0);
  if (Number.isNaN(ms)) {
    throw new InvalidArgumentError('Give a date (2026-11-20) or how long ago (30m, 2h, 7d, 2w).');
  }
  return new Date(ms).toISOString();
}

const UNITS: Readonly<Record<string, number>> = {
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};
