import { spawn } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import type { DemoStep } from './session.js';

/** What plays: a command that takes an event on its standard input, as the client starts it. */
export interface HookCommand {
  readonly file: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** How a hook's process ended. */
export interface HookResult {
  readonly step: DemoStep;
  readonly exitCode: number | null;
  /** What it wrote to stdout and stderr; a hook writes nothing. */
  readonly output: string;
}

/**
 * Plays a session at the pace at which it was recorded, a process for every event; events that came
 * together run together. Stops starting hooks at the signal, and waits for those that run.
 */
export async function playSession(
  steps: readonly DemoStep[],
  hook: HookCommand,
  { signal, onStart }: { signal: AbortSignal; onStart: (step: DemoStep) => void },
): Promise<HookResult[]> {
  const running: Promise<HookResult>[] = [];
  let at = 0;
  for (const step of steps) {
    if (step.afterMs > at) await delay(step.afterMs - at, undefined, { signal }).catch(() => {});
    if (signal.aborted) break;
    at = step.afterMs;
    onStart(step);
    running.push(runHook(step, hook));
  }
  return Promise.all(running);
}

function runHook(step: DemoStep, { file, args, env }: HookCommand): Promise<HookResult> {
  return new Promise((resolve, reject) => {
    // A process group of its own, as the client's: an interrupt in the terminal doesn't reach it.
    const child = spawn(file, args, { env, stdio: 'pipe', detached: true });
    let output = '';
    const collect = (text: string) => {
      output += text;
    };
    child.stdout.setEncoding('utf8').on('data', collect);
    child.stderr.setEncoding('utf8').on('data', collect);
    child.stdin.on('error', () => {});
    child.on('error', reject);
    child.on('close', (exitCode) => resolve({ step, exitCode, output }));
    child.stdin.end(`${JSON.stringify(step.payload)}\n`);
  });
}
