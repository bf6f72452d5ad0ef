import { shortNumber } from './amounts.js';

/** Tokens by kind, in a few words. */
export function kindsText(tokens: {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cacheReadTokens: number;
  readonly cacheWriteTokens: number;
}): string {
  return [
    `${shortNumber(tokens.inputTokens)} in`,
    `${shortNumber(tokens.outputTokens)} out`,
    `${shortNumber(tokens.cacheReadTokens)} from cache`,
    `${shortNumber(tokens.cacheWriteTokens)} into cache`,
  ].join(', ');
}
