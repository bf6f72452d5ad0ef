import { existsSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { configuredOptions, resolveStore } from '@spoor/storage';
import { maintainStore } from '../maintain-store.js';
import { transcriptsBy } from '../transcript/catch-up-transcripts.js';
import type { HookCliIo } from './io.js';
import { printJson, printLines } from './print.js';

/** The daily upkeep, as a hook starts it: in the background, with whatever time others leave. */
export async function runMaintain(
  io: HookCliIo,
  { force, json }: { force?: true; json?: true },
): Promise<void> {
  stepBack();
  const store = resolveStore(io);
  if (!store.configuration.database.enabled) {
    printLines(io, ['The database is off: `database.enabled` is false']);
    return;
  }
  if (!existsSync(store.paths.databasePath)) {
    printLines(io, ['Nothing is recorded yet']);
    return;
  }
  const report = await maintainStore({
    ...configuredOptions(store),
    spoolDirs: store.spoolDirs,
    ownFile: store.layers.file ?? {},
    transcripts: transcriptsBy(store, UPKEEP_MS),
    force: force === true,
    now: io.now,
  });
  const failed = report.steps.filter(({ outcome }) => outcome === 'failure');
  if (json === true) printJson(io, report);
  else if (report.state !== 'ran') printLines(io, [report.state === 'busy' ? BUSY : NOT_DUE]);
  else
    printLines(
      io,
      failed.map(({ name, message }) => `${name} failed: ${message}`),
    );
  if (failed.length > 0) io.setExitCode(1);
}

/** Time that upkeep gives to transcripts, ms. */
const UPKEEP_MS = 60_000;

const BUSY = 'Another process is at it';
const NOT_DUE = 'Nothing to do: it ran within the last day (`--force` runs it all the same)';

function stepBack(): void {
  try {
    setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // Some systems don't let a process do so; it then runs as others do.
  }
}
