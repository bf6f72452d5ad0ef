import type { Payload } from './counting-hook.ts';
import { countLines, type RunRows, rowLine } from './run-rows.ts';

/** Says what must be recorded of sessions that have ended, from the events that the client sent. */
export function expectedRows(payloads: readonly Payload[]): RunRows {
  return {
    executions: countLines(
      payloads.map((sent) =>
        rowLine(sent.session_id, sent.hook_event_name, sent.tool_use_id, sent.agent_id),
      ),
    ),
    sessions: ofEvent(payloads, 'SessionEnd')
      .map((end) => rowLine(end.session_id, 'ended', end.reason))
      .sort(),
    turns: ofEvent(payloads, 'UserPromptSubmit')
      .map((start) => rowLine(start.session_id, start.prompt, turnSuccess(start, payloads)))
      .sort(),
    toolCalls: unique(
      payloads.filter((sent) => sent.tool_use_id).map((sent) => toolCallLine(sent, payloads)),
    ),
    agents: unique(
      payloads
        .filter((sent) => sent.agent_id && sent.agent_type)
        .map((sent) => agentLine(sent, payloads)),
    ),
    rounds: roundLines(payloads),
  };
}

function turnSuccess(start: Payload, payloads: readonly Payload[]): number | undefined {
  const ends = payloads.filter((sent) => !sent.agent_id && sent.prompt_id === start.prompt_id);
  if (ofEvent(ends, 'Stop').length > 0) {
    return 1;
  }
  return ofEvent(ends, 'StopFailure').length > 0 ? 0 : undefined;
}

/** In a session that has ended, a call with no end of its own was cancelled. */
function toolCallLine(call: Payload, payloads: readonly Payload[]): string {
  const events = payloads.filter((sent) => sent.tool_use_id === call.tool_use_id);
  const status = firstThatHappened(events, {
    PostToolUse: 'success',
    PostToolUseFailure: 'failure',
    PermissionDenied: 'denied',
  });
  return rowLine(
    call.session_id,
    call.tool_use_id,
    call.tool_name,
    call.agent_id,
    status ?? 'cancelled',
  );
}

function agentLine(agent: Payload, payloads: readonly Payload[]): string {
  const events = payloads.filter((sent) => sent.agent_id === agent.agent_id);
  const outcome = firstThatHappened(events, { SubagentStop: 'success', StopFailure: 'failure' });
  return rowLine(agent.session_id, agent.agent_id, agent.agent_type, outcome ?? 'partial');
}

function roundLines(payloads: readonly Payload[]): string[] {
  const stops = ofEvent(payloads, 'Stop').filter((stop) => !stop.agent_id);
  return Object.entries(countLines(stops.map((stop) => stop.session_id)))
    .map(([session, count]) => rowLine(session, count))
    .sort();
}

function firstThatHappened(
  events: readonly Payload[],
  meanings: Readonly<Record<string, string>>,
): string | undefined {
  return Object.entries(meanings).find(([event]) => ofEvent(events, event).length > 0)?.[1];
}

function ofEvent(payloads: readonly Payload[], event: string): Payload[] {
  return payloads.filter((sent) => sent.hook_event_name === event);
}

function unique(lines: readonly string[]): string[] {
  return [...new Set(lines)].sort();
}
