import type { HookSource } from './hook-source.js';

/** What the installer knows of the process it runs in; only `bin/` asks the process itself. */
export interface HookContext {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly homeDir: string;
  readonly cwd: string;
  readonly platform: NodeJS.Platform;
  /** The user's number, where the platform has one. */
  readonly uid?: number | undefined;
  /** The Node that hooks shall run with, usually the one that runs now. */
  readonly nodePath: string;
  readonly nodeVersion: string;
  /** The hook executable as it was built. */
  readonly hookSource: HookSource;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** The client's version, if it is known: events that it doesn't know are left out. */
  readonly clientVersion?: string | undefined;
  /** The settings that an organisation manages; by default where the platform has them. */
  readonly managedSettings?: string | undefined;
}
