const UNITS: Readonly<Record<string, number>> = {
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

/** Reads a time: a date, an ISO time, or how long ago (`30m`, `12h`, `7d`, `2w`); null for others. */
export function parseSince(text: string, nowMs = Date.now()): string | null {
  const ago = /^(\d{1,6})([mhdw])$/.exec(text);
  const ms =
    ago === null
      ? Date.parse(/^\d{4}-\d\d-\d\d/.test(text) ? text : '')
      : nowMs - Number(ago[1]) * (UNITS[ago[2] ?? ''] ?? 0);
  return Number.isNaN(ms) ? null : new Date(ms).toISOString();
}
