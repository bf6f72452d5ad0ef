import { existsSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { copyHook, findHookSource } from '@spoor/hooks';
import { inspectDatabase } from '../inspect.js';
import type { CliIo } from '../io.js';
import { playSession } from './play.js';
import { makeSandbox } from './sandbox.js';
import { DEMO_SESSION } from './session.js';

/**
 * Plays a session into a folder of its own and shows it while it is played, until the user quits;
 * nothing remains of it.
 */
export async function watchDemo(io: CliIo): Promise<void> {
  const sandbox = makeSandbox(io);
  const end = new AbortController();
  const forget = io.onInterrupt(() => end.abort());
  try {
    const hook = copyHook(findHookSource(import.meta.resolve('@spoor/hooks')), sandbox.hookDir);
    const command = { file: io.execPath, args: [hook], env: sandbox.env };
    const playing = playSession(DEMO_SESSION, command, {
      signal: end.signal,
      onStart: () => undefined,
    });
    playing.catch(() => end.abort());
    await firstEvent(sandbox.paths.databasePath, end.signal);
    if (!end.signal.aborted) await inspectDatabase(io, sandbox.paths);
    end.abort();
    await playing;
  } finally {
    forget();
    sandbox.remove();
  }
}

/** The screen begins with something to be seen. */
async function firstEvent(databasePath: string, signal: AbortSignal): Promise<void> {
  for (let waited = 0; waited < MOST_WAIT_MS && !signal.aborted; waited += LOOK_MS) {
    if (existsSync(databasePath)) return;
    await delay(LOOK_MS);
  }
}

const LOOK_MS = 25;
const MOST_WAIT_MS = 3_000;
