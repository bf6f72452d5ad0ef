import type { HookEvent } from '@spoor/core';
import { makeEvent } from './events.js';

/** A busy session: two prompts, parallel calls, nested subagents, a denied call, a compaction. */
export function busySession(): HookEvent[] {
  const p1 = { promptId: 'p1' };
  const p2 = { promptId: 'p2' };
  const tool = (id: string, name: string, extra = {}) => ({
    toolUseId: id,
    toolName: name,
    payload: { tool_name: name, tool_use_id: id, tool_input: { command: `run ${id}` }, ...extra },
  });
  const outer = { agentId: 'outer', agentType: 'general-purpose' };
  const inner = { agentId: 'inner', agentType: 'Explore' };
  const linked = (agentId: string) => ({
    tool_input: { description: `start ${agentId}`, subagent_type: 'typed' },
    tool_response: { agentId },
    duration_ms: 2_500,
  });
  return [
    makeEvent('SessionStart', 0, { payload: { source: 'startup', model: 'm1' } }),
    makeEvent('UserPromptSubmit', 1, { ...p1, payload: { prompt: 'first' } }),
    makeEvent('PreToolUse', 2, { ...p1, ...tool('t1', 'Bash') }),
    makeEvent('PreToolUse', 2, {
      ...p1,
      ...tool('t2', 'Write', { tool_input: { file_path: '/a' } }),
    }),
    makeEvent('PostToolUse', 3, { ...p1, ...tool('t1', 'Bash', { duration_ms: 950 }) }),
    makeEvent('PostToolUseFailure', 3.5, { ...p1, ...tool('t2', 'Write', { error: 'no' }) }),
    makeEvent('UserPromptSubmit', 4, { ...p1, payload: { prompt: 'while busy' } }),
    makeEvent('PreToolUse', 5, { ...p1, ...tool('t3', 'Agent') }),
    makeEvent('SubagentStart', 5.1, { ...p1, ...outer }),
    makeEvent('PreToolUse', 5.2, { ...p1, ...outer, ...tool('t4', 'Agent') }),
    makeEvent('SubagentStart', 5.3, { ...p1, ...inner }),
    makeEvent('PreToolUse', 5.4, { ...p1, ...inner, ...tool('t5', 'Bash') }),
    makeEvent('SubagentStop', 6, { ...p1, ...inner, payload: { last_assistant_message: 'in' } }),
    makeEvent('PostToolUse', 6.1, { ...p1, ...outer, ...tool('t4', 'Agent', linked('inner')) }),
    makeEvent('SubagentStop', 7, { ...p1, ...outer, agentTranscriptPath: '/t/outer.jsonl' }),
    makeEvent('PostToolUse', 7.5, { ...p1, ...tool('t3', 'Agent', linked('outer')) }),
    makeEvent('PreCompact', 8, { ...p1, payload: { trigger: 'auto' } }),
    makeEvent('SubagentStop', 8.1, { ...p1, agentId: 'compactor', agentType: '' }),
    makeEvent('PostCompact', 8.2, { ...p1, payload: { trigger: 'auto' } }),
    makeEvent('PermissionRequest', 9, { ...p1, toolName: 'Bash' }),
    makeEvent('PreToolUse', 9.1, { ...p1, ...tool('t6', 'Bash') }),
    makeEvent('PermissionDenied', 9.2, { ...p1, ...tool('t6', 'Bash', { reason: 'never' }) }),
    makeEvent('PreToolUse', 9.5, { ...p1, ...tool('t7', 'Bash') }),
    makeEvent('Stop', 10, { ...p1, payload: { last_assistant_message: 'one' } }),
    makeEvent('Stop', 11, { ...p1, payload: { last_assistant_message: 'two' } }),
    makeEvent('UserPromptSubmit', 12, { ...p2, payload: { prompt: 'second' } }),
    makeEvent('PreToolUse', 13, {
      ...p2,
      ...tool('t8', 'Read', { tool_input: { file_path: '/b' } }),
    }),
    makeEvent('SubagentStart', 13.5, { ...p2, agentId: 'lost', agentType: 'general-purpose' }),
    makeEvent('PreToolUse', 13.6, {
      ...p2,
      agentId: 'lost',
      agentType: 'g',
      ...tool('t9', 'Bash'),
    }),
    makeEvent('StopFailure', 14, {
      ...p2,
      agentId: 'dead',
      agentType: 'x',
      payload: { error: 'e' },
    }),
    makeEvent('StopFailure', 15, { ...p2, payload: { error: 'rate_limit' } }),
    makeEvent('SessionEnd', 16, { payload: { reason: 'clear' } }),
    makeEvent('SessionStart', 20, { payload: { source: 'resume' } }),
    makeEvent('SessionEnd', 30, { payload: { reason: 'logout' } }),
  ];
}
