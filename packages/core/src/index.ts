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
export type { RedactOptions } from './redaction/limits.js';
export { redactHookEvent, withoutContent } from './redaction/redact-hook-event.js';
export { redactJson } from './redaction/redact-json.js';
export { redactText } from './redaction/redact-text.js';
export type { Redacted } from './redaction/redacted.js';
export { trustRedacted } from './redaction/redacted.js';
export { RedactionError } from './redaction/redaction-error.js';
export type { RedactionRule } from './redaction/rule.js';
export { RULES as REDACTION_RULES } from './redaction/rules/index.js';
export type { IsoTime } from './time.js';
export { addMs, elapsedMs, isoTime } from './time.js';
export { SPOOR_VERSION } from './version.js';
