import { isoTime } from '@spoor/core';
import type { Handle } from '../../src/index.js';

/** A row of `token_usage`. */
export interface UsageFixture {
  readonly messageId: string;
  readonly sessionId: string;
  readonly agentId: string | null;
  readonly model: string | null;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cacheReadTokens: number;
  readonly cacheWriteTokens: number;
  readonly costUsd: number | null;
  readonly timestamp: string;
  readonly traceId: string | null;
}

/** A row of usage; what a test doesn't name has a plain value. */
export function usage(messageId: string, fields: Partial<UsageFixture> = {}): UsageFixture {
  return {
    messageId,
    sessionId: 's1',
    agentId: null,
    model: 'model-a',
    inputTokens: 1,
    outputTokens: 20,
    cacheReadTokens: 300,
    cacheWriteTokens: 4_000,
    costUsd: 0.5,
    timestamp: '2026-11-21T09:00:00.000Z',
    traceId: null,
    ...fields,
  };
}

/** Writes rows of usage, over what is there under the same message. */
export function putUsage(handle: Handle, ...rows: readonly UsageFixture[]): void {
  const put = handle.prepare(
    `INSERT INTO token_usage (message_id, session_id, agent_id, model, input_tokens, output_tokens,
       cache_read_tokens, cache_write_tokens, cost_usd, timestamp, trace_id)
     VALUES (@messageId, @sessionId, @agentId, @model, @inputTokens, @outputTokens,
       @cacheReadTokens, @cacheWriteTokens, @costUsd, @timestamp, @traceId)
     ON CONFLICT (message_id) DO UPDATE SET
       session_id = excluded.session_id, agent_id = excluded.agent_id, model = excluded.model,
       input_tokens = excluded.input_tokens, output_tokens = excluded.output_tokens,
       cache_read_tokens = excluded.cache_read_tokens,
       cache_write_tokens = excluded.cache_write_tokens, cost_usd = excluded.cost_usd,
       timestamp = excluded.timestamp, trace_id = excluded.trace_id`,
  );
  for (const row of rows) put.run(row);
}

/** Numbers that look like chance and are the same in every run. */
export function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x6d2b79f5) | 0;
    const mixed = Math.imul(state ^ (state >>> 12), 0x297a2d39);
    return ((mixed ^ (mixed >>> 15)) >>> 0) % below;
  };
}

/** A moment so many minutes after the first of November. */
export function minute(minutes: number): string {
  return isoTime(Date.parse('2026-11-01T00:00:00.000Z') + minutes * 60_000);
}
