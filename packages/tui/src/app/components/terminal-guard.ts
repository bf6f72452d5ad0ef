/** The parts of the process that the inspector needs: signals, its end, its environment. */
export interface HostProcess {
  readonly pid: number;
  readonly env: Readonly<Record<string, string | undefined>>;
  on(event: string, listener: (...args: unknown[]) => void): unknown;
  off(event: string, listener: (...args: unknown[]) => void): unknown;
  kill(pid: number, signal: string): unknown;
}

/**
 * Puts the terminal right when the process is told to end: restores it, then ends by the same
 * signal, so that whoever waits sees why. Lines are cut at the edge meanwhile, not wrapped: a
 * character that a terminal thinks wider than we do moves no other line.
 * @returns a function that restores the terminal and lets go; it does so once.
 */
export function guardTerminal(
  host: HostProcess,
  stdout: NodeJS.WriteStream,
  leave: () => void,
): () => void {
  let restored = false;
  const restore = () => {
    if (restored) return;
    restored = true;
    for (const [signal, listener] of listeners) host.off(signal, listener);
    host.off('exit', restore);
    leave();
    stdout.write(WRAP_LINES);
  };
  const listeners = SIGNALS.map((signal) => {
    const listener = () => {
      restore();
      host.kill(host.pid, signal);
    };
    host.on(signal, listener);
    return [signal, listener] as const;
  });
  host.on('exit', restore);
  stdout.write(CUT_LINES);
  return restore;
}

const SIGNALS = ['SIGTERM', 'SIGHUP', 'SIGINT', 'SIGQUIT'];

/** DECAWM off and on (DEC private mode 7). */
const CUT_LINES = '\u001b[?7l';
const WRAP_LINES = '\u001b[?7h';
