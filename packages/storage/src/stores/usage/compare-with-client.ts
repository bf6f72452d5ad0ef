import { isJsonObject, type JsonObject, type JsonValue, modelName } from '@spoor/core';
import type { SpoorDatabase } from '../../database/spoor-database.js';

/** Tokens and cost of a model in a session. */
export interface ModelUsage {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cacheReadTokens: number;
  readonly cacheWriteTokens: number;
  readonly webSearchRequests: number;
  /** US dollars; null when some of it has no price. */
  readonly costUsd: number | null;
}

/** Both counts of a model. */
export interface ModelComparison {
  /** Without date, cloud or variant. */
  readonly model: string;
  /** Null: Spoor holds no message of the model. */
  readonly ours: ModelUsage | null;
  /** Null: the client counted none. */
  readonly client: ModelUsage | null;
  /** In any number, or in cost by more than a millionth of it. */
  readonly differs: boolean;
}

/** Both counts of a session, by model. */
export interface ClientComparison {
  readonly models: readonly ModelComparison[];
  readonly differs: boolean;
}

/** Costs that differ by less, relative to the greater, are the same: sums of binary fractions. */
const TOLERANCE = 1e-6;

/**
 * Compares what a session took by our count with the client's own. A model that took nothing by
 * either count is left out.
 * @returns null when the client left no count.
 */
export function compareWithClient(db: SpoorDatabase, sessionId: string): ClientComparison | null {
  const client = readClient(db, sessionId);
  if (client === null) return null;
  const ours = readOurs(db, sessionId);
  const models = [...new Set([...ours.keys(), ...client.keys()])].sort().map((model) => {
    const [a, b] = [ours.get(model) ?? null, client.get(model) ?? null];
    return { model, ours: a, client: b, differs: isDifferent(a, b) };
  });
  return { models, differs: models.some(({ differs }) => differs) };
}

interface Row extends Omit<ModelUsage, 'costUsd'> {
  readonly model: string | null;
  readonly priced: number;
  readonly messages: number;
  readonly cost: number;
}

function readOurs(db: SpoorDatabase, sessionId: string): Map<string, ModelUsage> {
  const rows = db
    .prepare<[string], Row>(
      `SELECT model, count(*) AS messages, count(cost_usd) AS priced, total(cost_usd) AS cost,
         sum(input_tokens) AS inputTokens, sum(output_tokens) AS outputTokens,
         sum(cache_read_tokens) AS cacheReadTokens, sum(cache_write_tokens) AS cacheWriteTokens,
         sum(web_search_requests) AS webSearchRequests
       FROM token_usage WHERE session_id = ? GROUP BY model`,
    )
    .all(sessionId);
  return byModel(
    rows.map(({ model, messages, priced, cost, ...tokens }) => [
      model ?? '',
      { ...tokens, costUsd: priced < messages ? null : cost },
    ]),
  );
}

/** As the client writes it (`modelUsage` of its `cost-state` lines). */
function readClient(db: SpoorDatabase, sessionId: string): Map<string, ModelUsage> | null {
  const json = db
    .prepare<[string], { usage: string | null }>(
      'SELECT client_usage AS usage FROM sessions WHERE id = ?',
    )
    .get(sessionId)?.usage;
  const usage: unknown = json == null ? null : JSON.parse(json);
  if (!isJsonObject(usage)) return null;
  return byModel(
    Object.entries(usage).flatMap(([model, told]) =>
      isJsonObject(told) ? [[model, clientUsage(told)]] : [],
    ),
  );
}

function clientUsage(told: JsonObject): ModelUsage {
  const cost = told['costUSD'];
  return {
    inputTokens: whole(told['inputTokens']),
    outputTokens: whole(told['outputTokens']),
    cacheReadTokens: whole(told['cacheReadInputTokens']),
    cacheWriteTokens: whole(told['cacheCreationInputTokens']),
    webSearchRequests: whole(told['webSearchRequests']),
    costUsd: typeof cost === 'number' ? cost : null,
  };
}

function whole(value: JsonValue | undefined): number {
  return Number.isSafeInteger(value) ? Number(value) : 0;
}

function byModel(entries: readonly (readonly [string, ModelUsage])[]): Map<string, ModelUsage> {
  const models = new Map<string, ModelUsage>();
  for (const [id, usage] of entries) {
    const name = modelName(id);
    const before = models.get(name);
    if (before !== undefined) models.set(name, sumOf(before, usage));
    else if (!isNothing(usage)) models.set(name, usage);
  }
  return models;
}

const NUMBERS = [
  'inputTokens',
  'outputTokens',
  'cacheReadTokens',
  'cacheWriteTokens',
  'webSearchRequests',
] as const satisfies readonly (keyof ModelUsage)[];

function isNothing(usage: ModelUsage): boolean {
  return NUMBERS.every((name) => usage[name] === 0);
}

function sumOf(a: ModelUsage, b: ModelUsage): ModelUsage {
  return {
    inputTokens: a.inputTokens + b.inputTokens,
    outputTokens: a.outputTokens + b.outputTokens,
    cacheReadTokens: a.cacheReadTokens + b.cacheReadTokens,
    cacheWriteTokens: a.cacheWriteTokens + b.cacheWriteTokens,
    webSearchRequests: a.webSearchRequests + b.webSearchRequests,
    costUsd: a.costUsd === null || b.costUsd === null ? null : a.costUsd + b.costUsd,
  };
}

function isDifferent(a: ModelUsage | null, b: ModelUsage | null): boolean {
  if (a === null || b === null) return true;
  if (NUMBERS.some((name) => a[name] !== b[name])) return true;
  if (a.costUsd === null || b.costUsd === null) return a.costUsd !== b.costUsd;
  const greater = Math.max(Math.abs(a.costUsd), Math.abs(b.costUsd));
  return Math.abs(a.costUsd - b.costUsd) > TOLERANCE * greater;
}
