import type { IsoTime } from '@spoor/core';
import type { StorageError, StorageErrorCode } from '../errors.js';

/** How a writer is doing. */
export interface WriterStatus {
  readonly state: 'ok' | 'degraded';
  /** Since when the database can't be used; null while it can. */
  readonly since: IsoTime | null;
  /** Why it can't. */
  readonly reason: string | null;
  readonly code: StorageErrorCode | null;
  /** Writes that wait, those of other writers in the same folders included. */
  readonly held: number;
}

/** What a writer has to say; each outage is told once when it begins and once when it is over. */
export interface WriterNotice {
  /**
   * `degraded`: the database can't be used. `restored`: it can again, and what was held is written.
   * `rejected`: a held write can't ever be applied; its file is set aside. `lost`: the writer was closed while
   * memory held writes.
   */
  readonly kind: 'degraded' | 'restored' | 'rejected' | 'lost';
  /** One line for people. */
  readonly message: string;
  readonly error?: StorageError;
}

/** Remembers whether the database can be used, and says so at each change. */
export class Availability {
  readonly #notify: (notice: WriterNotice) => void;
  #trouble: { readonly since: IsoTime; readonly error: StorageError } | null = null;

  constructor(notify: (notice: WriterNotice) => void = () => undefined) {
    this.#notify = notify;
  }

  get isDegraded(): boolean {
    return this.#trouble !== null;
  }

  /** @param consequence what happens to writes now, for people. */
  lost(error: StorageError, at: IsoTime, consequence: string): void {
    if (this.#trouble !== null) return;
    this.#trouble = { since: at, error };
    this.tell({ kind: 'degraded', message: `${error.message}; ${consequence}`, error });
  }

  /** @param applied how many held writes were written. */
  restored(applied: number): void {
    if (this.#trouble === null) return;
    this.#trouble = null;
    const held =
      applied === 0 ? '' : `; ${applied} held ${applied === 1 ? 'write' : 'writes'} written`;
    this.tell({ kind: 'restored', message: `the database can be used again${held}` });
  }

  /** A listener that fails changes nothing. */
  tell(notice: WriterNotice): void {
    try {
      this.#notify(notice);
    } catch {
      // It is the listener's.
    }
  }

  status(held: number): WriterStatus {
    const { since = null, error = null } = this.#trouble ?? {};
    return {
      state: error === null ? 'ok' : 'degraded',
      since,
      reason: error?.message ?? null,
      code: error?.code ?? null,
      held,
    };
  }
}
