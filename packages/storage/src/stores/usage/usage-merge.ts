import type { UsagePlace, UsageTold } from './usage-told.js';

const FIGURES = [
  'inputTokens',
  'outputTokens',
  'cacheReadTokens',
  'cacheWriteTokens',
  'cacheWrite1hTokens',
  'thinkingTokens',
  'webSearchRequests',
  'webFetchRequests',
] as const satisfies readonly (keyof UsageTold)[];

const NAMES = [
  'requestId',
  'model',
  'speed',
  'serviceTier',
  'inferenceGeo',
] as const satisfies readonly (keyof UsageTold)[];

/** More than any request has; what claims more must not make sums overflow. */
const MOST = 1_000_000_000;

/** What is told, with figures that can be added. */
export function boundUsage(told: UsageTold): UsageTold {
  if (FIGURES.every((name) => told[name] <= MOST)) return told;
  return {
    ...told,
    ...Object.fromEntries(FIGURES.map((name) => [name, Math.min(told[name], MOST)])),
  };
}

/**
 * Merges two tellings of one message. Its answer grows while it streams: the greatest figures
 * count. Any order and any repetition give the same.
 * @param place whose the message is by both of them.
 */
export function mergeUsage(a: UsageTold, b: UsageTold, place: UsagePlace): UsageTold {
  return {
    ...a,
    ...Object.fromEntries(FIGURES.map((name) => [name, Math.max(a[name], b[name])])),
    ...Object.fromEntries(NAMES.map((name) => [name, least(a[name], b[name])])),
    timestamp: least(a.timestamp, b.timestamp),
    sessionId: place.sessionId,
    traceId: place.traceId,
    agentId: place.agentId,
  };
}

/** Merges what a session tells of a message's place in it. */
export function mergePlace(a: UsagePlace, b: UsagePlace): UsagePlace {
  return {
    sessionId: a.sessionId,
    traceId: least(a.traceId, b.traceId),
    agentId: least(a.agentId, b.agentId),
  };
}

/** Of two texts that should be the same, always the same one; what is known before what isn't. */
function least<T extends string | null>(a: T, b: T): T {
  if (a === null || b === null) return a ?? b;
  return b < a ? b : a;
}
