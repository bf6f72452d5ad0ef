/** Claude Code keeps a subagent's transcript in a folder named like the session's, beside it. */
export function subagentTranscript(
  sessionTranscript: string,
  sessionId: string,
  agentId: string,
): string {
  const folder = sessionTranscript.replace(/[\\/][^\\/]*$/, '');
  return `${folder}/${sessionId}/subagents/agent-${agentId}.jsonl`;
}
