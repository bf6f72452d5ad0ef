import { constants } from 'node:os';
import type { CallKind } from './calls.ts';
import { watchLibrary } from './library.ts';

/** What is to become of one call. */
export interface Injection {
  readonly kind: CallKind;
  /** The n-th call of its kind in each process, from 1. */
  readonly n: number;
  /** An error; a write that takes half; or the process is killed, before the call or right after it. */
  readonly what:
    | 'EIO'
    | 'ENOSPC'
    | 'EROFS'
    | 'EACCES'
    | 'EINTR'
    | 'short'
    | 'kill-before'
    | 'kill-after';
  /** Whether all later calls of the kind fail too. */
  readonly on?: boolean;
}

/** What is watched, and what is done about it. */
export interface Watch {
  /** A real path, without links; what lies below it is watched. */
  readonly folder: string;
  /** The file that calls are appended to; outside the folder. Processes may share one. */
  readonly log?: string;
  /** Whether the log holds what was written; true by default. */
  readonly data?: boolean;
  readonly inject?: Injection;
}

/** The environment in which a process, and those that it starts, are watched. @throws NotHere */
export function watchEnv({ folder, log, data, inject }: Watch): Record<string, string> {
  return {
    LD_PRELOAD: watchLibrary(),
    // Rings would take file operations past the C library.
    UV_USE_IO_URING: '0',
    WATCH_FOLDER: folder,
    ...(log === undefined ? {} : { WATCH_LOG: log }),
    ...(data === false ? { WATCH_DATA: 'no' } : {}),
    ...(inject === undefined ? {} : { WATCH_INJECT: textOf(inject) }),
  };
}

function textOf({ kind, n, what, on }: Injection): string {
  const { errno } = constants;
  const action = what in errno ? errno[what as keyof typeof errno] : what;
  return `${kind}:${n}:${action}${on === true ? ':on' : ''}`;
}
