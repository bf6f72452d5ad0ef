import type { ScopeChoice } from '../install/scope.js';
import { type UninstallResult, uninstallHooks } from '../install/uninstall.js';
import { noteInAudit } from './audit.js';
import { hookContext } from './context.js';
import type { HookCliIo } from './io.js';
import { printJson, printLines } from './print.js';

/** What `uninstall` was asked. */
export interface UninstallArguments extends ScopeChoice {
  readonly dryRun?: true;
  readonly json?: true;
}

/** Uninstalls, and shows what changed. */
export async function runUninstall(io: HookCliIo, given: UninstallArguments): Promise<void> {
  const { dryRun = false, json, ...choice } = given;
  const result = uninstallHooks({ context: hookContext(io), dryRun, ...choice });
  if (result.changed && !dryRun) noteInAudit(io, 'hooks.uninstall', { path: result.path });
  if (json === true) printJson(io, result);
  else printLines(io, describe(result));
}

function describe({ path, changed, dryRun, diff, backup, restored }: UninstallResult): string[] {
  if (!changed) return [`Nothing to take out: no hooks of Spoor in ${path}`];
  const patch = diff === '' ? [] : [...diff.trimEnd().split('\n'), ''];
  if (dryRun) return [...patch, `Would take the hooks out of ${path}. Nothing was changed.`];
  const how = restored ? '; it is as it was before' : '';
  return [
    ...patch,
    `Took the hooks out of ${path}${how}. What was recorded stays.`,
    ...(backup === null ? [] : [`The file as it was: ${backup}`]),
  ];
}
