import type { IsoTime } from '@spoor/core';
import type { Invocation, SessionHistory, TokenUsage, ToolCall, Trace } from '@spoor/storage';
import { promptText } from './prompt-text.js';
import { startingCalls } from './starting-calls.js';
import { placeNodes } from './timeline-order.js';

/** How a line of a timeline came out; `interrupted` is what nothing will end any more. */
export type TimelineStatus =
  | ToolCall['status']
  | NonNullable<Invocation['outcome']>
  | 'interrupted';

/**
 * One line of a session's timeline. Texts are as recorded: make them safe before showing them.
 */
export interface TimelineNode {
  readonly kind: 'turn' | 'call' | 'subagent' | 'outside';
  /** Stays the same while the session grows: a selection is kept by it. */
  readonly key: string;
  readonly parentKey: string | null;
  /** 0 for turns; what happened in them lies deeper. */
  readonly depth: number;
  /** Null for the group of what happened outside any turn. */
  readonly status: TimelineStatus | null;
  readonly startedAt: IsoTime | null;
  /** Null while it runs, and when nothing tells. */
  readonly durationMs: number | null;
  /** The prompt, the tool's name or the agent's type. */
  readonly label: string;
  /** What a call or a subagent is about. */
  readonly detail: string | null;
  readonly error: string | null;
  /** What a turn took, its subagents included, or what a subagent did; null where nothing tells. */
  readonly usage: TokenUsage | null;
}

/** A line before its place is known: `parents` are tried in order. */
export interface UnplacedNode extends Omit<TimelineNode, 'parentKey' | 'depth'> {
  readonly parents: readonly string[];
}

/**
 * Lays out a session as lines in the order in which they are shown: turns, in them tool calls and
 * subagents by time, a subagent under the call that started it, its own calls under it.
 */
export function timelineOf(history: SessionHistory): TimelineNode[] {
  const over = isOver(history);
  const calls = startingCalls(history);
  return placeNodes([
    ...history.turns.map((turn, index) => turnNode(turn, over || index < history.turns.length - 1)),
    ...history.toolCalls.map((call) => callNode(call, over)),
    ...history.subagents.map((agent) =>
      subagentNode({ ...agent, toolUseId: agent.toolUseId ?? calls.get(agent.id) ?? null }, over),
    ),
  ]);
}

/** Whether nothing more will come of a session. */
function isOver({ session }: SessionHistory): boolean {
  return session.status === 'ended' || session.status === 'abandoned';
}

function turnNode(turn: Trace, over: boolean): UnplacedNode {
  return {
    kind: 'turn',
    key: turnKey(turn.id),
    status: turnStatus(turn, over),
    startedAt: turn.startedAt,
    durationMs: turn.durationMs,
    label: turn.prompt === null ? '(no prompt)' : promptText(turn.prompt),
    detail: null,
    error: null,
    usage: turn.tokenUsage,
    parents: [],
  };
}

function turnStatus(turn: Trace, over: boolean): TimelineStatus {
  if (turn.success !== null) return turn.success ? 'success' : 'failure';
  return over ? 'interrupted' : 'running';
}

function callNode(call: ToolCall, over: boolean): UnplacedNode {
  return {
    kind: 'call',
    key: callKey(call.toolUseId),
    status: call.status === 'running' && over ? 'interrupted' : call.status,
    startedAt: call.startedAt,
    durationMs: call.durationMs,
    label: call.toolName ?? '(unknown tool)',
    detail: call.summary,
    error: call.error,
    usage: null,
    parents: present([
      call.agentId === null ? null : agentKey(call.agentId),
      call.traceId === null ? null : turnKey(call.traceId),
    ]),
  };
}

function subagentNode(agent: Invocation, over: boolean): UnplacedNode {
  return {
    kind: 'subagent',
    key: agentKey(agent.agentId ?? agent.id),
    status: agent.outcome ?? (over ? 'interrupted' : 'running'),
    startedAt: agent.startedAt,
    durationMs: agent.durationMs,
    label: agent.agent ?? '(unknown agent)',
    detail: agent.taskFragment ?? agent.outputSummary,
    error: agent.error,
    usage: agent.tokenUsage,
    parents: present([
      agent.toolUseId === null ? null : callKey(agent.toolUseId),
      agent.parentAgentId === null ? null : agentKey(agent.parentAgentId),
      agent.traceId === null ? null : turnKey(agent.traceId),
    ]),
  };
}

function present(keys: readonly (string | null)[]): string[] {
  return keys.filter((key) => key !== null);
}

/** The line of a turn, by its id. */
export const turnKey = (id: string) => `turn:${id}`;

/** The line of a call, by its `toolUseId`. */
export const callKey = (id: string) => `call:${id}`;

/** The line of a subagent, by its `agentId`, or by the id of its run where it has none. */
export const agentKey = (id: string) => `agent:${id}`;

/** What a line's key was made from: the id of its turn, call or subagent. */
export function idOf({ key }: Pick<TimelineNode, 'key'>): string {
  return key.slice(key.indexOf(':') + 1);
}
