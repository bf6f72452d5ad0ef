import { SpoorError } from '@spoor/core';
import { catchUp, copyHook, findHookSource } from '@spoor/hooks';
import type { CliIo } from '../io.js';
import { printLines } from '../output/print.js';
import { playSession } from './play.js';
import { createProgress } from './progress.js';
import { makeSandbox, type Sandbox } from './sandbox.js';
import { DEMO_SESSION } from './session.js';
import { checkResults, summaryLines } from './summary.js';

/** Records a session that is played back, in a folder that goes afterwards, and shows it. */
export async function runDemo(io: CliIo): Promise<void> {
  const sandbox = makeSandbox(io);
  const interruption = new AbortController();
  const forget = io.onInterrupt(() => interruption.abort());
  try {
    const hook = copyHook(findHookSource(import.meta.resolve('@spoor/hooks')), sandbox.hookDir);
    await play(io, sandbox, hook, interruption.signal);
    if (!interruption.signal.aborted) await show(io, sandbox);
    if (interruption.signal.aborted) throw new SpoorError('interrupted');
  } finally {
    forget();
    sandbox.remove();
  }
}

async function play(
  io: CliIo,
  { paths, env }: Sandbox,
  hook: string,
  signal: AbortSignal,
): Promise<void> {
  const progress = createProgress(io);
  const command = { file: io.execPath, args: [hook], env };
  const results = await playSession(DEMO_SESSION, command, { signal, onStart: progress.tell });
  if (signal.aborted) return;
  checkResults(results);
  progress.end();
  catchUp({
    databasePath: paths.databasePath,
    spoolDirs: [paths.spoolDir, ...paths.fallbackSpoolDirs],
  });
}

async function show(io: CliIo, { paths }: Sandbox): Promise<void> {
  if (io.stdin.isTTY === true && io.stdout.isTTY === true) {
    const { inspectDatabase } = await import('../inspect.js');
    await inspectDatabase(io, paths);
    return;
  }
  printLines(io, summaryLines(paths, io));
}
