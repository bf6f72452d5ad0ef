export { AsyncDatabase } from './async/async-database.js';
export type { DatabaseFunction, Spoor } from './async/call-function.js';
export type { AsyncDatabaseOptions, CallOptions } from './async/options.js';
export type { LaneStatistics, PoolStatistics } from './async/pool-statistics.js';
export type { Percentiles, QueueStatistics } from './async/queue-tally.js';
export type { RunResult, SqlParameters, SqlStatement } from './async/task.js';
export type { BackupOptions, BackupReport } from './backups/backup.js';
export { backup } from './backups/backup.js';
export type { BackupFile } from './backups/backup-files.js';
export { listBackups } from './backups/backup-files.js';
export { backupFolderOf } from './backups/backup-name.js';
export type { RestoreOptions, RestoreReport } from './backups/restore.js';
export { restore } from './backups/restore.js';
export type { RotationOptions } from './backups/rotate-backups.js';
export { rotateBackups } from './backups/rotate-backups.js';
export type { ConfiguredOptions } from './configuration/configured-options.js';
export { configuredOptions } from './configuration/configured-options.js';
export type {
  ConfigurationPlaces,
  LoadedConfiguration,
} from './configuration/load-configuration.js';
export { addProject, loadConfiguration } from './configuration/load-configuration.js';
export { noteConfigurationChanges } from './configuration/note-changes.js';
export type { Pause } from './configuration/pause.js';
export { readPause } from './configuration/pause.js';
export { pausedProject } from './configuration/paused-project.js';
export type { PausedTime } from './configuration/pauses.js';
export { isIn as isInPause, pausedTimes } from './configuration/pauses.js';
export type { ResolvedStore } from './configuration/resolve-store.js';
export { resolveStore } from './configuration/resolve-store.js';
export { endPause, startPause } from './configuration/set-pause.js';
export {
  hasConfiguration,
  hasProjectFile,
  PROJECT_FILE,
  UNCONFIGURED,
} from './configuration/signs.js';
export type { ConnectOptions } from './database/connect.js';
export { APPLICATION_ID, BUSY_TIMEOUT_MS } from './database/connect.js';
export type { Handle, Statement } from './database/handle.js';
export type { SpoorDatabaseOptions } from './database/spoor-database.js';
export { SpoorDatabase } from './database/spoor-database.js';
export { pruneAppliedWrites } from './degradation/applied-writes.js';
export { DurableWriter } from './degradation/durable-writer.js';
export type { DurableWriterOptions, Written } from './degradation/durable-writer-options.js';
export type { MemoryLimit } from './degradation/held-in-memory.js';
export { OPERATIONS as WRITE_OPERATIONS } from './degradation/operations/index.js';
export type {
  InputOf,
  OperationTable,
  OutputOf,
  WriteOperation,
  WriteStamp,
} from './degradation/write-operation.js';
export { defineOperation } from './degradation/write-operation.js';
export type { WriterNotice, WriterStatus } from './degradation/writer-status.js';
export type { StorageErrorCode } from './errors.js';
export {
  asStorageError,
  isEnvironmental,
  isTransient,
  StateConflict,
  StorageError,
  sqliteCode,
} from './errors.js';
export type { AgentDetail, AgentDetailQuery } from './figures/agent-detail.js';
export { agentDetail } from './figures/agent-detail.js';
export type { AgentFigures, AgentQuery } from './figures/agent-figures.js';
export { agentFigures } from './figures/agent-figures.js';
export type { CalendarUnit, Period, PeriodUnit } from './figures/calendar.js';
export { dateOf, periodAt, startOfDay } from './figures/calendar.js';
export type { FigureChoice } from './figures/choice.js';
export type { DurationBucket } from './figures/duration-buckets.js';
export type { Failure, FailureGroup, FailureKind, FailureQuery } from './figures/failures.js';
export { FAILURE_KINDS, groupFailures, listFailures } from './figures/failures.js';
export type { FigureRange } from './figures/range.js';
export type { TokenFigures } from './figures/token-figures.js';
export type { UnpricedModel } from './figures/token-sums.js';
export type { ToolDetail, ToolDetailQuery } from './figures/tool-detail.js';
export { toolDetail } from './figures/tool-detail.js';
export type { ToolCounts, ToolFigures, ToolQuery, ToolShare } from './figures/tool-figures.js';
export { toolCounts, toolFigures, toolShares } from './figures/tool-figures.js';
export type { ToolGroup } from './figures/tool-group.js';
export { serverOfTool } from './figures/tool-group.js';
export type { ToolTrend, ToolTrendQuery } from './figures/tool-trends.js';
export { toolTrends } from './figures/tool-trends.js';
export type { UsageFigures } from './figures/usage.js';
export type { UsageGrouping, UsageQuery, UsageReport, UsageRow } from './figures/usage-figures.js';
export { usageFigures } from './figures/usage-figures.js';
export type { UsagePart, UsagePeriod, UsageSeriesQuery } from './figures/usage-series.js';
export { usageSeries } from './figures/usage-series.js';
export type { FileOwnership } from './files/atomic-write.js';
export { writeAtomically } from './files/atomic-write.js';
export type { JsonFile, JsonFileOptions } from './files/json-file.js';
export { readJsonFile } from './files/json-file.js';
export { makeFolders } from './files/make-folders.js';
export { networkFileSystem } from './files/network-file-system.js';
export { writePrivateFile } from './files/private-file.js';
export { checkReplaceable } from './files/replaceable.js';
export { makePrivateFolder } from './files/safe-file.js';
export { syncFolder } from './files/sync-folder.js';
export { removeUnfinished, unfinishedPath } from './files/unfinished.js';
export type { CallEntry } from './live/call-entry.js';
export type { CallListQuery, ListedCall } from './live/call-list.js';
export { listCalls } from './live/call-list.js';
export type { CallTally } from './live/call-tally.js';
export { ChangeWatch } from './live/change-watch.js';
export type { ContextFill } from './live/context-tokens.js';
export { readCompactions, readContextTokens } from './live/context-tokens.js';
export type { ConversationSearch } from './live/conversation-find.js';
export { countConversation, findInConversation } from './live/conversation-find.js';
export type { AskedTool, ConversationMessage } from './live/conversation-messages.js';
export { CONVERSATION_TEXT } from './live/conversation-messages.js';
export type {
  ConversationCall,
  ConversationPage,
  ConversationQuery,
} from './live/conversation-page.js';
export { readConversationPage } from './live/conversation-page.js';
export type { Entry, EntryPlace, EntryReading } from './live/entry.js';
export { readEntry } from './live/entry.js';
export type { EntryEvent } from './live/entry-events.js';
export type { AskingMessage, EntryMessage } from './live/entry-messages.js';
export type { CallCursor } from './live/find-calls.js';
export type { LessonListing, ListedLesson } from './live/lesson-list.js';
export { listLessonRows } from './live/lesson-list.js';
export { readLessonUses } from './live/lesson-uses.js';
export type { ProjectSummary } from './live/projects.js';
export { listProjects } from './live/projects.js';
export type { RecordedCounts } from './live/recorded-counts.js';
export { countRecorded, NOTHING_RECORDED, recordedSince } from './live/recorded-counts.js';
export type {
  RecoveredSession,
  RecoveredUsage,
  RecoveredWorkflow,
} from './live/recover-session.js';
export { recoverSession } from './live/recover-session.js';
export type { ListedRun, RunCursor, RunListQuery } from './live/run-list.js';
export { listRuns } from './live/run-list.js';
export type { ActivityChoice } from './live/session-activity.js';
export { readSessionActivity } from './live/session-activity.js';
export type { SessionHistory } from './live/session-history.js';
export { hasMoreCalls, readSessionHistory } from './live/session-history.js';
export { countOpenSessions, listSessionIds } from './live/session-ids.js';
export type { SessionLabel } from './live/session-labels.js';
export { readSessionLabels } from './live/session-labels.js';
export type { SessionChoice, SessionOverview, SessionUsage } from './live/session-overview.js';
export { getSessionOverview, listSessionOverviews } from './live/session-overview.js';
export type { SessionRow, SessionRowChoice } from './live/session-rows.js';
export { listSessionRows } from './live/session-rows.js';
export type { ModelUsage, SessionFigures } from './live/session-usage.js';
export { readSessionFigures } from './live/session-usage.js';
export type { SubagentEntry } from './live/subagent-entry.js';
export type { TurnEntry } from './live/turn-entry.js';
export type { UnreadSession } from './live/unread-sessions.js';
export { hasLooseEnds, unreadSessions } from './live/unread-sessions.js';
export type { UsageStep } from './live/usage-steps.js';
export { readUsageSteps } from './live/usage-steps.js';
export type {
  ListedCheckpoint,
  ListedTransition,
  WorkflowContent,
  WorkflowPart,
} from './live/workflow-entries.js';
export {
  latestCheckpoints,
  latestTransitions,
  readWorkflowContent,
} from './live/workflow-entries.js';
export type { StateEdge, StateFigures, WorkflowFlow } from './live/workflow-flow.js';
export { readWorkflowFlow } from './live/workflow-flow.js';
export type { ListedTask, TaskListing, TaskSession } from './live/workflow-list.js';
export { listWorkflowTasks, readWorkflowTask } from './live/workflow-list.js';
export { checkpoint } from './maintenance/checkpoint.js';
export type { ForgetOptions, ForgetReport } from './maintenance/forget.js';
export { forgetSession, isSessionKnown } from './maintenance/forget.js';
export type { SpoolOfSession } from './maintenance/forget-spool.js';
export { giveBackSpace } from './maintenance/give-back-space.js';
export type { Health, HealthReason } from './maintenance/health.js';
export { HEALTH_LIMITS, judgeHealth, networkReason } from './maintenance/health.js';
export type { Lease, LeaseOptions } from './maintenance/lease.js';
export { takeLease } from './maintenance/lease.js';
export type { LongWork, Progress } from './maintenance/long-work.js';
export type { MaintainOptions, MaintainReport, MaintainStep } from './maintenance/maintain.js';
export { maintain } from './maintenance/maintain.js';
export {
  lastMaintainedAt,
  MAINTENANCE_INTERVAL_MS,
  maintainedFile,
  maintenanceDue,
  touchMaintained,
} from './maintenance/maintenance-due.js';
export type { MaintenanceRun } from './maintenance/maintenance-runs.js';
export { lastRun } from './maintenance/maintenance-runs.js';
export { migrateDatabase } from './maintenance/migrate-database.js';
export { optimize } from './maintenance/optimize.js';
export type { RecorderFigures } from './maintenance/recorder-figures.js';
export { readRecorderFigures } from './maintenance/recorder-figures.js';
export type { RecorderLatency, SlowOperation } from './maintenance/recorder-latency.js';
export type { ResetOptions, ResetReport } from './maintenance/reset.js';
export { reset } from './maintenance/reset.js';
export type { DatabaseStatus, StatusOptions } from './maintenance/status.js';
export { readDatabaseStatus } from './maintenance/status.js';
export type { TranscriptFigures } from './maintenance/status-figures.js';
export { readTranscriptFigures } from './maintenance/status-figures.js';
export type { TableSize } from './maintenance/table-sizes.js';
export { readTableSizes } from './maintenance/table-sizes.js';
export type { Vitals } from './maintenance/vitals.js';
export { readVitals } from './maintenance/vitals.js';
export { blockForWalRoom } from './maintenance/wait-for-wal-room.js';
export { hasWalRoom } from './maintenance/wal-room.js';
export { MIGRATIONS, SCHEMA_VERSION } from './migrations/index.js';
export type { MigrateOptions } from './migrations/migrate.js';
export { migrate, readMigrationState } from './migrations/migrate.js';
export type { Migration, MigrationReport, MigrationState } from './migrations/migration.js';
export type { ExportOptions, ExportReport } from './portable/export.js';
export { exportRows } from './portable/export.js';
export { exportToFile } from './portable/export-file.js';
export type { ImportOptions } from './portable/import.js';
export { importRows } from './portable/import.js';
export { importFile } from './portable/import-file.js';
export type { ImportCounts, ImportReport, Refusal } from './portable/import-report.js';
export type { Line, LineOptions } from './portable/lines.js';
export { readLines } from './portable/lines.js';
export type { PortableRow, PortableValue } from './portable/merge.js';
export type { Reconciler } from './portable/reconciler.js';
export { readBytes, unpack } from './portable/source.js';
export type { StateImportOptions, StateImportReport } from './portable/states/import-states.js';
export { importStateFiles } from './portable/states/import-states.js';
export type { StateInFile } from './portable/states/read-states.js';
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
export type { ScannedBackup } from './redaction/scan-backups.js';
export type { ScannedFiles } from './redaction/scan-files.js';
export type { ScanOptions, ScanReport } from './redaction/scan-secrets.js';
export { isClean, scanSecrets } from './redaction/scan-secrets.js';
export type { FoundSecrets } from './redaction/tally.js';
export type { CleanupOptions, CleanupReport } from './retention/cleanup.js';
export { cleanup } from './retention/cleanup.js';
export type { Retention } from './retention/retention.js';
export { DEFAULT_RETENTION } from './retention/retention.js';
export type { Cleared } from './retention/sweep.js';
export type { IndexedTexts, IndexTextsOptions } from './search/index-texts.js';
export { indexTexts } from './search/index-texts.js';
export type {
  FoundKind,
  TextFilter,
  TextHit,
  TextSearch,
  TextSearchResult,
} from './search/search.js';
export { FOUND_KINDS } from './search/search.js';
export { searchTexts } from './search/search-texts.js';
export type { Snippet } from './search/snippet.js';
export { unindexedTexts } from './search/unindexed-texts.js';
export type { DrainOptions, DrainReport } from './spool/drain.js';
export { drain } from './spool/drain.js';
export { countLostEvent, readLostEvents } from './spool/lost-events.js';
export type { SpoolEntry } from './spool/spool.js';
export { Spool } from './spool/spool.js';
export type { AuditAround, AuditLine, AuditStretch } from './stores/audit-around.js';
export { readAuditAround } from './stores/audit-around.js';
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
export type { AuditNames } from './stores/audit-names.js';
export { readAuditNames } from './stores/audit-names.js';
export type { Operation } from './stores/audit-operation.js';
export { auditOperation } from './stores/audit-operation.js';
export { AuditRecords } from './stores/audit-records.js';
export type { AuditCount, AuditGrouping } from './stores/audit-summary.js';
export type { WholeAuditEntry } from './stores/audit-whole.js';
export { readWholeAuditEntry } from './stores/audit-whole.js';
export { ConfigurationCache } from './stores/configuration-cache.js';
export type { ConfigurationScope, Setting } from './stores/configuration-store.js';
export { ConfigurationStore } from './stores/configuration-store.js';
export type { Counter, CounterQuery } from './stores/counter-store.js';
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
export { isForgotten } from './stores/forgotten.js';
export type { HookExecution, NewHookExecution } from './stores/hook-execution.js';
export { UNTOLD_EVENT } from './stores/hook-execution.js';
export { HookExecutionLog } from './stores/hook-execution-log.js';
export type { HookExecutionFilter, HookExecutionQuery } from './stores/hook-execution-page.js';
export { HookExecutionRecords } from './stores/hook-execution-records.js';
export type {
  Lesson,
  LessonCategory,
  LessonChange,
  LessonEvidence,
  LessonFilter,
  LessonQuery,
  NewEvidence,
  NewLesson,
} from './stores/lesson.js';
export { LESSON_CATEGORIES } from './stores/lesson.js';
export { LessonsStore } from './stores/lessons-store.js';
export type { Message, MessageChanges, MessageKind, NewMessage } from './stores/message.js';
export type { MessageFilter, MessagePosition, MessageQuery } from './stores/message-list.js';
export type { MessageRecord } from './stores/message-records.js';
export { MessageRecords } from './stores/message-records.js';
export type { MessageStoreOptions } from './stores/message-store.js';
export { MessageStore } from './stores/message-store.js';
export type { AgentMetrics } from './stores/metrics/agent-metrics.js';
export type { DailyMetrics } from './stores/metrics/daily-metrics.js';
export type { RunFigures } from './stores/metrics/figures.js';
export type { ToolMetrics } from './stores/metrics/tool-metrics.js';
export type { MetricsWindow } from './stores/metrics/window.js';
export type { Origin } from './stores/origin.js';
export type { Page } from './stores/page-bounds.js';
export { reconnectWorkflow } from './stores/reconnect-workflow.js';
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
export { SQLiteStateStore } from './stores/state-store.js';
export type { ToolCall, ToolCallRecord, ToolCallStatus } from './stores/tool-call-store.js';
export { ToolCallStore } from './stores/tool-call-store.js';
export type {
  LinePosition,
  LineProblem,
  TranscriptCursor,
  TranscriptProblem,
} from './stores/transcript-cursor.js';
export { TranscriptCursors } from './stores/transcript-cursors.js';
export type {
  ClientComparison,
  ComparedUsage,
  ModelComparison,
} from './stores/usage/compare-with-client.js';
export { compareWithClient } from './stores/usage/compare-with-client.js';
export { promptAt } from './stores/usage/prompt-at.js';
export type { RepriceReport } from './stores/usage/reprice-usage.js';
export { isPricedOtherwise, repriceUsage } from './stores/usage/reprice-usage.js';
export type { HeldMessage, UsageChange } from './stores/usage/usage-records.js';
export { UsageRecords } from './stores/usage/usage-records.js';
export type { CostOf, UsagePlace, UsageTold } from './stores/usage/usage-told.js';
export { costBy } from './stores/usage/usage-told.js';
export { refreshUsageTotals } from './stores/usage/usage-totals.js';
export type { ObservedCheckpoint, ObservedTransition } from './stores/workflow-log.js';
export { WorkflowLog } from './stores/workflow-log.js';
export type {
  Checkpoint,
  HistoryEntry,
  SavedState,
  StateContext,
  TaskPage,
  TaskSummary,
  Transition,
  WorkflowState,
} from './stores/workflow-state.js';
export { uptimeMs } from './uptime.js';
