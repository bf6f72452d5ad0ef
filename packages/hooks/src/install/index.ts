import type { DoctorCheck, DoctorOptions } from './doctor.js';
import type { InstallOptions, InstallResult } from './install.js';
import type { HookStatus, StatusOptions } from './status.js';
import type { UninstallOptions, UninstallResult } from './uninstall.js';

export type { HookContext } from './context.js';
export type { DoctorCheck, DoctorOptions, DoctorStore, FoundEvent } from './doctor.js';
export type { HookSource } from './hook-source.js';
export { copyHook, findHookSource } from './hook-source.js';
export type { InstallOptions, InstallResult } from './install.js';
export type { HookChange } from './plan.js';
export type { HookProfile, ProfiledEvent } from './profiles.js';
export { HOOK_PROFILES, PROFILED_EVENTS, profileEvents } from './profiles.js';
export type { HookScope, ScopeChoice } from './scope.js';
export type { HookStatus, LastEvent, PartStatus, ScopeStatus, StatusOptions } from './status.js';
export type { UninstallOptions, UninstallResult } from './uninstall.js';

/** Adds Spoor's entries to a settings file of the client and puts the hook into the data folder. */
export async function installHooks(options: InstallOptions): Promise<InstallResult> {
  return (await import('./install.js')).installHooks(options);
}

/** Takes exactly Spoor's entries out of a settings file of the client. */
export async function uninstallHooks(options: UninstallOptions): Promise<UninstallResult> {
  return (await import('./uninstall.js')).uninstallHooks(options);
}

/** Says where the hooks are installed, whether they record, and if not, why and since when. */
export async function hookStatus(options: StatusOptions): Promise<HookStatus> {
  return (await import('./status.js')).hookStatus(options);
}

/** Checks all that recording needs and sends a real event through each installed command. */
export async function hookDoctor(options: DoctorOptions): Promise<DoctorCheck[]> {
  return (await import('./doctor.js')).hookDoctor(options);
}
