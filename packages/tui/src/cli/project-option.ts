import { resolve } from 'node:path';
import { redactText } from '@spoor/core';
import { findWorkplace } from '@spoor/hooks';
import type { CliIo } from './io.js';
import { ownRedaction } from './redact-own.js';

/** The project that a path lies in, as recordings name it; `.` is where the command was called. */
export function projectOf(io: CliIo, path: string): string {
  const folder = resolve(io.cwd, path);
  return redactText(findWorkplace(folder).projectId ?? folder, ownRedaction(io));
}
