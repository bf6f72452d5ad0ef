/** Tokens and their price, and how much was done for them. */
export interface UsageFigures {
  /** API messages: each counts once, over all sessions and files. */
  readonly messages: number;
  /** Tokens sent, caches apart. */
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cacheReadTokens: number;
  readonly cacheWriteTokens: number;
  /** Of all four kinds. */
  readonly totalTokens: number;
  /** Of the messages whose price is known; null when there is none among them. */
  readonly costUsd: number | null;
  /** Messages whose price is not known: where there are any, the cost is too low. */
  readonly unpricedMessages: number;
  readonly unpricedTokens: number;
  /** Null where turns don't belong to what is counted by. */
  readonly turns: number | null;
  /** Of the turns, or of the runs of subagents; null where neither belongs to it. */
  readonly durationMs: number | null;
  readonly calls: number;
  readonly failures: number;
  readonly denied: number;
}

/** Sums of tokens, as they are read. */
export interface TokenSums {
  readonly messages: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cacheReadTokens: number;
  readonly cacheWriteTokens: number;
  readonly costNanoUsd: number;
  readonly unpricedMessages: number;
  readonly unpricedTokens: number;
}

/** Turns or runs, as they are read. */
export interface TurnSums {
  readonly turns: number | null;
  readonly durationMs: number | null;
}

/** Calls, as they are read. */
export interface CallSums {
  readonly calls: number;
  readonly failures: number;
  readonly denied: number;
}

/** All that was read of one thing. */
export type Sums = TokenSums & TurnSums & CallSums;

/** Nothing at all. */
export const NO_SUMS: Sums = {
  messages: 0,
  inputTokens: 0,
  outputTokens: 0,
  cacheReadTokens: 0,
  cacheWriteTokens: 0,
  costNanoUsd: 0,
  unpricedMessages: 0,
  unpricedTokens: 0,
  turns: 0,
  durationMs: 0,
  calls: 0,
  failures: 0,
  denied: 0,
};

/** Adds sums; what doesn't belong to one of the two counts for nothing. */
export function addSums(a: Sums, b: Partial<Sums>): Sums {
  const sum = { ...a };
  for (const name of Object.keys(NO_SUMS) as (keyof Sums)[]) {
    const value = b[name];
    if (value !== undefined && value !== null) sum[name] = (sum[name] ?? 0) + value;
  }
  return sum;
}

/** Whether anything was counted. */
export function isNothing(sums: Sums): boolean {
  return !(sums.messages || sums.turns || sums.durationMs || sums.calls);
}

const NANO = 1e9;

/** What sums say. */
export function figuresOfSums({ costNanoUsd, ...sums }: Sums): UsageFigures {
  const { messages, unpricedMessages, inputTokens, outputTokens } = sums;
  const isUnknown = messages > 0 && unpricedMessages === messages;
  return {
    ...sums,
    totalTokens: inputTokens + outputTokens + sums.cacheReadTokens + sums.cacheWriteTokens,
    costUsd: isUnknown ? null : costNanoUsd / NANO,
  };
}
