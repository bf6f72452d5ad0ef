import type { JsonObject } from '@spoor/core';
import recorded from './fixtures/session.json' with { type: 'json' };

/** One event of the session that the demo plays. */
export interface DemoStep {
  /** How long after the session's first event the client sent it. */
  readonly afterMs: number;
  readonly payload: JsonObject;
}

/**
 * A session of the real client, its model scripted: two turns, two subagents at once, a command
 * that fails. The payloads are as the client sent them, but for the folders' names.
 */
export const DEMO_SESSION: readonly DemoStep[] = recorded;

/** What the client says of itself in a hook's environment. */
export const DEMO_CLIENT_ENV = {
  AI_AGENT: 'claude-code_2-1-329_harness',
  CLAUDE_CODE_ENTRYPOINT: 'sdk-cli',
} as const;
