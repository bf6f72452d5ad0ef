import type { Handler } from './context.js';
import { takeBackGivingUp } from './give-up.js';
import { mergeSession, type SessionFacts, sessionRecord } from './session-facts.js';
import { workflowStateAfter } from './session-status.js';

/** Every event: the session's row follows, one that is not known gets its first. */
export const recordSession: Handler = (event, stores) => {
  const { sessions } = stores;
  const known = sessions.facts(event.sessionId);
  const facts = known === null ? null : (JSON.parse(known) as SessionFacts);
  if (facts?.fromTranscript === undefined || facts.first !== undefined) {
    sessions.put(sessionRecord(event.sessionId, mergeSession(facts, event)));
    return;
  }
  const taken = { ...facts, abandonedAt: undefined };
  sessions.put(sessionRecord(event.sessionId, mergeSession(taken, event)));
  takeBackGivingUp(stores, event.sessionId);
};

/** Events that change what the session does: a transition of its workflow. */
export const recordTransition: Handler = (event, { workflows }) => {
  const toState = workflowStateAfter(event);
  if (toState === undefined) return;
  workflows.addTransition({
    id: event.id,
    taskId: event.sessionId,
    projectId: event.workplace.projectId ?? null,
    toState,
    trigger: event.hookType,
    timestamp: event.capturedAt,
  });
};
