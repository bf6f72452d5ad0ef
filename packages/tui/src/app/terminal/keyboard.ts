import { EventEmitter } from 'node:events';
import { TerminalInput, type TerminalReport } from './terminal-input.js';

/** Keys as Ink reads them, and when the terminal's other words come. */
export interface Keyboard {
  /** What Ink takes for the terminal's input. */
  readonly stream: NodeJS.ReadStream;
  /** Reads from now on, in raw mode; what is typed before Ink listens is kept for it. */
  readonly open: () => void;
  /** Reads no more, and lets go of raw mode. */
  readonly close: () => void;
}

/**
 * Stands between the terminal and Ink, which knows no mouse: what the terminal reports goes to
 * `heard`, the rest to Ink. Nothing is read while Ink doesn't listen, so that an editor that runs
 * meanwhile gets all that is typed.
 */
export function keyboardOf(
  stdin: NodeJS.ReadStream,
  heard: (report: TerminalReport) => void,
): Keyboard {
  const stream = new KeyStream(stdin, heard);
  return {
    // Ink uses no more of it than is there.
    stream: stream as unknown as NodeJS.ReadStream,
    open: () => stream.listen(),
    close: () => {
      stream.leave();
      // Ink leaves raw mode a moment later, which a process that ends now doesn't see.
      stdin.setRawMode(false);
    },
  };
}

/** How long the rest of a sequence may take: a lone escape is a key soon, half a report never is. */
const REST_MS = { key: 20, report: 500 };

class KeyStream extends EventEmitter {
  readonly isTTY = true;
  readonly #stdin: NodeJS.ReadStream;
  readonly #heard: (report: TerminalReport) => void;
  readonly #input = new TerminalInput();
  #keys = '';
  #listening = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(stdin: NodeJS.ReadStream, heard: (report: TerminalReport) => void) {
    super();
    this.#stdin = stdin;
    this.#heard = heard;
  }

  override addListener(event: string, listener: () => void): this {
    super.addListener(event, listener);
    if (event === 'readable') {
      this.listen();
      if (this.#keys !== '') queueMicrotask(() => this.emit('readable'));
    }
    return this;
  }

  override removeListener(event: string, listener: () => void): this {
    super.removeListener(event, listener);
    if (event === 'readable' && this.listenerCount('readable') === 0) this.leave();
    return this;
  }

  read(): string | null {
    const keys = this.#keys;
    this.#keys = '';
    return keys === '' ? null : keys;
  }

  setRawMode(mode: boolean): this {
    this.#stdin.setRawMode(mode);
    return this;
  }

  setEncoding(encoding: BufferEncoding): this {
    this.#stdin.setEncoding(encoding);
    return this;
  }

  ref(): this {
    this.#stdin.ref();
    return this;
  }

  unref(): this {
    this.#stdin.unref();
    return this;
  }

  listen(): void {
    if (this.#listening) return;
    this.#listening = true;
    this.#stdin.setEncoding('utf8');
    this.#stdin.setRawMode(true);
    this.#stdin.on('data', this.#came);
    this.#stdin.resume();
  }

  leave(): void {
    if (!this.#listening) return;
    this.#listening = false;
    clearTimeout(this.#timer);
    this.#input.release();
    this.#stdin.off('data', this.#came);
    this.#stdin.pause();
  }

  readonly #came = (chunk: string | Buffer): void => {
    clearTimeout(this.#timer);
    const { keys, reports } = this.#input.push(String(chunk));
    this.#give(keys);
    for (const report of reports) this.#heard(report);
    const { holding } = this.#input;
    if (holding === 'nothing') return;
    this.#timer = setTimeout(() => this.#give(this.#input.release()), REST_MS[holding]);
  };

  #give(keys: string): void {
    if (keys === '') return;
    this.#keys += keys;
    this.emit('readable');
  }
}
