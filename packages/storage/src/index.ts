export type { ConnectOptions } from './database/connect.js';
export { APPLICATION_ID, BUSY_TIMEOUT_MS } from './database/connect.js';
export type { Handle, Statement } from './database/handle.js';
export { makePrivateFolder } from './database/safe-file.js';
export type { SpoorDatabaseOptions } from './database/spoor-database.js';
export { SpoorDatabase } from './database/spoor-database.js';
export type { StorageErrorCode } from './errors.js';
export {
  asStorageError,
  isEnvironmental,
  isTransient,
  StateConflict,
  StorageError,
  sqliteCode,
} from './errors.js';
export { ChangeWatch } from './live/change-watch.js';
export type {
  RecoveredSession,
  RecoveredUsage,
  RecoveredWorkflow,
} from './live/recover-session.js';
export { recoverSession } from './live/recover-session.js';
export type { SessionHistory } from './live/session-history.js';
export { readSessionHistory } from './live/session-history.js';
export { countOpenSessions, listSessionIds } from './live/session-ids.js';
export type { SessionOverview } from './live/session-overview.js';
export { getSessionOverview, listSessionOverviews } from './live/session-overview.js';
export { checkpoint } from './maintenance/checkpoint.js';
export type { Lease, LeaseOptions } from './maintenance/lease.js';
export { takeLease } from './maintenance/lease.js';
export type { LongWork, Progress } from './maintenance/long-work.js';
export type { DatabaseStatus } from './maintenance/status.js';
export { readDatabaseStatus } from './maintenance/status.js';
export type { MigrateOptions, MigrationState } from './migrate.js';
export { migrate, readMigrationState } from './migrate.js';
export { MIGRATIONS, SCHEMA_VERSION } from './migrations/index.js';
export type { Migration } from './migrations/migration.js';
export type { DrainOptions, DrainReport } from './spool/drain.js';
export { drain } from './spool/drain.js';
export type { SpoolEntry } from './spool/spool.js';
export { Spool } from './spool/spool.js';
export type {
  AuditCategory,
  AuditEntry,
  NewAuditEntry,
  SequencedAuditEntry,
} from './stores/audit-entry.js';
export type { AuditExportOptions } from './stores/audit-export.js';
export { exportAudit } from './stores/audit-export.js';
export type { AuditFilter, AuditPosition, AuditQuery } from './stores/audit-filter.js';
export type { AuditExportFormat } from './stores/audit-format.js';
export type { IndexAuditOptions } from './stores/audit-index.js';
export { indexAudit } from './stores/audit-index.js';
export { AuditLogger } from './stores/audit-logger.js';
export type { Operation } from './stores/audit-operation.js';
export { auditOperation } from './stores/audit-operation.js';
export { AuditRecords } from './stores/audit-records.js';
export type { AuditCount, AuditGrouping } from './stores/audit-summary.js';
export type { Counter } from './stores/counter-store.js';
export { CounterStore } from './stores/counter-store.js';
export type {
  Invocation,
  InvocationChanges,
  InvocationRecord,
  NewInvocation,
  Outcome,
  TokenUsage,
  Trace,
  TraceRecord,
} from './stores/execution.js';
export { ExecutionRecords } from './stores/execution-records.js';
export { ExecutionTracker } from './stores/execution-tracker.js';
export type { HookExecution, NewHookExecution } from './stores/hook-execution.js';
export { HookExecutionLog } from './stores/hook-execution-log.js';
export type { HookExecutionFilter, HookExecutionQuery } from './stores/hook-execution-page.js';
export { HookExecutionRecords } from './stores/hook-execution-records.js';
export type { Message, MessageChanges, MessageKind, NewMessage } from './stores/message.js';
export type { MessageFilter, MessagePosition, MessageQuery } from './stores/message-list.js';
export type { MessageStoreOptions } from './stores/message-store.js';
export { MessageStore } from './stores/message-store.js';
export type { AgentMetrics } from './stores/metrics/agent-metrics.js';
export type { DailyMetrics } from './stores/metrics/daily-metrics.js';
export type { RunFigures } from './stores/metrics/figures.js';
export type { ToolMetrics } from './stores/metrics/tool-metrics.js';
export type { MetricsWindow } from './stores/metrics/window.js';
export type {
  NewSession,
  OpenSession,
  Session,
  SessionChanges,
  SessionRecord,
  SessionStatus,
} from './stores/session.js';
export { noteForgotten, removeSession } from './stores/session-delete.js';
export type { SessionFilter, SessionQuery } from './stores/session-list.js';
export { SessionRecords } from './stores/session-records.js';
export { SessionStore } from './stores/session-store.js';
export type { ToolCall, ToolCallRecord, ToolCallStatus } from './stores/tool-call-store.js';
export { ToolCallStore } from './stores/tool-call-store.js';
export type { ObservedCheckpoint, ObservedTransition } from './stores/workflow-log.js';
export { WorkflowLog } from './stores/workflow-log.js';
