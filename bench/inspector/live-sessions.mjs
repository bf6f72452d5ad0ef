/** Events of sessions that run just now: one works, one asks for permission, one is idle, one failed. */
export function* liveSessions(nowMs) {
  const cwd = '/home/dev/src/atlas';
  const event = (session, secondsAgo, hook_event_name, fields = {}) => ({
    at: nowMs - secondsAgo * 1_000,
    payload: {
      session_id: session,
      transcript_path: `/home/dev/.claude/projects/-home-dev-src-atlas/${session}.jsonl`,
      cwd,
      prompt_id: `${session}-p1`,
      permission_mode: 'default',
      hook_event_name,
      ...fields,
    },
  });
  const call = (id, tool_name, tool_input, more = {}) => ({
    tool_use_id: `toolu_${id}`,
    tool_name,
    tool_input,
    ...more,
  });
  const works = '7e11a000-0000-4000-8000-000000000001';
  yield event(works, 300, 'SessionStart', { source: 'startup', model: 'claude-opus-5-5' });
  yield event(works, 290, 'UserPromptSubmit', { prompt: 'Split the parser and run its tests' });
  const read = call('read', 'Read', { file_path: `${cwd}/src/parser.ts` });
  yield event(works, 280, 'PreToolUse', read);
  yield event(works, 279, 'PostToolUse', { ...read, tool_response: { file: {} }, duration_ms: 40 });
  const explore = { agent_id: 'a1', agent_type: 'Explore' };
  yield event(works, 270, 'SubagentStart', explore);
  yield event(works, 265, 'PreToolUse', {
    ...call('grep', 'Grep', { pattern: 'parse' }),
    ...explore,
  });
  const test = call('test', 'Bash', { command: 'pnpm test parser', description: 'Run its tests' });
  yield event(works, 40, 'PreToolUse', test);

  const asks = '7e11a000-0000-4000-8000-000000000002';
  yield event(asks, 900, 'SessionStart', { source: 'startup', model: 'claude-sonnet-5' });
  yield event(asks, 890, 'UserPromptSubmit', { prompt: 'Clean up the old branches' });
  const remove = call('rm', 'Bash', { command: 'git branch -D release-1' });
  yield event(asks, 120, 'PreToolUse', remove);
  yield event(asks, 119, 'PermissionRequest', remove);
  yield event(asks, 118, 'Notification', {
    message: 'Claude needs your permission to use Bash',
    notification_type: 'permission_prompt',
  });

  const idle = '7e11a000-0000-4000-8000-000000000003';
  yield event(idle, 1_800, 'SessionStart', { source: 'resume', model: 'claude-opus-5-5' });
  yield event(idle, 1_790, 'UserPromptSubmit', { prompt: 'Which endpoints have no rate limit?' });
  yield event(idle, 1_500, 'Stop', { stop_hook_active: false });

  const failed = '7e11a000-0000-4000-8000-000000000004';
  yield event(failed, 700, 'SessionStart', { source: 'startup', model: 'claude-opus-5-5' });
  yield event(failed, 690, 'UserPromptSubmit', { prompt: 'Summarise the incident' });
  yield event(failed, 600, 'StopFailure', { error: 'overloaded_error', stop_hook_active: false });
}
