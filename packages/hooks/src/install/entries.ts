import { isJsonObject } from '@spoor/core';
import type { ProfiledEvent } from './profiles.js';
import { shellQuote } from './shell-quote.js';

/** A handler as the client's settings hold it. */
export type HookHandler = {
  type: 'command';
  command: string;
  async?: true;
  timeout: number;
};

/** A group of handlers as the client's settings hold it, one list of them an event. */
export type HookGroup = { matcher?: '*'; hooks: [HookHandler] };

/** The name of the launcher's file; entries are known by it. */
export const LAUNCHER_NAME = 'spoor-hook';

/** Seconds. A backstop only: the hook bounds itself, and the client doesn't time async hooks. */
const TIMEOUT_S = 10;

const OWN_COMMAND = /\/hook\/spoor-hook(?=['"\s;)]|$)/;

/** The group that Spoor adds to an event's list. */
export function hookGroup(event: ProfiledEvent, launcher: string): HookGroup {
  const handler: HookHandler = {
    type: 'command',
    command: hookCommand(launcher),
    ...(event.async ? { async: true } : {}),
    timeout: TIMEOUT_S,
  };
  return { ...(event.tool ? { matcher: '*' } : {}), hooks: [handler] };
}

/**
 * The command of every entry. The client's own shell reads the launcher: starting a second shell
 * for it costs 0.8 ms more a hook.
 */
export function hookCommand(launcher: string): string {
  const path = shellQuote(launcher);
  return `[ -x ${path} ] || exit 0; . ${path}`;
}

/** Whether a handler of the settings is Spoor's, of this version or an older one. */
export function isOwnHandler(handler: unknown): boolean {
  if (!isJsonObject(handler) || typeof handler['command'] !== 'string') return false;
  return OWN_COMMAND.test(handler['command']);
}

/** Whether a handler of the settings says exactly what this version would write. */
export function isSameHandler(handler: unknown, wanted: HookHandler): boolean {
  if (!isJsonObject(handler)) return false;
  const keys = Object.keys(wanted) as (keyof HookHandler)[];
  return (
    Object.keys(handler).length === keys.length && keys.every((key) => handler[key] === wanted[key])
  );
}
