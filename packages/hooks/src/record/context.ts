import type { HookEvent } from '@spoor/core';
import {
  AuditRecords,
  CounterStore,
  ExecutionRecords,
  HookExecutionRecords,
  SessionRecords,
  type SpoorDatabase,
  ToolCallStore,
  WorkflowLog,
} from '@spoor/storage';

/** The stores that recording writes to. */
export interface RecordStores {
  readonly log: HookExecutionRecords;
  readonly audit: AuditRecords;
  readonly sessions: SessionRecords;
  readonly toolCalls: ToolCallStore;
  readonly executions: ExecutionRecords;
  readonly counters: CounterStore;
  readonly workflows: WorkflowLog;
}

/** Opens the stores on one connection. */
export function openStores(db: SpoorDatabase): RecordStores {
  return {
    log: new HookExecutionRecords(db),
    audit: new AuditRecords(db),
    sessions: new SessionRecords(db),
    toolCalls: new ToolCallStore(db),
    executions: new ExecutionRecords(db),
    counters: new CounterStore(db),
    workflows: new WorkflowLog(db),
  };
}

/**
 * Derives rows from one event, inside the event's transaction. It must give the same rows in any
 * order of events: merge what the event tells into the row's facts, then derive the row from them.
 * What it throws is noted at the event, and what it wrote is taken back.
 */
export type Handler = (event: HookEvent, stores: RecordStores) => void;
