import type { HookContext } from '@spoor/hooks';

/**
 * Where the recorder is looked at and changed from: plain data, for the writer's thread as well.
 * Without one the inspector shows a database and knows of no hooks, such as in the demonstration.
 */
export interface RecorderSite {
  /** The installer's view of this process; its clock is the reader's own. */
  readonly host: Omit<HookContext, 'now'>;
  /** How Spoor is started, for work in a process of its own: a program and its first arguments. */
  readonly command: readonly string[];
}

/** What the installer's functions ask for. */
export function hookContextAt({ host }: RecorderSite): HookContext {
  return { ...host, now: Date.now };
}
