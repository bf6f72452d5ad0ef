import type { TokenUsage } from '../execution.js';

/** Figures over things that ran. Rates are 0 to 1, over those whose end is known; null: not known. */
export interface RunFigures {
  readonly count: number;
  /** Those whose end is known. */
  readonly finished: number;
  readonly successes: number;
  readonly failures: number;
  readonly successRate: number | null;
  readonly failureRate: number | null;
  readonly avgDurationMs: number | null;
  readonly p50DurationMs: number | null;
  readonly p95DurationMs: number | null;
  readonly p99DurationMs: number | null;
  /** Of those that say how many they took. */
  readonly totalTokens: number;
  readonly avgTokens: number | null;
}

/** Some runs that came out alike. */
export interface Runs {
  /** `other`: ended, neither well nor badly; `open`: nothing says that it ended. */
  readonly result: 'success' | 'failure' | 'other' | 'open';
  readonly count: number;
  /** Those that are known. */
  readonly durations: readonly number[];
  /** Those that are known. */
  readonly tokens?: readonly number[];
}

/** Figures over runs. */
export function figuresOf(all: readonly Runs[]): RunFigures {
  const count = (result?: Runs['result']) =>
    sum(all.map((runs) => (result === undefined || runs.result === result ? runs.count : 0)));
  const finished = count() - count('open');
  const durations = Float64Array.from(all.flatMap((runs) => runs.durations)).sort();
  const tokens = all.flatMap((runs) => runs.tokens ?? []);
  return {
    count: count(),
    finished,
    successes: count('success'),
    failures: count('failure'),
    successRate: finished === 0 ? null : count('success') / finished,
    failureRate: finished === 0 ? null : count('failure') / finished,
    avgDurationMs: mean(durations),
    p50DurationMs: percentile(durations, 50),
    p95DurationMs: percentile(durations, 95),
    p99DurationMs: percentile(durations, 99),
    totalTokens: sum(tokens),
    avgTokens: mean(tokens),
  };
}

/** The mean; null of nothing. */
export function mean(values: ArrayLike<number>): number | null {
  return values.length === 0 ? null : sum(values) / values.length;
}

/** How many tokens a usage says, as its column holds it; null when it doesn't. */
export function tokensOf(json: string | null): number | null {
  if (json === null) return null;
  const { inputTokens, outputTokens, totalTokens } = JSON.parse(json) as Partial<TokenUsage>;
  if (typeof totalTokens === 'number') return totalTokens;
  const parts = [inputTokens, outputTokens].filter((part) => typeof part === 'number');
  return parts.length === 0 ? null : sum(parts);
}

/** The smallest value that so many percent don't exceed (nearest rank). */
function percentile(sorted: Float64Array, percent: number): number | null {
  return sorted[Math.max(0, Math.ceil((sorted.length * percent) / 100) - 1)] ?? null;
}

function sum(values: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i] ?? 0;
  return total;
}
