/** Keys under which the client names sessions, messages and calls, by which events are paired. */
const KEYS = new Set(
  (
    'session_id sessionId tool_use_id toolUseId toolUseID parent_tool_use_id parentToolUseID ' +
    'prompt_id promptId agent_id agentId request_id requestId message_id messageId uuid parentUuid ' +
    'logicalParentUuid leafUuid sourceToolAssistantUUID task_id taskId id'
  ).split(' '),
);

const ID =
  /^(?:[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|(?:toolu|srvtoolu|msg|req|agent|call|task)_[A-Za-z0-9_]{1,64})$/;

/** Whether a value is an id of the client's, by its key and its form: such stay, whatever is known. */
export function isStructuralId(key: string, value: string): boolean {
  return KEYS.has(key) && ID.test(value);
}
