import { findWorkplace } from '@spoor/hooks';
import { addProject, type LoadedConfiguration } from '@spoor/storage';
import { safeText } from '../../present/safe-text.js';
import type { CliIo } from '../io.js';
import { settingsOf } from '../settings.js';

/** The configuration as it counts where the command runs; what of it can't be used goes to stderr. */
export function projectSettings(io: CliIo): LoadedConfiguration {
  const loaded = addProject(settingsOf(io), findWorkplace(io.cwd).projectId);
  for (const warning of loaded.warnings) io.stderr.write(`spoor: ${safeText(warning)}\n`);
  return loaded;
}
