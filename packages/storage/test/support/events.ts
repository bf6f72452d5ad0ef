import { isoTime } from '@spoor/core';
import type { NewHookExecution } from '../../src/index.js';

/** Where the tests' time starts. */
const START = Date.parse('2026-11-21T09:00:00.000Z');

/** A moment some seconds into the tests' time. */
export function at(seconds: number): string {
  return isoTime(START + seconds * 1_000);
}

/** An event's row; what a test doesn't name has a plain value. */
export function event(id: string, fields: Partial<NewHookExecution> = {}): NewHookExecution {
  return {
    id,
    sessionId: 's1',
    hookType: 'Stop',
    promptId: null,
    toolUseId: null,
    toolName: null,
    agentId: null,
    agentType: null,
    agentTranscriptPath: null,
    cwd: null,
    status: 'success',
    errorMessage: null,
    payloadJson: '{}',
    createdAt: at(0),
    ...fields,
  };
}
