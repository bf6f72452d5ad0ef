export type { SecretPlaces } from './capture/known-secrets.js';
export { withSecretsOf } from './capture/known-secrets.js';
export type { MaintenanceSite } from './capture/start-maintenance.js';
export { startMaintenanceIfDue } from './capture/start-maintenance.js';
export { findWorkplace } from './capture/workplace.js';
export type { CatchUpOptions } from './catch-up.js';
export { catchUp } from './catch-up.js';
export { findClientVersion } from './cli/client-version.js';
export type { PayloadImportOptions, PayloadImportReport } from './import/import-payloads.js';
export { importPayloads } from './import/import-payloads.js';
export { createReconciler } from './import/reconciler.js';
export type {
  DoctorCheck,
  DoctorOptions,
  DoctorStore,
  FoundEvent,
  HookChange,
  HookContext,
  HookProfile,
  HookScope,
  HookSource,
  HookStatus,
  InstallOptions,
  InstallResult,
  LastEvent,
  PartStatus,
  ProfiledEvent,
  ScopeChoice,
  ScopeStatus,
  StatusOptions,
  UninstallOptions,
  UninstallResult,
} from './install/index.js';
export {
  copyHook,
  findHookSource,
  HOOK_PROFILES,
  hookDoctor,
  hookStatus,
  installHooks,
  PROFILED_EVENTS,
  profileEvents,
  uninstallHooks,
} from './install/index.js';
export type { MaintainStoreOptions } from './maintain-store.js';
export { maintainStore } from './maintain-store.js';
export type { Handler, RecordStores } from './record/context.js';
export type { HandlerTable } from './record/handlers.js';
export type { Recorded, Recorder, RecorderOptions } from './record/recorder.js';
export { createRecorder } from './record/recorder.js';
export { spooledSession } from './record/spooled-session.js';
export type { CatchUpTranscripts } from './transcript/catch-up-transcripts.js';
export { transcriptsBy } from './transcript/catch-up-transcripts.js';
export { discoverTranscripts } from './transcript/files/discover.js';
export { profileFolders } from './transcript/files/profile-folders.js';
export type { HistoryProblem, HistoryReport } from './transcript/history/history-report.js';
export type { HistoryOptions } from './transcript/history/import-history.js';
export { importHistory } from './transcript/history/import-history.js';
export type { IngestOptions, IngestReport } from './transcript/ingest.js';
export { ingestTranscript } from './transcript/ingest.js';
export type { IngestConfiguration } from './transcript/ingest-context.js';
export { ingestSession } from './transcript/ingest-session.js';
export type { Capture } from './wire/parse-hook-event.js';
export { parseHookEvent } from './wire/parse-hook-event.js';
