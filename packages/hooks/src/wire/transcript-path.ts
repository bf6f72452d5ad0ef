import { basename, isAbsolute } from 'node:path';

/**
 * Whether a path that a payload names can be the transcript that the payload is about. The client
 * calls a session's file by the session's id, a subagent's by the subagent's; whatever else a payload
 * names is not opened.
 * @param agentId of the subagent whose file it is to be; absent: the session's own.
 */
export function isTranscriptOf(path: string, sessionId: string, agentId?: string): boolean {
  const stem = agentId === undefined ? sessionId : `agent-${agentId}`;
  return isAbsolute(path) && basename(path) === `${stem}.jsonl`;
}
