import type { HookEvent } from '@spoor/core';
import { describe, expect, it } from 'vitest';
import { makeEvent } from './events.js';
import { makeStage } from './play.js';

const tool = (hookType: string, toolName: string) => ({ hookType, fields: { toolName } });
const plain = (hookType: string, payload = {}) => ({ hookType, fields: { payload } });

describe('the category of an audit entry', () => {
  it.each([
    [tool('PreToolUse', 'Write'), 'file'],
    [tool('PostToolUse', 'Edit'), 'file'],
    [tool('PostToolUseFailure', 'Read'), 'file'],
    [tool('PostToolUse', 'NotebookEdit'), 'file'],
    [tool('PreToolUse', 'Grep'), 'file'],
    [tool('PreToolUse', 'Bash'), 'agent'],
    [tool('PostToolUse', 'Agent'), 'agent'],
    [tool('PostToolUse', 'mcp__x__y'), 'agent'],
    [tool('PermissionRequest', 'Write'), 'security'],
    [tool('PermissionDenied', 'Write'), 'security'],
    [plain('Notification', { notification_type: 'permission_prompt' }), 'security'],
    [plain('Notification', { notification_type: 'idle_prompt' }), 'state'],
    [plain('UserPromptSubmit'), 'user'],
    [plain('UserPromptExpansion'), 'user'],
    [plain('SessionStart'), 'state'],
    [plain('SessionEnd'), 'state'],
    [plain('Stop'), 'state'],
    [plain('StopFailure'), 'state'],
    [plain('PreCompact'), 'state'],
    [plain('PostCompact'), 'state'],
    [plain('ConfigChange'), 'state'],
    [plain('SubagentStart'), 'agent'],
    [plain('SubagentStop'), 'agent'],
    [plain('TaskCreated'), 'agent'],
    [plain('FileChanged'), 'file'],
    [plain('Novelty'), 'state'],
    [plain('constructor'), 'state'],
    [plain('toString'), 'state'],
    [plain('__proto__'), 'state'],
  ])('%j is %s', ({ hookType, fields }, category) => {
    const { play, rows } = makeStage();
    play(makeEvent(hookType, 1, fields as Partial<HookEvent>));
    expect(rows('SELECT action, category FROM audit_logs')).toEqual([
      { action: hookType, category },
    ]);
    expect(rows('SELECT hook_type, status FROM hook_executions')).toEqual([
      { hook_type: hookType, status: 'success' },
    ]);
  });
});

describe('an audit entry', () => {
  const details = (row: Record<string, unknown> | undefined) =>
    JSON.parse(String(row?.['details']));

  it('has the id, time and place of its event, and who it was', () => {
    const { play, row } = makeStage();
    const event = makeEvent('SubagentStart', 1, { agentId: 'a1', agentType: 'Explore' });
    play(event);
    expect(
      row(
        'SELECT id, timestamp, project_id, session_id, agent, user_id, ip_address FROM audit_logs',
      ),
    ).toEqual({
      id: event.id,
      timestamp: event.capturedAt,
      project_id: '/home/dev/repo',
      session_id: event.sessionId,
      agent: 'Explore',
      user_id: null,
      ip_address: null,
    });
  });

  it('is of the main agent when no other is named', () => {
    const { play, rows } = makeStage();
    play(makeEvent('Stop', 1), makeEvent('SubagentStop', 2, { agentId: 'c', agentType: '' }));
    expect(rows('SELECT DISTINCT agent FROM audit_logs')).toEqual([{ agent: 'main' }]);
  });

  it('says what a tool call is about', () => {
    const { play, row } = makeStage();
    play(
      makeEvent('PreToolUse', 1, {
        toolName: 'Write',
        toolUseId: 't1',
        agentId: 'a1',
        payload: { tool_input: { file_path: '/a', content: 'all of it' } },
      }),
    );
    expect(details(row('SELECT details FROM audit_logs'))).toEqual({
      tool: 'Write',
      summary: '/a',
      toolUseId: 't1',
      agentId: 'a1',
    });
  });

  it.each([
    ['SessionStart', { source: 'resume' }],
    ['SessionEnd', { reason: 'clear' }],
    ['PreCompact', { trigger: 'manual' }],
    ['Notification', { notification_type: 'idle_prompt' }],
    ['StopFailure', { error: 'rate_limit' }],
    ['PostModelSwitch', { to_model: 'm2' }],
    ['TaskCreated', { task_subject: 'Test it' }],
    ['InstructionsLoaded', { file_path: '/CLAUDE.md' }],
  ])('tells of %s', (hookType, payload) => {
    const { play, row } = makeStage();
    play(makeEvent(hookType, 1, { payload }));
    expect(details(row('SELECT details FROM audit_logs'))).toEqual(payload);
  });

  it('has reason and length of what is malformed', () => {
    const { play, row } = makeStage();
    const { id, capturedAt } = makeEvent('Stop', 1);
    play({
      kind: 'malformed',
      id,
      capturedAt,
      client: {},
      workplace: {},
      reason: 'odd',
      length: 7,
    });
    const entry = row('SELECT id, action, category, session_id, details FROM audit_logs');
    expect(entry).toMatchObject({ id, action: 'Malformed', category: 'state', session_id: null });
    expect(details(entry)).toEqual({ reason: 'odd', length: 7 });
  });
});
