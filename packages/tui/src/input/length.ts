const UNITS: Readonly<Record<string, number>> = {
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/** Ten years; who wants longer wants no end. */
export const LONGEST_MS = 3_653 * 86_400_000;

/**
 * Reads a length of time: `90s`, `30m`, `2h`, `1d`, or several in a row, `1h30m`.
 * @returns milliseconds, which may be too many; undefined for any other text.
 */
export function readLength(text: string): number | undefined {
  if (!/^(?:\d{1,6}[smhd])+$/.test(text)) return undefined;
  return [...text.matchAll(/(\d{1,6})([smhd])/g)].reduce(
    (sum, [, count, unit]) => sum + Number(count) * (UNITS[unit ?? ''] ?? 0),
    0,
  );
}

/** The same, longer than nothing and shorter than {@link LONGEST_MS}. */
export function parseLength(text: string): number | undefined {
  const ms = readLength(text);
  return ms === undefined || ms <= 0 || ms > LONGEST_MS ? undefined : ms;
}
