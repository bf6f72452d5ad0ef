import { type Profiler, Session } from 'node:inspector';

/**
 * Follows which blocks of code run, by V8's own counters. Only code whose address holds one of the
 * given texts counts, and of functions only those that first run after this is made.
 */
export class BlockCoverage {
  readonly #session = new Session();
  readonly #within: readonly string[];
  readonly #known = new Set<string>();

  constructor(within: readonly string[]) {
    this.#within = within;
    this.#session.connect();
    this.#session.post('Profiler.enable');
    this.#session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  }

  /** All blocks count as new again. */
  forget(): void {
    this.#take();
    this.#known.clear();
  }

  /** Blocks that ran since the last look and never before; they are known from now on. */
  takeNew(): string[] {
    const fresh = this.#take().filter((block) => !this.#known.has(block));
    for (const block of fresh) this.#known.add(block);
    return fresh;
  }

  get size(): number {
    return this.#known.size;
  }

  close(): void {
    this.#session.post('Profiler.stopPreciseCoverage');
    this.#session.disconnect();
  }

  /** Blocks that ran since the last look: V8 counts anew after each. */
  #take(): string[] {
    let scripts: Profiler.ScriptCoverage[] = [];
    this.#session.post('Profiler.takePreciseCoverage', (error, taken) => {
      if (error !== null) throw error;
      scripts = taken.result;
    });
    return scripts
      .filter(({ url }) => this.#within.some((part) => url.includes(part)))
      .flatMap(({ scriptId, functions }) =>
        functions.flatMap(({ ranges }) =>
          ranges
            .filter(({ count }) => count > 0)
            .map(({ startOffset, endOffset }) => `${scriptId}:${startOffset}-${endOffset}`),
        ),
      );
  }
}
