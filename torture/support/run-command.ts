import type { ChildProcess } from 'node:child_process';
import process from 'node:process';
import { inTerminal, type TerminalSize } from './in-terminal.ts';
import type { Place } from './place.ts';
import { SPOOR } from './programs.ts';
import { type ProcessEnd, startProcess } from './run-process.ts';

/** What a command is run with. */
export interface CommandOptions {
  readonly program?: string;
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** The user that it runs as. */
  readonly uid?: number;
  readonly input?: string | Buffer;
  /** In a terminal of this size, where all that it writes comes out together. */
  readonly terminal?: TerminalSize;
  /** Gets the process as soon as it runs; its standard input is then left to whoever that is. */
  readonly onStarted?: (child: ChildProcess) => void;
  readonly timeoutMs?: number;
}

/** Runs a command of Spoor's to its end. */
export function runCommand(
  place: Place,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<ProcessEnd> {
  const { program = SPOOR, cwd = '/', uid, terminal, timeoutMs = 60_000 } = options;
  const command: [string, ...string[]] = [process.execPath, program, ...args];
  const env = { ...place.env, TERM: 'xterm-256color', SHELL: '/bin/sh', ...options.env };
  const { child, write, close, end } = startProcess(
    terminal === undefined ? command : inTerminal(command, terminal),
    { cwd, env, uid, timeoutMs },
  );
  if (options.onStarted === undefined) {
    write(options.input ?? '');
    close();
  } else {
    options.onStarted(child);
  }
  return end;
}
