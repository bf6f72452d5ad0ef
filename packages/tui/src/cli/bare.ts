import type { CliIo } from './io.js';
import { printLines } from './output/print.js';
import { listSessions } from './sessions/list.js';

/** `spoor` alone: the inspector on a terminal, elsewhere the last sessions and what to do next. */
export async function runBare(io: CliIo): Promise<number> {
  const { warnOfSettings } = await import('./settings.js');
  warnOfSettings(io);
  if (io.stdin.isTTY === true && io.stdout.isTTY === true) {
    const { inspect } = await import('./inspect.js');
    await inspect(io);
    return 0;
  }
  await listSessions(io, { limit: 10 });
  printLines(io, [
    '',
    'On a terminal `spoor` opens the inspector; `spoor --help` shows what else.',
  ]);
  return 0;
}
