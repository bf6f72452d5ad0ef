import { type Availability, available } from './availability.ts';
import { waitUntilNoneIsLeft } from './processes.ts';
import { settingsWithHook } from './profile.ts';
import { type ClientTools, findClientTools, type RunOptions, runClient } from './run-client.ts';
import { INSTALL_SPOOR } from './spoor.ts';

/** A way to run the client that is timed against others. */
export interface Variant {
  readonly name: string;
  readonly options: Pick<RunOptions, 'setup' | 'userSettings' | 'env'>;
}

/** How long the client took for its turn, by its own clock. */
export interface Timing {
  readonly name: string;
  readonly medianMs: number;
  readonly turnsMs: readonly number[];
}

/** No hooks, a hook that does nothing (plain, and async where Spoor is), and Spoor: on the same events. */
export const HOOK_VARIANTS: readonly Variant[] = [
  { name: 'none', options: {} },
  { name: 'true', options: { userSettings: settingsWithHook('true', 'all sync') } },
  { name: 'async true', options: { userSettings: settingsWithHook('true') } },
  { name: 'spoor', options: { setup: [INSTALL_SPOOR] } },
];

/** Runs the variants in turn, `rounds` times after one that isn't counted, and takes medians. */
export async function timeClient(
  variants: readonly Variant[],
  scenario: string,
  rounds: number,
): Promise<Availability<Timing[]>> {
  const tools = await findClientTools();
  if (!tools.available) {
    return tools;
  }
  const timed = [];
  for (const variant of variants) {
    timed.push(await warmUp(tools.value, variant, scenario));
  }
  for (let round = 0; round < rounds; round++) {
    for (const { folder, turnsMs } of timed) {
      turnsMs.push(await timeTurn(tools.value, { scenario, folder }));
    }
  }
  for (const { remove } of timed) {
    remove();
  }
  return available(
    timed.map(({ name, turnsMs }) => ({ name, turnsMs, medianMs: median(turnsMs) })),
  );
}

/** The first run of a variant pays for what later ones find: the database, a warm disk cache. */
async function warmUp(tools: ClientTools, { name, options }: Variant, scenario: string) {
  const run = await runClient(tools, { ...options, scenario });
  await waitUntilNoneIsLeft(run.folder);
  return { name, folder: run.folder, remove: run.remove, turnsMs: [] as number[] };
}

async function timeTurn(tools: ClientTools, options: RunOptions): Promise<number> {
  const run = await runClient(tools, options);
  await waitUntilNoneIsLeft(run.folder);
  const turn = run.results[0];
  if (run.status !== 0 || turn === undefined) {
    throw new Error(`A timed run in ${run.folder} ended with status ${run.status}: ${run.stderr}`);
  }
  return turn.duration_ms;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const low = sorted[Math.ceil(middle) - 1] ?? Number.NaN;
  const high = sorted[Math.floor(middle)] ?? Number.NaN;
  return (low + high) / 2;
}
