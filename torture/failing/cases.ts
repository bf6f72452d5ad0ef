import type { CallKind } from '../preload/calls.ts';
import type { Injection } from '../preload/watch-env.ts';
import { randomNumbers } from '../support/random.ts';
import type { Scene } from './scenes.ts';

/** One call of a hook, and how it fails. */
export interface Case {
  readonly scene: Scene;
  readonly inject: Injection;
}

/** How often a hook makes calls, by their kind. */
export type Counts = Readonly<Partial<Record<CallKind, number>>>;

const FAILURES: readonly Pick<Injection, 'what' | 'on'>[] = [
  { what: 'EIO' },
  { what: 'EIO', on: true },
  { what: 'ENOSPC', on: true },
  { what: 'kill-before' },
];

/** Each call that a hook makes, with each way to fail. */
export function casesOf(scene: Scene, counts: Counts): Case[] {
  return (Object.entries(counts) as [CallKind, number][]).flatMap(([kind, count]) =>
    Array.from({ length: count }, (_, index) =>
      FAILURES.map((failure) => ({ scene, inject: { kind, n: index + 1, ...failure } })),
    ).flat(),
  );
}

/** So many cases of each kind of call in each scene, by chance; the same ones each time. */
export function sampleOf(cases: readonly Case[], most: number): Case[] {
  const random = randomNumbers(3);
  const shuffled = cases
    .map((one) => ({ one, place: random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ one }) => one);
  const groups = Object.groupBy(shuffled, ({ scene, inject }) => `${scene} ${inject.kind}`);
  return Object.values(groups).flatMap((group = []) => group.slice(0, most));
}

/** A case in a few words. */
export function nameOf({ scene, inject: { kind, n, what, on } }: Case): string {
  return `${scene}, ${kind} ${n}, ${what}${on === true ? ' from then on' : ''}`;
}
