/** A number of tokens as one reads it: `812`, `4.2k`, `380k`, `1.3M`, `2.1G`. */
export function formatTokens(tokens: number): string {
  if (tokens < 1_000) return String(tokens);
  let value = tokens / 1_000;
  let unit = 0;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1_000;
    unit += 1;
  }
  return `${value < 9.95 ? value.toFixed(1) : Math.round(value)}${UNITS[unit]}`;
}

const UNITS = ['k', 'M', 'G', 'T'] as const;

/** What is known of a cost. */
export interface KnownCost {
  /** US dollars; null when no price is known. */
  readonly costUsd: number | null;
  /** Messages without a known price. */
  readonly unpriced: number;
  readonly messages: number;
}

/** A cost as one reads it: `$0.42`, `$0.42+?` when a part is unknown, `?` when all is, `` for none. */
export function formatCost({ costUsd, unpriced, messages }: KnownCost): string {
  if (messages === 0) return '';
  if (costUsd === null) return '?';
  return `${formatDollars(costUsd)}${unpriced > 0 ? '+?' : ''}`;
}

/** US dollars: to the cent, small amounts to a hundredth of one. */
export function formatDollars(dollars: number): string {
  return `$${dollars.toFixed(dollars !== 0 && dollars < 0.1 ? 4 : 2)}`;
}
