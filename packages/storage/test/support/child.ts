import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** A child process that runs one of `test/processes`. */
export interface Child {
  readonly process: ChildProcess;
  /** Resolves when the child has printed a text. */
  printed(text: string): Promise<void>;
  /** What it printed in all, once it is gone. */
  readonly done: Promise<{
    code: number | null;
    signal: string | null;
    stdout: string;
    stderr: string;
  }>;
}

/** Starts a child process with the built package; arguments are passed as JSON. */
export function start(script: string, args: object, options: SpawnOptions = {}): Child {
  const file = fileURLToPath(new URL(`../processes/${script}`, import.meta.url));
  const child = spawn(process.execPath, [file, JSON.stringify(args)], {
    stdio: ['pipe', 'pipe', 'pipe'],
    ...options,
  });
  let stdout = '';
  let stderr = '';
  const waiting: { text: string; found: () => void }[] = [];
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
    stdout += chunk;
    for (const wait of waiting) if (stdout.includes(wait.text)) wait.found();
  });
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    stderr += chunk;
  });
  const done = new Promise<Awaited<Child['done']>>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
  const printed = (text: string) =>
    new Promise<void>((found, reject) => {
      if (stdout.includes(text)) found();
      waiting.push({ text, found });
      void done.then(() => reject(new Error(`${script} ended without "${text}": ${stderr}`)));
    });
  return { process: child, printed, done };
}

/** Runs a child process to its end. @returns what it printed, parsed. */
export async function run<T>(script: string, args: object, options: SpawnOptions = {}): Promise<T> {
  const { code, stdout, stderr } = await start(script, args, options).done;
  if (code !== 0) throw new Error(`${script} exited with ${code}: ${stderr}`);
  return JSON.parse(stdout) as T;
}
