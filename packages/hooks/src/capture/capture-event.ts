import {
  type CapturedEvent,
  isoTime,
  newEventId,
  type Redacted,
  redactHookEvent,
  withoutContent,
} from '@spoor/core';
import { parseHookEvent } from '../wire/parse-hook-event.js';
import { readClientProcess } from './client-process.js';
import { keyedHash } from './keyed-hash.js';
import type { Input } from './read-input.js';
import { findWorkplace } from './workplace.js';

/** Where and when an event is captured. */
export interface CaptureSite {
  /** When the hook's process started, ms since 1970. */
  readonly startedAtMs: number;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly dataDir: string;
}

/** Makes of a hook's input the event that is kept: parsed, placed, redacted. Never throws. */
export function captureEvent(input: Input, site: CaptureSite): Redacted<CapturedEvent> {
  const event = parse(input, site);
  try {
    return redactHookEvent(event);
  } catch {
    return withoutContent(event);
  }
}

function parse(input: Input, { startedAtMs, env, dataDir }: CaptureSite): CapturedEvent {
  const event = parseHookEvent(input.text, {
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
