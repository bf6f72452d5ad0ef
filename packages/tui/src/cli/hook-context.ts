import { SpoorError } from '@spoor/core';
import { findHookSource, type HookContext } from '@spoor/hooks';
import type { CliIo } from './io.js';

/** What the installer's functions ask of the process that a command runs in. */
export function hookContextOf(io: CliIo): HookContext {
  const { env, homeDir, cwd, platform, uid, execPath, nodeVersion, now } = io;
  if (homeDir === undefined) throw new SpoorError('no home folder is known; set `HOME`');
  const hookSource = findHookSource(import.meta.resolve('@spoor/hooks'));
  return { env, homeDir, cwd, platform, uid, nodePath: execPath, nodeVersion, hookSource, now };
}
