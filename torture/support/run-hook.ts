import type { ChildProcess } from 'node:child_process';
import process from 'node:process';
import type { Place } from './place.ts';
import { HOOK } from './programs.ts';
import { asText, startProcess, type TextEnd } from './run-process.ts';

/** What a hook is run with. */
export interface HookOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** The user that it runs as. */
  readonly uid?: number;
  readonly umask?: number;
  readonly cwd?: string;
  /** Its standard input is never closed. */
  readonly keepOpen?: boolean;
  /** Gets the process as soon as it has its input, to kill it for instance. */
  readonly onStarted?: (child: ChildProcess) => void;
}

/** Runs the hook as the client does, with an event on its standard input. */
export async function runHook(
  place: Place,
  input: object | string | Buffer,
  { env, uid, umask, cwd = '/', keepOpen = false, onStarted }: HookOptions = {},
): Promise<TextEnd> {
  const hook = startProcess(commandOf(umask), { cwd, env: { ...place.env, ...env }, uid });
  hook.write(typeof input === 'string' || Buffer.isBuffer(input) ? input : JSON.stringify(input));
  if (!keepOpen) hook.close();
  onStarted?.(hook.child);
  return asText(await hook.end);
}

function commandOf(umask: number | undefined): [string, ...string[]] {
  if (umask === undefined) return [process.execPath, HOOK];
  return ['sh', '-c', `umask ${umask.toString(8)}; exec "$0" "$1"`, process.execPath, HOOK];
}
