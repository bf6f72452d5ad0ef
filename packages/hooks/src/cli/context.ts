import { SpoorError } from '@spoor/core';
import type { HookContext } from '../install/context.js';
import { findHookSource } from '../install/hook-source.js';
import { findClientVersion } from './client-version.js';
import type { HookCliIo } from './io.js';

/** The installer's view of the process that a command runs in. */
export function hookContext(io: HookCliIo, clientVersion?: string): HookContext {
  if (io.homeDir === undefined) {
    throw new SpoorError('No home folder is known. Set `HOME` to an absolute path.');
  }
  return {
    env: io.env,
    homeDir: io.homeDir,
    cwd: io.cwd,
    platform: io.platform,
    uid: io.uid,
    nodePath: io.execPath,
    nodeVersion: io.nodeVersion,
    hookSource: findHookSource(import.meta.url),
    now: io.now,
    clientVersion: clientVersion ?? findClientVersion(io.env),
  };
}
