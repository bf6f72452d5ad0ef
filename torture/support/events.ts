/** The start of a tool call as the client sends it, told from others by its number. */
export function callStart(n: number, sessionId = 'torture'): Record<string, unknown> {
  return {
    session_id: sessionId,
    transcript_path: '/nowhere/torture.jsonl',
    cwd: '/',
    prompt_id: 'prompt',
    permission_mode: 'default',
    hook_event_name: 'PreToolUse',
    tool_name: 'Bash',
    tool_input: { command: `echo ${n}` },
    tool_use_id: callId(n),
  };
}

/** The id of the call with a number. */
export function callId(n: number): string {
  return `toolu_${n}`;
}
