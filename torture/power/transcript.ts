/** A prompt and its answer as the client writes them into a session's transcript. */
export function transcriptOf(sessionId: string): string {
  const common = {
    sessionId,
    cwd: '/',
    promptId: 'prompt',
    isSidechain: false,
    timestamp: '2026-01-01T00:00:00.000Z',
  };
  const usage = { input_tokens: 100, output_tokens: 10 };
  const answer = {
    id: 'msg_1',
    role: 'assistant',
    model: 'claude-opus-4-5',
    content: [{ type: 'text', text: 'Done.' }],
    stop_reason: 'end_turn',
    usage,
  };
  return [
    { type: 'user', uuid: 'one', message: { role: 'user', content: 'Do it.' } },
    { type: 'assistant', uuid: 'two', requestId: 'req_1', message: answer },
  ]
    .map((line) => `${JSON.stringify({ ...common, ...line })}\n`)
    .join('');
}
