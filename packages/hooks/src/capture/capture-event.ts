import {
  type CapturedEvent,
  type Configuration,
  DEFAULT_CONFIGURATION,
  isoTime,
  newEventId,
  type Redacted,
  redactHookEvent,
  redactionOptions,
  withoutContent,
} from '@spoor/core';
import { parseHookEvent } from '../wire/parse-hook-event.js';
import { readClientProcess } from './client-process.js';
import { keyedHash } from './keyed-hash.js';
import { limitCapture } from './limit-capture.js';
import type { Input } from './read-input.js';
import { withinTime } from './within-time.js';
import { findWorkplace } from './workplace.js';

/** Where and when an event is captured. */
export interface CaptureSite {
  /** When the hook's process started, ms since 1970. */
  readonly startedAtMs: number;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly dataDir: string;
}

/** Makes of a hook's input the event that is kept: parsed, placed, redacted. Never throws. */
export function captureEvent(
  input: Input,
  site: CaptureSite,
  configuration: Configuration = DEFAULT_CONFIGURATION,
): Redacted<CapturedEvent> {
  return redactEvent(readEvent(input, site), configuration);
}

/** Time that rules and literals of the user's, or of a project, may take for an event, ms. */
const OWN_RULES_MS = 300;

/**
 * Takes out of an event what may not be kept. When that fails, or takes too long, only its ids,
 * time and type are left.
 */
export function redactEvent(
  event: CapturedEvent,
  configuration: Configuration,
): Redacted<CapturedEvent> {
  try {
    const options = redactionOptions(configuration);
    const redact = () => redactHookEvent(limitCapture(event, configuration, options), options);
    const { rules, literals } = configuration.redaction;
    const isOwn = rules.length + literals.length > 0;
    return isOwn ? withinTime(OWN_RULES_MS, redact) : redact();
  } catch {
    return withoutContent(event);
  }
}

/** Makes an event of a hook's input, with its place; nothing is redacted yet. Never throws. */
export function readEvent(input: Input, { startedAtMs, env, dataDir }: CaptureSite): CapturedEvent {
  // What is not all there is no JSON: looking at 64 MB of it takes a third of a second.
  const text = input.cut === 'too long' ? '' : input.text;
  const event = parseHookEvent(text, {
    id: newEventId(startedAtMs),
    capturedAt: isoTime(startedAtMs),
    client: readClientProcess(env),
    length: input.length,
  });
  if (event.kind === 'event') {
    const { cwd } = event.workplace;
    return cwd === undefined ? event : { ...event, workplace: findWorkplace(cwd) };
  }
  const reason = input.cut === undefined ? event.reason : `input ${input.cut}`;
  const hash = keyedHash(dataDir, input.text);
  return { ...event, reason, ...(hash === undefined ? {} : { hash }) };
}
