import { existsSync, rmSync } from 'node:fs';
import { countKinds, readCalls } from '../preload/calls.ts';
import { type Injection, watchEnv } from '../preload/watch-env.ts';
import { callId, callStart } from '../support/events.ts';
import { compare, drain, faultsInFile, recordedCalls, spooledCalls } from '../support/kept.ts';
import type { Place } from '../support/place.ts';
import { runHook } from '../support/run-hook.ts';
import { type Case, type Counts, nameOf } from './cases.ts';
import { inScene, type Scene } from './scenes.ts';

/** On a busy machine a hook would leave the database to the next one, and its calls with it. */
const PATIENCE = { SPOOR_RECORDER_DEADLINE_MS: '30000' };

/** What came of a case. */
export interface CaseOutcome {
  readonly state: 'failed' | 'killed' | 'not reached';
  /** Whether nothing could keep the event, and the user was told. */
  readonly warned: boolean;
  readonly faults: readonly string[];
}

/** Counts the calls of a hook that nothing happens to. */
export function countCalls(scene: Scene, made: Place): Promise<Counts> {
  return inScene(scene, made, async (place) => countKinds((await runWatched(place)).calls));
}

/** Runs a hook in which a call fails, and a good one behind it; then nothing may be missing. */
export function runCase(one: Case, made: Place): Promise<CaseOutcome> {
  const { scene, inject } = one;
  return inScene(scene, made, async (place, unlock) => {
    const { end, calls } = await runWatched(place, inject);
    unlock();
    const killed = end.signal === 'SIGKILL';
    const isReached = killed || calls.some(({ injected }) => injected);
    const next = await runHook(place, callStart(2));
    drain(place);
    const recorded = recordedCalls(place);
    const isLost = !killed && !recorded.includes(callId(1));
    // A failure that passes leaves always a place that can be written.
    const warned = isLost && inject.on === true && /^spoor: .+\n$/.test(end.stderr);
    const faults = [
      ...(killed || end.status === 0 ? [] : [`ended with ${end.status ?? end.signal}`]),
      ...(end.stdout === '' ? [] : [`said ${end.stdout}`]),
      ...(isLost && !warned ? [`its event is lost: ${end.stderr}`] : []),
      ...(recorded.includes(callId(2)) ? [] : [`the next event is lost: ${next.stderr}`]),
      ...compare([], recorded).twice.map((id) => `${id} is there twice`),
      ...spooledCalls(place).map((id) => `${id} is still in the spool`),
      ...faultsInFile(place),
    ];
    return {
      state: killed ? 'killed' : isReached ? 'failed' : 'not reached',
      warned,
      faults: faults.map((fault) => `${nameOf(one)}: ${fault}`),
    };
  });
}

async function runWatched(place: Place, inject?: Injection) {
  const log = `${place.home}.log`;
  const watch = { folder: place.home, log, data: false };
  const env = { ...PATIENCE, ...watchEnv(inject === undefined ? watch : { ...watch, inject }) };
  try {
    const end = await runHook(place, callStart(1), { env });
    return { end, calls: existsSync(log) ? readCalls(log) : [] };
  } finally {
    rmSync(log, { force: true });
  }
}
