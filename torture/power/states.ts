import { mkdirSync, rmSync } from 'node:fs';
import type { Call } from '../preload/calls.ts';
import { FATES, type Fate, survivors } from './fate.ts';
import { layOut } from './lay-out.ts';
import { type Random, randomFrom } from './random.ts';
import type { Acknowledgement, Recording } from './record.ts';

/** What a disk may hold after the power failed. */
export interface State<What> {
  readonly seed: number;
  readonly fate: Fate;
  /** How many calls had been made. */
  readonly calls: number;
  /** The last call that had been made. */
  readonly last: Call | undefined;
  readonly acknowledged: readonly Acknowledgement<What>[];
}

/**
 * Lays out so many states that a recording may leave, one after another in the recorded folder,
 * in the order of their moments.
 * @param visit looks at one; it may change it.
 * @param made is told of each call once the simulated disk has taken it.
 */
export async function eachState<What>(
  { disk, calls, acknowledged }: Recording<What>,
  folder: string,
  { count, seed: first }: { readonly count: number; readonly seed: number },
  visit: (state: State<What>) => Promise<void> | void,
  made: (call: Call) => void = () => {},
): Promise<void> {
  const moments = plan(calls, count, first);
  let done = 0;
  for (const { seed, calls: until } of moments) {
    for (; done < until; done++) {
      const call = calls[done];
      if (call === undefined) continue;
      disk.apply(call, done);
      made(call);
    }
    const random = randomFrom(seed);
    const fate = FATES[seed % FATES.length] ?? FATES[0];
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { mode: 0o700 });
    layOut(disk.root, survivors(fate, until, random), folder, random);
    const last = calls[until - 1];
    const length = last?.logEnd ?? 0;
    const told = acknowledged.filter(({ at }) => at <= length);
    await visit({ seed, fate, calls: until, last, acknowledged: told });
  }
}

/**
 * When the power fails: mostly right before or after what makes something safe, gives it a name or
 * takes one away, and after the last call of a process; for the rest at any call.
 */
function plan(calls: readonly Call[], count: number, first: number) {
  const turns = calls.flatMap(({ kind, pid }, n) =>
    ['write', 'open'].includes(kind) && calls[n + 1]?.pid === pid ? [] : [n, n + 1],
  );
  return Array.from({ length: count }, (_, n) => {
    const seed = first + n;
    const random = randomFrom(seed * 7_919);
    return { seed, calls: momentOf(random, turns, calls.length) };
  }).sort((left, right) => left.calls - right.calls);
}

function momentOf(random: Random, turns: readonly number[], length: number): number {
  const any = random.below(length + 1);
  return random.chance(0.75) ? (turns[random.below(turns.length)] ?? any) : any;
}

/** Which state it was, in a few words. */
export function describeState({ seed, fate, calls, last }: State<unknown>, folder: string): string {
  const call = last === undefined ? 'nothing' : `${last.name} ${last.path.slice(folder.length)}`;
  return `state ${seed} (${fate}; ${calls} calls, last ${call})`;
}
