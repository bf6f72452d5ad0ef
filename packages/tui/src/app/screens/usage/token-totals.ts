import type { TokenFigures } from '@spoor/storage';

/** All of some figures together; the cost is null when nothing among them has a price. */
export function totalTokens(all: readonly TokenFigures[]): TokenFigures {
  const sum = (of: (figures: TokenFigures) => number) =>
    all.reduce((total, figures) => total + of(figures), 0);
  const messages = sum((one) => one.messages);
  const unpricedMessages = sum((one) => one.unpricedMessages);
  return {
    messages,
    inputTokens: sum((one) => one.inputTokens),
    outputTokens: sum((one) => one.outputTokens),
    cacheReadTokens: sum((one) => one.cacheReadTokens),
    cacheWriteTokens: sum((one) => one.cacheWriteTokens),
    totalTokens: sum((one) => one.totalTokens),
    costUsd: messages > 0 && messages === unpricedMessages ? null : sum((one) => one.costUsd ?? 0),
    unpricedMessages,
    unpricedTokens: sum((one) => one.unpricedTokens),
  };
}
