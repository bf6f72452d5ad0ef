/** An event's row; what a process doesn't name has a plain value. */
export const EVENT = {
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
  createdAt: '2026-11-21T09:00:00.000Z',
};
