import type { Action } from '../state/action.js';
import { createDoubleClick } from './double-click.js';
import { type Keyboard, keyboardOf } from './keyboard.js';
import { ASK_BACKGROUND, terminalModes } from './modes.js';
import {
  type AwayJob,
  guardTerminal,
  type HostProcess,
  type TerminalGuard,
} from './terminal-guard.js';
import type { TerminalReport } from './terminal-input.js';

/** What the inspector's terminal is made of. */
export interface InspectorTerminalOptions {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly host: HostProcess;
  /** The time, ms. */
  readonly now: () => number;
  readonly mouse: boolean;
  /** Whether to ask for the background's colour; nothing waits for the answer. */
  readonly asksBackground: boolean;
}

/** Who draws on the terminal. */
export interface Drawing {
  readonly unmount: () => void;
  /** Draws everything anew. */
  readonly redraw: () => void;
}

/**
 * The terminal while the inspector has it: raw, with the mouse, and what it says beside keys; lent
 * out to editors, and put right at the end whatever happens.
 */
export class InspectorTerminal {
  readonly #now: () => number;
  readonly #keyboard: Keyboard;
  readonly #guard: TerminalGuard;
  readonly #isDouble: ReturnType<typeof createDoubleClick>;
  readonly #answered = Promise.withResolvers<void>();
  #askedAtMs: number | null = null;
  #dispatch: (action: Action) => void = () => undefined;
  #drawing: Drawing | null = null;
  #suspend: (job: () => Promise<void>) => Promise<void> = (job) => job();

  constructor({ stdin, stdout, host, now, mouse, asksBackground }: InspectorTerminalOptions) {
    this.#now = now;
    this.#isDouble = createDoubleClick(now);
    this.#keyboard = keyboardOf(stdin, (report) => this.#heard(report));
    this.#guard = guardTerminal({
      host,
      stdout,
      modes: terminalModes({ mouse }),
      leave: () => {
        this.#drawing?.unmount();
        this.#keyboard.close();
      },
      lend: (job) => this.#suspend(job),
    });
    // A terminal that has gone away is told by its end; what is still said to it fails in silence.
    stdin.on('error', () => undefined);
    stdout.on('error', () => undefined);
    this.#keyboard.open();
    if (asksBackground) {
      stdout.write(ASK_BACKGROUND);
      this.#askedAtMs = now();
    }
  }

  /** What Ink reads keys from. */
  get keys(): NodeJS.ReadStream {
    return this.#keyboard.stream;
  }

  /** Whom to tell of clicks, the wheel and the background. */
  tell(dispatch: (action: Action) => void): void {
    this.#dispatch = dispatch;
  }

  /** What draws on it from now on. */
  drawnBy(drawing: Drawing): void {
    this.#drawing = drawing;
  }

  /** What has the drawing rest while something is done. */
  readonly suspendedBy = (suspend: (job: () => Promise<void>) => Promise<void>): void => {
    this.#suspend = suspend;
  };

  /** Gives the terminal away for as long as a job takes; false when it is away already. */
  away(job: AwayJob): Promise<boolean> {
    return this.#guard.away(job);
  }

  /** Draws everything anew. */
  redraw(): void {
    this.#drawing?.redraw();
  }

  /** Stops the process until it is continued. */
  stop(): void {
    this.#guard.stop();
  }

  /** Puts the terminal right; an answer that is still on its way would be typed into the shell. */
  async leave(): Promise<void> {
    if (this.#askedAtMs !== null && this.#now() - this.#askedAtMs < ANSWER_MS) {
      this.#keyboard.open();
      await Promise.race([
        this.#answered.promise,
        new Promise((resolve) => setTimeout(resolve, ANSWER_MS)),
      ]);
    }
    this.#guard.restore();
  }

  #heard(report: TerminalReport): void {
    switch (report.kind) {
      case 'wheel-up':
      case 'wheel-down':
        this.#dispatch({ type: 'key', key: report.kind });
        return;
      case 'click': {
        const { row, column } = report;
        this.#dispatch({ type: 'click', row, column, double: this.#isDouble(report) });
        return;
      }
      case 'background':
        this.#dispatch({ type: 'background', light: report.light });
        return;
      case 'answered':
        this.#askedAtMs = null;
        this.#answered.resolve();
        return;
    }
  }
}

/** A terminal that has not answered by then doesn't. */
const ANSWER_MS = 250;
