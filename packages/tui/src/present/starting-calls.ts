import type { Invocation, SessionHistory, ToolCall } from '@spoor/storage';

/**
 * The calls that must have started the subagents that still run. The client says which call started
 * a subagent only when the call returns; until then it is known where just one call can have.
 * @returns by the subagent's record, the id of the call.
 */
export function startingCalls({ toolCalls, subagents }: SessionHistory): Map<string, string> {
  const found = new Map<string, string>();
  const taken = new Set(subagents.map(({ toolUseId }) => toolUseId));
  const calls = toolCalls.filter((call) => call.status === 'running' && call.toolName === 'Agent');
  for (const agent of subagents.filter(isUnlinked).toSorted(byStart)) {
    const [call, another] = calls.filter(
      (one) => !taken.has(one.toolUseId) && canHaveStarted(one, agent),
    );
    if (call === undefined || another !== undefined) continue;
    taken.add(call.toolUseId);
    found.set(agent.id, call.toolUseId);
  }
  return found;
}

function isUnlinked({ toolUseId, outcome }: Invocation): boolean {
  return toolUseId === null && outcome === null;
}

function canHaveStarted(call: ToolCall, agent: Invocation): boolean {
  if (call.startedAt === null || agent.startedAt === null) return false;
  return call.startedAt <= agent.startedAt && call.agentId !== agent.agentId;
}

function byStart(a: Invocation, b: Invocation): number {
  return (a.startedAt ?? '').localeCompare(b.startedAt ?? '');
}
