import { findClientVersion, type HookScope, installHooks } from '@spoor/hooks';
import type { ActionContext } from '../actions.js';
import { needSite } from '../need-site.js';
import { noteOperation } from '../note-operation.js';
import { hookContextAt } from '../recorder-site.js';

/** Which of the client's settings files is to get the hooks. */
export interface InstallHooksInput {
  readonly scope: Exclude<HookScope, 'file'>;
}

/** Installs the hooks as `spoor hooks install` does. @returns what was changed. */
export async function installHooksAction(
  { databasePath, site }: ActionContext,
  { scope }: InstallHooksInput,
): Promise<string> {
  const context = hookContextAt(needSite(site));
  const clientVersion = findClientVersion(context.env);
  const { path, events, profile, changed, backup } = await installHooks({
    context: { ...context, clientVersion },
    scope,
  });
  const what = `${events.length} events (${profile}) in ${path}`;
  if (!changed) return `Installed already: ${what}.`;
  const note = noteOperation(databasePath, { action: 'hooks.install', details: { path, profile } });
  const before = backup === null ? '' : ` The file as it was: ${backup}.`;
  return `Installed: ${what}.${before}${note}`;
}
