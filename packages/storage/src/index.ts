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
export type { CheckOptions, CheckReport } from './recovery/check.js';
export { checkDatabase } from './recovery/check.js';
export type { FilledFromBackup } from './recovery/fill-from-backup.js';
export type { OpenForCheck } from './recovery/open-for-check.js';
export type { Problem } from './recovery/problem.js';
export type { RepairOptions, RepairReport } from './recovery/repair.js';
export { repairDatabase } from './recovery/repair.js';
export type { RowidRange, TableSalvage } from './recovery/salvage.js';
export type { Suspicion } from './recovery/suspicion.js';
export { clearSuspicion, noteSuspicion, readSuspicion } from './recovery/suspicion.js';
export { isUnderRepair } from './recovery/under-repair.js';
export type { DrainOptions, DrainReport } from './spool/drain.js';
export { drain } from './spool/drain.js';
export type { SpoolEntry } from './spool/spool.js';
export { Spool } from './spool/spool.js';
export type {
  AuditCategory,
  AuditEntry,
  AuditQuery,
  NewAuditEntry,
} from './stores/audit-logger.js';
export { AuditLogger } from './stores/audit-logger.js';
export type { Counter } from './stores/counter-store.js';
export { CounterStore } from './stores/counter-store.js';
export type {
  Invocation,
  InvocationRecord,
  Outcome,
  Trace,
  TraceRecord,
} from './stores/execution-tracker.js';
export { ExecutionTracker } from './stores/execution-tracker.js';
export type { HookExecution, NewHookExecution } from './stores/hook-execution-log.js';
export { HookExecutionLog } from './stores/hook-execution-log.js';
export type { OpenSession, Session, SessionRecord, SessionStatus } from './stores/session-store.js';
export { SessionStore } from './stores/session-store.js';
export type { ToolCall, ToolCallRecord, ToolCallStatus } from './stores/tool-call-store.js';
export { ToolCallStore } from './stores/tool-call-store.js';
export type { ObservedCheckpoint, ObservedTransition } from './stores/workflow-log.js';
export { WorkflowLog } from './stores/workflow-log.js';
