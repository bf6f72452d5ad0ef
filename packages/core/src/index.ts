export type { Configuration, PartialConfiguration } from './configuration/configuration.js';
export { DEFAULT_CONFIGURATION } from './configuration/configuration.js';
export type { EnvironmentConfiguration } from './configuration/environment.js';
export { readEnvironment } from './configuration/environment.js';
export { describeJsonError } from './configuration/json-error.js';
export type { OwnPrice, OwnRates, OwnRule } from './configuration/key-kinds.js';
export type { ConfigurationKey } from './configuration/keys.js';
export { CONFIGURATION_KEYS } from './configuration/keys.js';
export type {
  ConfigurationLayers,
  ConfigurationSource,
  MergedConfiguration,
} from './configuration/merge.js';
export { mergeConfiguration } from './configuration/merge.js';
export { nearestOf } from './configuration/nearest.js';
export type { ParsedConfiguration } from './configuration/parse.js';
export { parseConfiguration } from './configuration/parse.js';
export type { ConfigurationProblem } from './configuration/problem.js';
export { describeProblem, summarizeProblems } from './configuration/problem.js';
export type { ProjectConfiguration } from './configuration/project-file.js';
export { parseProjectConfiguration } from './configuration/project-file.js';
export { redactionOptions, withKnownSecrets } from './configuration/redaction-options.js';
export { configurationSchema } from './configuration/schema.js';
export { messageOf, SpoorError, UsageError } from './errors.js';
export { isEventId, newEventId } from './event-id.js';
export type {
  CapturedEvent,
  ClientProcess,
  HookEvent,
  MalformedEvent,
  Workplace,
} from './hook-event.js';
export type { JsonObject, JsonValue } from './json.js';
export { isJsonObject } from './json.js';
export { isNodeSupported, OLDEST_NODE } from './node-version.js';
export type { PathSources, SpoorPaths } from './paths.js';
export { resolvePaths } from './paths.js';
export type { CostOptions, PricedUsage } from './pricing/cost.js';
export { costUsd } from './pricing/cost.js';
export { findPrice } from './pricing/find-price.js';
export { fingerprintOf } from './pricing/fingerprint.js';
export { modelName } from './pricing/model-id.js';
export type { ModelPrice, ModelPrices, TokenRates } from './pricing/model-price.js';
export { MODEL_PRICES, PRICES_SOURCE } from './pricing/model-prices.js';
export { pricesOf } from './pricing/prices-of.js';
export { parseDotEnv } from './redaction/dot-env.js';
export type { RedactOptions } from './redaction/limits.js';
export { redactHookEvent, withoutContent } from './redaction/redact-hook-event.js';
export { redactJson } from './redaction/redact-json.js';
export { redactText } from './redaction/redact-text.js';
export type { Redacted } from './redaction/redacted.js';
export { trustRedacted } from './redaction/redacted.js';
export { RedactionError } from './redaction/redaction-error.js';
export type { Candidate, RedactionRule } from './redaction/rule.js';
export { RULES as REDACTION_RULES } from './redaction/rules/index.js';
export type { SearchOptions } from './redaction/search.js';
export { secretValues } from './redaction/secret-values.js';
export type { TokenFormat } from './redaction/token-format.js';
export { sampleOf } from './redaction/token-sample.js';
export { safeJson, safeText } from './safe-text.js';
export type { IsoTime } from './time.js';
export { addMs, elapsedMs, isoTime } from './time.js';
export { SPOOR_VERSION } from './version.js';
