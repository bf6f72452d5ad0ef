import { pausedProject, readPause, resolveStore } from '@spoor/storage';
import { findWorkplace } from '../capture/workplace.js';
import type { HookContext } from './context.js';
import type { HookStatus } from './status.js';

/** What the user wants of recording, besides the hooks that are installed. */
export interface RecordingWish {
  /** Why nothing is recorded anywhere, by the configuration. */
  readonly off: readonly string[];
  /** A pause, everywhere or where the command runs. */
  readonly paused: HookStatus['recording'] | undefined;
  /** What of the configuration can't be used. */
  readonly warnings: readonly string[];
}

const RESUME = '`spoor pause` was run; `spoor resume` ends that';

/** Reads the configuration and the pause as a hook does that starts now, here. */
export function readWish(context: HookContext): RecordingWish {
  const { configuration, paths, warnings } = resolveStore(context);
  const { database, spool, pause } = configuration;
  const off =
    database.enabled || spool.enabled
      ? []
      : ['the configuration switches it off (`database.enabled`, `spool.enabled`)'];
  const everywhere = readPause(paths.dataDir, context.now());
  if (everywhere !== null) {
    return { off, warnings, paused: { state: 'paused', reasons: [RESUME], ...everywhere } };
  }
  const { projectId, cwd } = findWorkplace(context.cwd);
  const project = pausedProject(pause.projects, [projectId, cwd]);
  if (project === undefined) return { off, warnings, paused: undefined };
  const reasons = [`${project} is left out; \`spoor resume --project\` ends that`];
  return { off, warnings, paused: { state: 'paused', since: null, until: null, reasons } };
}
