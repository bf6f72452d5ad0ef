import type { HookEvent } from '@spoor/core';
import type { SessionStatus } from '@spoor/storage';
import { textField } from '../wire/payload.js';
import { lookUp } from './look-up.js';

/** States of a session's workflow: those of the session, and three that pass. */
export type WorkflowState = SessionStatus | 'starting' | 'compacting' | 'failed';

/** What a session does after an event, or undefined when the event doesn't tell; calls that begin are told apart. */
export function statusAfter(event: HookEvent): SessionStatus | undefined {
  const state = workflowStateAfter(event) ?? lookUp(TOOL_EVENTS, event.hookType);
  if (state === undefined || state === 'ended' || state === 'abandoned') return undefined;
  if (state === 'starting' || state === 'compacting') return 'active';
  return state === 'failed' ? 'idle' : state;
}

const TOOL_EVENTS: Readonly<Record<string, 'active'>> = {
  PostToolUse: 'active',
  PostToolUseFailure: 'active',
};

/** The state of the session's workflow that an event leads to, or undefined for none. */
export function workflowStateAfter(event: HookEvent): WorkflowState | undefined {
  const isMain = event.agentId === undefined;
  switch (event.hookType) {
    case 'SessionStart':
      return textField(event.payload, 'source') === 'compact' ? undefined : 'starting';
    case 'UserPromptSubmit':
    case 'PermissionDenied':
    case 'ElicitationResult':
      return 'active';
    case 'PermissionRequest':
    case 'Elicitation':
      return 'waiting';
    case 'Notification':
      return afterNotification(event);
    case 'Stop':
      return isMain ? 'idle' : undefined;
    case 'StopFailure':
      return isMain ? 'failed' : undefined;
    case 'PreCompact':
      return 'compacting';
    case 'PostCompact':
      return textField(event.payload, 'trigger') === 'manual' ? 'idle' : 'active';
    case 'SessionEnd':
      return 'ended';
    default:
      return undefined;
  }
}

function afterNotification(event: HookEvent): WorkflowState | undefined {
  const type = textField(event.payload, 'notification_type');
  if (type === 'permission_prompt') return 'waiting';
  return type === 'idle_prompt' ? 'idle' : undefined;
}
