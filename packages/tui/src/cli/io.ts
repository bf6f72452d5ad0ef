import type { ReadStream, WriteStream } from 'node:tty';

/** What a command may touch of its process; made once, in `bin`. */
export interface CliIo {
  readonly stdin: ReadStream;
  readonly stdout: WriteStream;
  readonly stderr: WriteStream;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly homeDir: string | undefined;
  readonly cwd: string;
  readonly platform: NodeJS.Platform;
  readonly uid: number | undefined;
  /** The operating system's user, for the audit log. */
  readonly userName: string | null;
  readonly now: () => number;
  /** Real path of the Node that runs this. */
  readonly execPath: string;
  readonly nodeVersion: string;
  readonly tmpDir: string;
  /** Calls back at SIGINT, SIGTERM and SIGHUP until the returned function is called. */
  readonly onInterrupt: (listener: () => void) => () => void;
}
