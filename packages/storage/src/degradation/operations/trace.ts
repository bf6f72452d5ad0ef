import { ExecutionTracker, type Invocation, type Trace } from '../../stores/execution-tracker.js';
import { defineOperation } from '../write-operation.js';

/** A turn as it is now; told again under the same id, it takes the new content. */
export type TraceFields = Pick<Trace, 'taskId'> & Partial<Trace>;

/** A subagent's run as it is now; told again under the same id, it takes the new content. */
export type InvocationFields = Partial<Invocation>;

/** Turns and the agents that run in them; they start at the call, unless they say when. */
export const traceOperations = {
  'trace.save': defineOperation({
    keep: (trace: TraceFields, { id, at }) => ({ id, startedAt: at, ...trace }),
    apply: (db, trace) => {
      new ExecutionTracker(db).putTrace({
        projectId: null,
        prompt: null,
        completedAt: null,
        durationMs: null,
        ...trace,
        success: trace.success == null ? null : trace.success ? 1 : 0,
        facts: '{}',
      });
      return trace.id;
    },
  }),
  'invocation.save': defineOperation({
    keep: (run: InvocationFields, { id, at }) => ({ id, startedAt: at, ...run }),
    apply: (db, run) => {
      new ExecutionTracker(db).putInvocation({
        traceId: null,
        sessionId: null,
        agentId: null,
        agent: null,
        parentAgentId: null,
        toolUseId: null,
        taskFragment: null,
        completedAt: null,
        durationMs: null,
        outcome: null,
        outputSummary: null,
        error: null,
        transcriptPath: null,
        ...run,
        facts: '{}',
      });
      return run.id;
    },
  }),
};
