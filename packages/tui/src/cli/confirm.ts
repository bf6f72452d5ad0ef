import { createInterface } from 'node:readline/promises';
import { UsageError } from '@spoor/core';
import type { CliIo } from './io.js';

/**
 * Asks before something that can't be taken back. The question stands on stderr; only `y` and `yes`
 * are a yes.
 * @param yes what the user said on the command line: nothing is asked then.
 * @throws UsageError where nobody can be asked.
 */
export async function confirm(io: CliIo, question: string, yes: boolean): Promise<boolean> {
  if (yes) return true;
  if (io.stdin.isTTY !== true || io.stderr.isTTY !== true) {
    throw new UsageError('nobody can be asked here: say `--yes` to go ahead');
  }
  const stopper = new AbortController();
  const unhook = io.onInterrupt(() => stopper.abort());
  const terminal = createInterface({ input: io.stdin, output: io.stderr });
  terminal.once('SIGINT', () => stopper.abort());
  terminal.once('close', () => stopper.abort());
  try {
    const answer = await terminal.question(`${question} [y/N] `, { signal: stopper.signal });
    return /^y(es)?$/i.test(answer.trim());
  } catch (error) {
    if (!stopper.signal.aborted) throw error;
    io.stderr.write('\n');
    return false;
  } finally {
    terminal.close();
    unhook();
  }
}
