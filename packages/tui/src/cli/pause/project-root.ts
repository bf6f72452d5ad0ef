import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { SpoorError } from '@spoor/core';
import { findWorkplace } from '@spoor/hooks';
import { safeText } from '../../present/safe-text.js';
import type { CliIo } from '../io.js';
import { settingsOf } from '../settings.js';

/**
 * The folder that a user means: the one that is named, by its real path, or the root of the project
 * that the command runs in.
 * @throws SpoorError when there is no such folder.
 */
export function projectRoot({ cwd }: CliIo, project: string | true): string {
  if (project === true) return findWorkplace(cwd).projectId ?? cwd;
  const path = resolve(cwd, project);
  try {
    return realpathSync(path);
  } catch {
    throw new SpoorError(`${safeText(path)}: there is no such folder`);
  }
}

/** The projects that the user's file leaves out; those of the environment can't be changed here. */
export function ownPausedProjects(io: CliIo): readonly string[] {
  return settingsOf(io).layers.file?.pause?.projects ?? [];
}
