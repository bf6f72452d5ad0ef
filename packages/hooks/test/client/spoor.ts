import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ClientRun } from './client-run.ts';
import { countingSettings } from './counting-hook.ts';
import type { Command } from './namespace.ts';
import { waitUntilNoneIsLeft } from './processes.ts';
import { type ClientTools, type RunOptions, runClient } from './run-client.ts';

const BIN = fileURLToPath(new URL('../../dist/spoor-hooks.js', import.meta.url));

/** The command by which a user installs Spoor's hooks. */
export const INSTALL_SPOOR: Command = [process.execPath, BIN, 'install', '--user'];

/** Runs the client with Spoor's hooks and the counting hook, until none of its processes is left. */
export async function runRecorded(tools: ClientTools, options: RunOptions): Promise<ClientRun> {
  const run = await runClient(tools, {
    ...options,
    setup: [INSTALL_SPOOR, ...(options.setup ?? [])],
    projectSettings: (scratch) => countingSettings(scratch.counted),
  });
  await waitUntilNoneIsLeft(run.folder);
  return run;
}

/** What a user of the client gets to see of a run: nothing in it may change when it is recorded. */
export function visibleOutcome({ status, results, stderr }: ClientRun): object {
  const said = results.map(({ subtype, is_error, num_turns, result }) => ({
    subtype,
    is_error,
    num_turns,
    result,
  }));
  return { status, said, stderr };
}

/** Files and folders under `folder`, itself included, with a permission for group or others. */
export function openToOthers(folder: string): string[] {
  const inside = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return ['', ...inside].filter((path) => (lstatSync(join(folder, path)).mode & 0o077) !== 0);
}
