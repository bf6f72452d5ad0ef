const TURN = 0;
const STOP = 1;

const FREE = 0;
const TAKEN = 1;
const WANTED = 2;

/** A holder of the turn that died is waited for so long, ms; then SQLite's own lock decides. */
const PATIENCE_MS = 10_000;

/**
 * Between two turns nobody of the import writes for so long, ms. Hooks look for a free lock again and
 * again, asleep in between: one that is passed on at once they would hardly ever meet.
 */
const GAP_MS = 5;

/**
 * What the threads of one import share: whose turn it is to write, whether to stop, and how much is
 * done. SQLite lets one connection write at a time and has the others look again and again, asleep
 * in between; threads that know of each other wake one another instead.
 */
export class SharedControl {
  /** Goes to another thread as it is, which makes its own view of it. */
  readonly buffer: SharedArrayBuffer;
  readonly #words: Int32Array;
  readonly #bytes: BigInt64Array;
  /** When the last turn ended, milliseconds since 1970. */
  readonly #endedAt: BigInt64Array;

  constructor(buffer: SharedArrayBuffer = new SharedArrayBuffer(24)) {
    this.buffer = buffer;
    this.#words = new Int32Array(buffer, 0, 2);
    this.#bytes = new BigInt64Array(buffer, 8, 1);
    this.#endedAt = new BigInt64Array(buffer, 16, 1);
  }

  /** Has all threads end after the batch that they are at. */
  stop(): void {
    Atomics.store(this.#words, STOP, 1);
  }

  get isStopped(): boolean {
    return Atomics.load(this.#words, STOP) === 1;
  }

  /** Counts bytes that were read and written. @returns how many there were before. */
  addBytes(count: number): number {
    return Number(Atomics.add(this.#bytes, 0, BigInt(count)));
  }

  get bytes(): number {
    return Number(Atomics.load(this.#bytes, 0));
  }

  /** Does something while no other thread of the import does. Blocks: not for a main thread. */
  inTurn<T>(run: () => T): T {
    const isHeld = this.#take();
    try {
      sleep(Number(Atomics.load(this.#endedAt, 0)) + GAP_MS - Date.now());
      return run();
    } finally {
      Atomics.store(this.#endedAt, 0, BigInt(Date.now()));
      if (isHeld) this.#give();
    }
  }

  #take(): boolean {
    if (Atomics.compareExchange(this.#words, TURN, FREE, TAKEN) === FREE) return true;
    const until = performance.now() + PATIENCE_MS;
    // Whoever has waited leaves it marked as wanted: there may be others that still wait.
    while (Atomics.exchange(this.#words, TURN, WANTED) !== FREE) {
      const leftMs = until - performance.now();
      if (leftMs <= 0) return false;
      Atomics.wait(this.#words, TURN, WANTED, leftMs);
    }
    return true;
  }

  #give(): void {
    if (Atomics.exchange(this.#words, TURN, FREE) === WANTED) Atomics.notify(this.#words, TURN, 1);
  }
}

/** Does nothing for so long, ms; never for longer than a gap, whatever the clock says. */
function sleep(ms: number): void {
  if (ms > 0) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, Math.min(ms, GAP_MS));
}
