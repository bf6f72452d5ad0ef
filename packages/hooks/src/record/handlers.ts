import { recordCheckpoint } from './compaction.js';
import type { Handler } from './context.js';
import { closeSubagents, linkSubagent, recordSubagent } from './subagent.js';
import { cancelOpenCalls, recordToolCall } from './tool.js';
import { closeTurns, countRound, recordTurn } from './turn.js';

/** Handlers by event name; an event that is not named has those of every event only. */
export type HandlerTable = Readonly<Record<string, readonly Handler[]>>;

/** What each event leads to, besides the session's row and its transition. */
export const HANDLERS: HandlerTable = {
  SessionEnd: [closeTurns, cancelOpenCalls, closeSubagents],
  UserPromptSubmit: [recordTurn, cancelOpenCalls],
  Stop: [recordTurn, countRound, cancelOpenCalls],
  StopFailure: [recordTurn, recordSubagent, cancelOpenCalls],
  PreToolUse: [recordTurn, recordSubagent, recordToolCall],
  PostToolUse: [recordTurn, recordSubagent, recordToolCall, linkSubagent],
  PostToolUseFailure: [recordTurn, recordSubagent, recordToolCall],
  PermissionDenied: [recordTurn, recordSubagent, recordToolCall],
  SubagentStart: [recordTurn, recordSubagent],
  SubagentStop: [recordTurn, recordSubagent, cancelOpenCalls],
  PreCompact: [recordCheckpoint],
};
