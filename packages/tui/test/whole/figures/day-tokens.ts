import type { SpoorDatabase } from '@spoor/storage';

/** Tokens of one day, by kind. */
export interface DayTokens {
  /** `2026-11-21`. */
  readonly day: string;
  readonly input: number;
  readonly output: number;
  readonly cacheWrite: number;
  readonly cacheRead: number;
}

/** What a store holds, by the days of a time zone. Days without tokens are left out. */
export function tokensByDay(db: SpoorDatabase, zone: string): DayTokens[] {
  const dayOf = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' });
  const days = new Map<string, DayTokens>();
  const rows = db
    .prepare<[], Omit<DayTokens, 'day'> & { timestamp: string }>(
      `SELECT timestamp, input_tokens AS input, output_tokens AS output,
         cache_write_tokens AS cacheWrite, cache_read_tokens AS cacheRead
       FROM token_usage`,
    )
    .all();
  for (const row of rows) {
    const day = dayOf.format(Date.parse(row.timestamp));
    const sum = days.get(day) ?? { day, input: 0, output: 0, cacheWrite: 0, cacheRead: 0 };
    days.set(day, {
      day,
      input: sum.input + row.input,
      output: sum.output + row.output,
      cacheWrite: sum.cacheWrite + row.cacheWrite,
      cacheRead: sum.cacheRead + row.cacheRead,
    });
  }
  return [...days.values()].sort((a, b) => (a.day < b.day ? -1 : 1));
}
