import { figuresOfSums, NO_SUMS, type TokenSums, type UsageFigures } from './usage.js';

/** Tokens and their price, without what was done for them. */
export type TokenFigures = Omit<
  UsageFigures,
  'turns' | 'durationMs' | 'calls' | 'failures' | 'denied'
>;

/** No tokens at all. */
export const NO_TOKENS: TokenSums = {
  messages: 0,
  inputTokens: 0,
  outputTokens: 0,
  cacheReadTokens: 0,
  cacheWriteTokens: 0,
  costNanoUsd: 0,
  unpricedMessages: 0,
  unpricedTokens: 0,
};

/** Adds sums of tokens. */
export function addTokens(a: TokenSums, b: TokenSums): TokenSums {
  return {
    messages: a.messages + b.messages,
    inputTokens: a.inputTokens + b.inputTokens,
    outputTokens: a.outputTokens + b.outputTokens,
    cacheReadTokens: a.cacheReadTokens + b.cacheReadTokens,
    cacheWriteTokens: a.cacheWriteTokens + b.cacheWriteTokens,
    costNanoUsd: a.costNanoUsd + b.costNanoUsd,
    unpricedMessages: a.unpricedMessages + b.unpricedMessages,
    unpricedTokens: a.unpricedTokens + b.unpricedTokens,
  };
}

/** What sums of tokens say. */
export function tokenFiguresOf(sums: TokenSums): TokenFigures {
  const {
    turns: _,
    durationMs: __,
    calls: ___,
    failures: ____,
    denied: _____,
    ...figures
  } = figuresOfSums({ ...NO_SUMS, ...sums });
  return figures;
}
