/** What the hook commands may touch of their process; made once, in `bin`. */
export interface HookCliIo {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly homeDir: string | undefined;
  readonly cwd: string;
  readonly platform: NodeJS.Platform;
  readonly uid: number | undefined;
  /** The operating system's user, for the audit log. */
  readonly userName: string | null;
  readonly execPath: string;
  readonly nodeVersion: string;
  readonly now: () => number;
  /** How a command says that it failed although it has told all there is to tell. */
  readonly setExitCode: (code: number) => void;
  /** The command's name, before its warnings. */
  readonly name: string;
}
