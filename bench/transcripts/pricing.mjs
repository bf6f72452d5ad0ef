/** Dollars a million tokens: input, output, read from the cache, written to it for 5 minutes, for 1 hour. */
const PRICES = {
  'claude-opus-5-5': [4, 20, 0.2, 5, 8],
  'claude-opus-4-5-20251101': [5, 25, 0.5, 6.25, 10],
  'claude-sonnet-4-5-20250929': [3, 15, 0.3, 3.75, 6],
  'claude-haiku-4-5-20251001': [1, 5, 0.1, 1.25, 2],
};

/** The models of a session's main agent. */
export const MODELS = [
  'claude-opus-5-5',
  'claude-opus-5-5',
  'claude-opus-4-5-20251101',
  'claude-sonnet-4-5-20250929',
];

/** The model of small subagents. */
export const SMALL_MODEL = 'claude-haiku-4-5-20251001';

/** The client's running count of a process, as `cost-state` lines have it. */
export class CostState {
  #models = {};

  constructor(startMs) {
    this.startMs = startMs;
  }

  add(model, usage) {
    this.#models[model] ??= {
      inputTokens: 0,
      outputTokens: 0,
      thinkingTokens: 0,
      cacheReadInputTokens: 0,
      cacheCreationInputTokens: 0,
      cacheCreationEphemeral5mInputTokens: 0,
      cacheCreationEphemeral1hInputTokens: 0,
      webSearchRequests: 0,
      costUSD: 0,
    };
    const sums = this.#models[model];
    const for5m = usage.cache_creation.ephemeral_5m_input_tokens;
    const for1h = usage.cache_creation.ephemeral_1h_input_tokens;
    sums.inputTokens += usage.input_tokens;
    sums.outputTokens += usage.output_tokens;
    sums.thinkingTokens += usage.output_tokens_details?.thinking_tokens ?? 0;
    sums.cacheReadInputTokens += usage.cache_read_input_tokens;
    sums.cacheCreationInputTokens += usage.cache_creation_input_tokens;
    sums.cacheCreationEphemeral5mInputTokens += for5m;
    sums.cacheCreationEphemeral1hInputTokens += for1h;
    sums.webSearchRequests += usage.server_tool_use.web_search_requests;
    const [input, output, read, write5m, write1h] = PRICES[model];
    sums.costUSD +=
      (usage.input_tokens * input +
        usage.output_tokens * output +
        usage.cache_read_input_tokens * read +
        for5m * write5m +
        for1h * write1h) /
        1e6 +
      usage.server_tool_use.web_search_requests * 0.01;
  }

  line(sessionId, nowMs) {
    const models = Object.values(this.#models);
    return {
      type: 'cost-state',
      sessionId,
      totalCostUSD: models.reduce((sum, { costUSD }) => sum + costUSD, 0),
      totalAPIDuration: Math.floor((nowMs - this.startMs) * 0.7),
      totalAPIDurationWithoutRetries: Math.floor((nowMs - this.startMs) * 0.6),
      totalToolDuration: Math.floor((nowMs - this.startMs) * 0.2),
      totalLinesAdded: 0,
      totalLinesRemoved: 0,
      totalDuration: nowMs - this.startMs,
      startTime: this.startMs,
      modelUsage: this.#models,
      hasUnknownModelCost: false,
    };
  }
}
