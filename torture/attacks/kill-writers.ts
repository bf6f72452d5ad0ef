import type { Attack, Scale } from '../attack.ts';
import { callId, callStart } from '../support/events.ts';
import { fill, type SpooledExample, spoolExample } from '../support/fill.ts';
import { inParallel } from '../support/in-parallel.ts';
import { compare, drain, faultsInFile, recordedCalls, spooledCalls } from '../support/kept.ts';
import { leftovers, makeOld } from '../support/leftovers.ts';
import { inPlace } from '../support/place.ts';
import { SPOOR } from '../support/programs.ts';
import { randomNumbers } from '../support/random.ts';
import { runHook } from '../support/run-hook.ts';
import { runNode } from '../support/running.ts';
import { WRITERS } from '../writers/index.ts';
import type { Site, Writer } from '../writers/writer.ts';

const KILLS: Readonly<Record<Scale, number>> = { quick: 16, full: 300 };
const AT_ONCE = 4;

/** Kills everything else that writes, at random moments, while hooks record. */
export const killWriters: Attack = {
  name: 'kill-writers',
  promise: 1,
  does: 'kills what else writes at random moments, while hooks record',
  run: async (scale) => {
    const example = await inPlace(spoolExample);
    // Every second kind has to do where it must be quick.
    const writers = WRITERS.filter((_, n) => scale === 'full' || n % 2 === 0);
    const each = Math.ceil(KILLS[scale] / writers.length);
    const series = await inParallel([...writers.entries()], AT_ONCE, ([index, makeWriter]) =>
      attackOnce(makeWriter(), { each, seed: index, example }),
    );
    const sum = (of: (one: Series) => number) => series.reduce((total, one) => total + of(one), 0);
    return {
      figures: {
        'kinds of writers': writers.length,
        'writers killed': sum(({ killed }) => killed),
        'acknowledged events': sum(({ acknowledged }) => acknowledged),
      },
      faults: series.flatMap(({ name, faults }) => faults.map((fault) => `${name}: ${fault}`)),
    };
  },
};

interface Series {
  readonly name: string;
  readonly killed: number;
  readonly acknowledged: number;
  readonly faults: readonly string[];
}

interface Plan {
  readonly each: number;
  readonly seed: number;
  readonly example: SpooledExample;
}

function attackOnce(writer: Writer, { each, seed, example }: Plan): Promise<Series> {
  return inPlace(async (place) => {
    const site = { place, example };
    const random = randomNumbers(seed);
    const acknowledged = await fill(place, { from: 0, to: 20 });
    const faults: string[] = [];
    await writer.begin?.(site);
    const lifeMs = writer.lifeMs ?? (await measureLife(writer, site, acknowledged));
    let killed = 0;
    for (let n = 2; killed < each; n++) {
      const from = n * 1_000;
      acknowledged.push(...((await writer.prepare?.(site, from)) ?? []));
      // A process begins to write once Node has started and loaded it.
      const outcome = await killOnce(writer, site, from + 999, lifeMs * (0.25 + 0.75 * random()));
      acknowledged.push(...outcome.acknowledged);
      faults.push(...outcome.faults);
      if (outcome.killed) killed += 1;
    }
    makeOld(place.home, 2 * 3_600_000);
    faults.push(...((await writer.afterAll?.(site)) ?? []));
    await runNode(place, [SPOOR, 'db', 'maintain', '--force']);
    faults.push(...leftovers(place).map((name) => `${name} stays for ever`));
    drain(place);
    const elsewhere = writer.elsewhere?.(site) ?? [];
    const recorded = recordedCalls(place);
    faults.push(
      ...compare(acknowledged, [...recorded, ...elsewhere]).missing.map((id) => `${id} is missing`),
      ...compare([], recorded).twice.map((id) => `${id} is there twice`),
      ...spooledCalls(place).map((id) => `${id} is still in the spool`),
      ...faultsInFile(place),
    );
    return { name: writer.name, killed, acknowledged: acknowledged.length, faults };
  });
}

/** Lets it come to its end once. */
async function measureLife(writer: Writer, site: Site, acknowledged: string[]): Promise<number> {
  acknowledged.push(...((await writer.prepare?.(site, 1_000)) ?? []));
  const { status, stderr, elapsedMs } = await writer.start(site).end;
  if (status !== 0) throw new Error(`${writer.name} ended with ${status}: ${stderr}`);
  return elapsedMs;
}

async function killOnce(writer: Writer, site: Site, call: number, afterMs: number) {
  const running = writer.start(site);
  const timer = setTimeout(running.kill, afterMs);
  const [end, hook] = await Promise.all([
    running.end,
    runHook(site.place, callStart(call, 'beside')),
  ]);
  clearTimeout(timer);
  const killed = end.status !== 0;
  const { status, stdout, stderr } = hook;
  return {
    killed,
    acknowledged: status === 0 ? [callId(call)] : [],
    faults: [
      ...(status === 0 && stdout === ''
        ? []
        : [`a hook beside it ended with ${status}: ${stderr}`]),
      ...(writer.mends === true ? [] : faultsInFile(site.place)),
      ...(writer.afterKill?.(site, end.stdout) ?? []),
    ],
  };
}
