/** Bounds of the waits between attempts, ms. */
export interface RetryWaits {
  readonly min: number;
  readonly max: number;
}

/** Tries again by itself, each time after twice the wait, with jitter; keeps no process alive. */
export class RetryTimer {
  readonly #waits: RetryWaits;
  readonly #attempt: () => void;
  #waitMs: number;
  #timer: NodeJS.Timeout | undefined;

  constructor(waits: RetryWaits, attempt: () => void) {
    this.#waits = waits;
    this.#attempt = attempt;
    this.#waitMs = waits.min;
  }

  /** Plans an attempt, unless one is planned. */
  plan(): void {
    if (this.#timer !== undefined) return;
    this.#timer = setTimeout(
      () => {
        this.#timer = undefined;
        this.#attempt();
      },
      this.#waitMs * (0.75 + Math.random() / 2),
    );
    this.#timer.unref();
    this.#waitMs = Math.min(this.#waitMs * 2, this.#waits.max);
  }

  /** No attempt is needed any more. */
  clear(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#waitMs = this.#waits.min;
  }
}
