import { isJsonObject, type JsonObject, type JsonValue } from '@spoor/core';

/** What one process of the client counted of a session, last. */
export interface ClientCost {
  /** US dollars. */
  readonly costUsd: number | null;
  /** Figures by model. */
  readonly usage: JsonObject;
}

/**
 * Counts by the start of what counts. A client that resumes a session goes on counting where the last
 * one stopped, and keeps its start: the figures of one start grow, and the greatest are the whole.
 * Only a client that was killed leaves none, and the next one starts anew: such ones add up.
 */
export type ClientCosts = Readonly<Record<string, ClientCost>>;

/** Merges two tellings; the greater figures of a start count. */
export function joinCosts(a: ClientCosts, b: ClientCosts): ClientCosts {
  const joined: Record<string, ClientCost> = { ...a };
  for (const [start, cost] of Object.entries(b)) {
    const known = joined[start];
    joined[start] = known === undefined || isGreater(cost, known) ? cost : known;
  }
  return Object.fromEntries(Object.entries(joined).sort(([x], [y]) => (x < y ? -1 : 1)));
}

/** The whole of a session: the sum over what counted apart; null when nothing did. */
export function totalCost(costs: ClientCosts): ClientCost | null {
  const [first, ...others] = Object.values(costs);
  if (first === undefined) return null;
  return others.reduce(
    (sum, { costUsd, usage }) => ({
      costUsd:
        sum.costUsd === null && costUsd === null ? null : (sum.costUsd ?? 0) + (costUsd ?? 0),
      usage: added(sum.usage, usage),
    }),
    first,
  );
}

function isGreater(a: ClientCost, b: ClientCost): boolean {
  const difference = figuresIn(a.usage) - figuresIn(b.usage) || (a.costUsd ?? 0) - (b.costUsd ?? 0);
  return difference === 0 ? JSON.stringify(a) > JSON.stringify(b) : difference > 0;
}

function figuresIn(usage: JsonObject): number {
  let sum = 0;
  for (const model of Object.values(usage)) {
    if (!isJsonObject(model)) continue;
    for (const value of Object.values(model)) if (typeof value === 'number') sum += value;
  }
  return sum;
}

/** Adds the figures of two objects, and of objects in them; of anything else the first one stays. */
function added(a: JsonObject, b: JsonObject): JsonObject {
  const sum: JsonObject = { ...a };
  for (const [key, value] of Object.entries(b)) sum[key] = addedValue(sum[key], value);
  return sum;
}

function addedValue(a: JsonValue | undefined, b: JsonValue): JsonValue {
  if (a === undefined) return b;
  if (typeof a === 'number' && typeof b === 'number') return a + b;
  return isJsonObject(a) && isJsonObject(b) ? added(a, b) : a;
}
