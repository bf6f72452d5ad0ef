import { resolve } from 'node:path';
import { findWorkplace } from '@spoor/hooks';
import type { CliIo } from './io.js';

/** The project that a path lies in, as recordings name it; `.` is where the command was called. */
export function projectOf({ cwd }: Pick<CliIo, 'cwd'>, path: string): string {
  const folder = resolve(cwd, path);
  return findWorkplace(folder).projectId ?? folder;
}
