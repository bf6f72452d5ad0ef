import { expect, it } from 'vitest';
import { type HookEvent, redactHookEvent, withoutContent } from '../../src/index.js';

const TOKEN = `ghp_${'a1B2c3D4e5'.repeat(4)}`;

const event: HookEvent = {
  kind: 'event',
  id: '019a0000-0000-7000-8000-000000000000',
  capturedAt: '2026-11-21T09:24:00.123Z',
  client: { version: '2.1.329', pid: 12 },
  workplace: {
    cwd: `/home/dev/${TOKEN}`,
    projectId: `/home/dev/${TOKEN}`,
    gitBranch: `fix/${TOKEN}`,
  },
  sessionId: 'session',
  hookType: 'PreToolUse',
  promptId: 'prompt',
  toolUseId: 'toolu_1',
  toolName: `mcp__${TOKEN}`,
  transcriptPath: `/home/${TOKEN}.jsonl`,
  payload: { tool_input: { command: `echo ${TOKEN}` }, session_id: 'session' },
};

it('redacts every free text of an event and keeps its ids', () => {
  const redacted = redactHookEvent(event);
  expect(JSON.stringify(redacted)).not.toContain('a1B2c3');
  expect(redacted).toMatchObject({
    kind: 'event',
    id: event.id,
    capturedAt: event.capturedAt,
    sessionId: 'session',
    promptId: 'prompt',
    toolUseId: 'toolu_1',
    hookType: 'PreToolUse',
    client: { version: '2.1.329', pid: 12 },
    payload: { session_id: 'session' },
  });
  expect(Object.keys(redacted).sort()).toEqual(Object.keys(event).sort());
});

it('redacts the reason of a malformed one', () => {
  const { id, capturedAt } = event;
  const malformed = redactHookEvent({
    kind: 'malformed',
    id,
    capturedAt,
    client: {},
    workplace: {},
    reason: `unexpected ${TOKEN}`,
    length: 4,
  });
  expect(malformed).toMatchObject({ reason: 'unexpected [REDACTED:github-pat]', length: 4 });
});

it('can keep an event without its content', () => {
  const bare = withoutContent(event);
  expect(JSON.stringify(bare)).not.toContain('a1B2c3');
  expect(bare).toMatchObject({ id: event.id, sessionId: 'session', hookType: 'PreToolUse' });
  expect(withoutContent({ ...event, hookType: `x ${TOKEN}` })).toMatchObject({
    hookType: 'unknown',
  });
});
