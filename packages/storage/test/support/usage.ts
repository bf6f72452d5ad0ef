import type { UsageTold } from '../../src/index.js';
import { at } from './events.js';

/** What a session tells of a message; what a test doesn't name has a plain value. */
export function told(messageId: string, fields: Partial<UsageTold> = {}): UsageTold {
  return {
    messageId,
    sessionId: 's1',
    traceId: 't1',
    agentId: null,
    requestId: 'req_1',
    model: 'claude-opus-5-5',
    inputTokens: 100,
    outputTokens: 20,
    cacheReadTokens: 500,
    cacheWriteTokens: 10,
    cacheWrite1hTokens: 0,
    thinkingTokens: 0,
    webSearchRequests: 0,
    webFetchRequests: 0,
    speed: 'standard',
    serviceTier: 'standard',
    inferenceGeo: '',
    timestamp: at(1),
    ...fields,
  };
}
