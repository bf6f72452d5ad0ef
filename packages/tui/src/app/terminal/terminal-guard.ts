import type { TerminalModes } from './modes.js';

/** The parts of the process that the inspector needs: signals, its end, its environment. */
export interface HostProcess {
  readonly pid: number;
  readonly env: Readonly<Record<string, string | undefined>>;
  on(event: string, listener: (...args: unknown[]) => void): unknown;
  off(event: string, listener: (...args: unknown[]) => void): unknown;
  kill(pid: number, signal: string): unknown;
}

/** Something that is done while the terminal belongs to others; `ending` says that it must end. */
export type AwayJob = (ending: AbortSignal) => Promise<void>;

/** Who sees to it that the terminal is left as it was. */
export interface TerminalGuard {
  /** Restores the terminal and lets go; once. */
  readonly restore: () => void;
  /**
   * Gives the terminal away for as long as a job takes, then takes it back and draws anew.
   * @returns false when it is given away already.
   */
  readonly away: (job: AwayJob) => Promise<boolean>;
  /** Stops the process as ctrl-z does, until it is continued. */
  readonly stop: () => void;
}

/** What a guard works with. */
export interface GuardOptions {
  readonly host: HostProcess;
  readonly stdout: NodeJS.WriteStream;
  readonly modes: TerminalModes;
  /** Ends the drawing and the reading of keys. */
  readonly leave: () => void;
  /** Has the drawing and the reading rest while something is done. */
  readonly lend: (job: () => Promise<void>) => Promise<void>;
}

/**
 * Puts the terminal right when the process is told to end: restores it, then ends by the same
 * signal, so that whoever waits sees why. When it is told to stop, it restores the terminal until it
 * goes on.
 */
export function guardTerminal({ host, stdout, modes, leave, lend }: GuardOptions): TerminalGuard {
  let restored = false;
  let lent: AbortController | null = null;
  let takenBackMs = Number.NEGATIVE_INFINITY;

  const restore = () => {
    if (restored) return;
    restored = true;
    for (const [signal, listener] of listeners) host.off(signal, listener);
    lent?.abort();
    leave();
    stdout.write(modes.off);
  };
  const away = async (job: AwayJob) => {
    if (restored || lent !== null) return false;
    const ending = new AbortController();
    lent = ending;
    // Another program that has the terminal is stopped by it, and so are we.
    host.off('SIGTSTP', stop);
    try {
      await lend(async () => {
        stdout.write(modes.off);
        try {
          await job(ending.signal);
        } finally {
          // Before anything is drawn again.
          if (!restored) stdout.write(modes.on);
        }
      });
    } finally {
      lent = null;
      takenBackMs = performance.now();
      if (!restored) host.on('SIGTSTP', stop);
    }
    return true;
  };
  // The news that a program has ended may be quicker than the key that ended it.
  const isForOthers = () => lent !== null || performance.now() - takenBackMs < LATE_KEY_MS;
  // Where nothing can be stopped, and where it is drawn no more, nothing happens.
  const quietly = (job: AwayJob) => {
    away(job).catch(() => undefined);
  };
  const stop = () => {
    quietly(async () => {
      // All that was started together stops: else a script that we run in waits for ever.
      host.kill(0, 'SIGTSTP');
      await new Promise((resolve) => setTimeout(resolve, STOPPING_MS));
    });
  };
  const listeners: [string, () => void][] = [
    ...ENDINGS.map((signal): [string, () => void] => [
      signal,
      () => {
        // What keys of the terminal send is for the program that has it.
        if (FROM_KEYS.includes(signal) && isForOthers()) return;
        restore();
        host.kill(host.pid, signal);
      },
    ]),
    ['SIGTSTP', stop],
    // Stopped and continued from outside: others may have drawn meanwhile.
    ['SIGCONT', () => quietly(async () => undefined)],
    ['exit', restore],
  ];
  for (const [event, listener] of listeners) host.on(event, listener);
  stdout.write(modes.on);
  return { restore, away, stop };
}

const ENDINGS = ['SIGTERM', 'SIGHUP', 'SIGINT', 'SIGQUIT'];

/** While the terminal is ours its keys send none: these come from others, or late. */
const FROM_KEYS = ['SIGINT', 'SIGQUIT'];

/** So late at most. */
const LATE_KEY_MS = 500;

/** A signal to stop has arrived by then. */
const STOPPING_MS = 30;
