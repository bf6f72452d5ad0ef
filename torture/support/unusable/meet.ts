import type { ChildProcess } from 'node:child_process';
import { chmodSync, lstatSync } from 'node:fs';
import { callId, callStart } from '../events.ts';
import { compare, drain, faultsInFile, recordedCalls, spooledCalls } from '../kept.ts';
import { inPlace, type Place } from '../place.ts';
import { runHook } from '../run-hook.ts';
import type { TextEnd } from '../run-process.ts';
import { runSpoor } from '../run-spoor.ts';
import { type InTheWay, NOBODY, type Trouble } from './trouble.ts';
import { changes, witness } from './witness.ts';

/** How hard a trouble is tried. */
export interface Effort {
  /** Hooks that run one after the other, and so many at once. */
  readonly hooks: number;
  /** Where a trouble asks for more at once: no more than this. */
  readonly mostHooks: number;
  /** Commands that are tried meanwhile. */
  readonly commands: readonly (readonly string[])[];
}

/** What came of it. */
export interface Meeting {
  readonly events: number;
  /** Those that waited in a spool when it was over. */
  readonly spooled: number;
  readonly faults: readonly string[];
}

/** Lets hooks and commands meet a trouble, takes it away, and looks whether all is there. */
export function meet(trouble: Trouble, effort: Effort): Promise<Meeting> {
  return inPlace(async (place) => {
    // As the folder for temporary files is.
    chmodSync(place.home, 0o1777);
    try {
      return await meetIn(place, trouble, effort);
    } finally {
      trouble.cleanUp?.(place);
    }
  });
}

async function meetIn(place: Place, trouble: Trouble, { hooks, mostHooks, commands }: Effort) {
  const { asOrdinaryUser, onNew, prepare, put } = trouble;
  const uid = asOrdinaryUser ? NOBODY : undefined;
  const run = { ...(uid === undefined ? {} : { uid }) };
  const faults: string[] = [];
  const told: string[] = [];
  const hook = async (env: InTheWay['env'] = {}) => {
    const n = told.push(callId(told.length)) - 1;
    const onStarted = (child: ChildProcess) => endInTime(child);
    faults.push(...faultsOfHook(await runHook(place, callStart(n), { ...run, env, onStarted })));
  };
  prepare?.(place);
  if (onNew === undefined) await hook();
  const { others = [], nowhere = [], env, takeAway } = await put(place);
  const before = witness(others);

  for (let n = 0; n < hooks; n++) await hook(env);
  await Promise.all(
    Array.from({ length: Math.min(trouble.hooks ?? hooks, mostHooks) }, () => hook(env)),
  );
  for (const args of commands) {
    const end = await runSpoor(place, args, { ...run, ...(env === undefined ? {} : { env }) });
    faults.push(...faultsOfCommand(args, end));
  }
  faults.push(
    ...changes(before, others),
    ...nowhere
      .filter((path) => lstatSync(path, { throwIfNoEntry: false }))
      .map((path) => `${path} was made`),
  );

  const waiting = spooledCalls(place).length;
  await takeAway();
  await hook();
  if (uid === undefined) drain(place);
  else await runSpoor(place, ['sessions', 'list'], run);
  const { missing, twice } = compare(told, recordedCalls(place));
  if (missing.length > 0) faults.push(`not recorded afterwards: ${missing.join(' ')}`);
  if (twice.length > 0) faults.push(`recorded twice: ${twice.join(' ')}`);
  const left = spooledCalls(place);
  if (left.length > 0) faults.push(`left in the spool: ${left.join(' ')}`);
  faults.push(...faultsInFile(place));
  return { events: told.length, spooled: waiting, faults };
}

/** The client would do so too. */
function endInTime(child: ChildProcess): void {
  const timer = setTimeout(() => child.kill('SIGKILL'), HOOK_LIMIT_MS);
  child.on('close', () => clearTimeout(timer));
}

/** What the client or its user would notice. */
function faultsOfHook({ status, signal, stdout, stderr, elapsedMs }: TextEnd): string[] {
  const faults: string[] = [];
  if (status !== 0) faults.push(`a hook ended with ${status ?? signal}`);
  if (stdout !== '') faults.push(`a hook wrote to stdout: ${stdout.slice(0, 200)}`);
  if (stderr !== '' && !/^spoor: [^\n]*\n$/.test(stderr)) {
    faults.push(`a hook said more than a line: ${stderr.slice(0, 400)}`);
  }
  if (elapsedMs > HOOK_LIMIT_MS) faults.push(`a hook took ${Math.round(elapsedMs)} ms`);
  return faults;
}

/** Far beyond a hook's deadline: one that only the client's own timeout would end. */
const HOOK_LIMIT_MS = 20_000;

/** A command fails with one line that says why, or does its work; it never breaks. */
function faultsOfCommand(args: readonly string[], { status, stderr }: TextEnd): string[] {
  const name = `\`spoor ${args.join(' ')}\``;
  if (status === null) return [`${name} did not end`];
  const lines = stderr.split('\n').filter((line) => line !== '');
  if (status > 1) return [`${name} ended with ${status}: ${stderr.slice(0, 400)}`];
  if (status === 1 && lines.length > 1)
    return [`${name} says more than a line: ${stderr.slice(0, 600)}`];
  if (lines.some((line) => !line.startsWith('spoor: ') || line.includes('unexpected'))) {
    return [`${name} says: ${stderr.slice(0, 400)}`];
  }
  return [];
}
