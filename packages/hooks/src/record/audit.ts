import type { CapturedEvent, HookEvent, JsonObject } from '@spoor/core';
import type { AuditCategory, NewAuditEntry } from '@spoor/storage';
import { cutText, objectField, textField } from '../wire/payload.js';
import { lookUp } from './look-up.js';
import { summarizeToolInput } from './tool-summary.js';

const FILE_TOOLS = new Set([
  'Read',
  'Write',
  'Edit',
  'MultiEdit',
  'NotebookEdit',
  'NotebookRead',
  'Glob',
  'Grep',
  'LS',
]);

/** What an event is about; events that are not named are the session's state. */
const CATEGORIES: Readonly<Record<string, AuditCategory>> = {
  UserPromptSubmit: 'user',
  UserPromptExpansion: 'user',
  Elicitation: 'user',
  ElicitationResult: 'user',
  PermissionRequest: 'security',
  PermissionDenied: 'security',
  SubagentStart: 'agent',
  SubagentStop: 'agent',
  TeammateIdle: 'agent',
  TaskCreated: 'agent',
  TaskCompleted: 'agent',
  PostToolBatch: 'agent',
  MessageDisplay: 'agent',
  FileChanged: 'file',
  InstructionsLoaded: 'file',
};

const TOOL_EVENTS = new Set(['PreToolUse', 'PostToolUse', 'PostToolUseFailure']);

/** The audit entry of an event; its id is the event's. */
export function auditEntryOf(event: CapturedEvent): NewAuditEntry {
  if (event.kind === 'malformed') {
    const { id, capturedAt: timestamp, reason, length } = event;
    return { id, timestamp, action: 'Malformed', category: 'state', details: { reason, length } };
  }
  return {
    id: event.id,
    timestamp: event.capturedAt,
    ...(event.workplace.projectId === undefined ? {} : { projectId: event.workplace.projectId }),
    sessionId: event.sessionId,
    agent: event.agentType || 'main',
    action: event.hookType,
    category: categoryOf(event),
    details: detailsOf(event),
  };
}

function categoryOf(event: HookEvent): AuditCategory {
  if (TOOL_EVENTS.has(event.hookType)) {
    return FILE_TOOLS.has(event.toolName ?? '') ? 'file' : 'agent';
  }
  const type = textField(event.payload, 'notification_type');
  if (event.hookType === 'Notification' && type === 'permission_prompt') return 'security';
  return lookUp(CATEGORIES, event.hookType) ?? 'state';
}

/** Longest summary of a call in an entry, characters. */
const SUMMARY_LENGTH = 200;

const TELLING_FIELDS = [
  'source',
  'reason',
  'trigger',
  'notification_type',
  'error',
  'to_model',
  'task_subject',
  'file_path',
];

function detailsOf(event: HookEvent): JsonObject {
  const details: JsonObject = {};
  if (event.toolName !== undefined) {
    details['tool'] = event.toolName;
    const input = objectField(event.payload, 'tool_input');
    const about = summarizeToolInput(event.toolName, input, SUMMARY_LENGTH);
    if (about !== null) details['summary'] = about;
  }
  if (event.toolUseId !== undefined) details['toolUseId'] = event.toolUseId;
  if (event.agentId !== undefined) details['agentId'] = event.agentId;
  for (const name of TELLING_FIELDS) {
    const text = textField(event.payload, name);
    if (text !== undefined) details[name] = cutText(text, 300);
  }
  return details;
}
