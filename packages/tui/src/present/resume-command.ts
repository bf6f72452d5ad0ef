/** The command that goes on with a session. */
export function resumeCommand(sessionId: string): string {
  return `claude --resume ${/^[\w.-]+$/.test(sessionId) ? sessionId : `'${sessionId.replaceAll("'", "'\\''")}'`}`;
}
