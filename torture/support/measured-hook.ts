import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Place } from './place.ts';
import { followUse, type ProcessUse } from './process-use.ts';
import { type HookOptions, runHook } from './run-hook.ts';
import type { TextEnd } from './run-process.ts';

/** How a hook ended, with what it took. */
export interface MeasuredEnd extends TextEnd, ProcessUse {
  /** Something was added to what all objects have. */
  readonly isPolluted: boolean;
}

const WATCH = join(import.meta.dirname, '../processes/watch-prototypes.mjs');

/**
 * A hook's own deadline. It is held against the time that processors worked for it: what else runs on
 * the machine is not its fault.
 */
const MOST_CPU_MS = 2_000;

/** A hook that hangs is not waited for longer. */
const PATIENCE_MS = 30_000;

/** The memory that a hook is promised to stay below, whatever comes. */
const MOST_MB = 512;

/** Runs a hook, and looks at what it leaves and takes. */
export async function runMeasured(
  place: Place,
  input: Buffer | string | object,
  options: HookOptions = {},
): Promise<MeasuredEnd> {
  const polluted = join(place.home, 'polluted');
  rmSync(polluted, { force: true });
  let use = (): ProcessUse => ({ peakMb: 0, cpuMs: 0 });
  const end = await runHook(place, input, {
    ...options,
    env: { NODE_OPTIONS: `--import ${WATCH}`, SPOOR_TORTURE_POLLUTED: polluted, ...options.env },
    onStarted: (child) => {
      use = followUse(child);
      const timer = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
      child.on('close', () => clearTimeout(timer));
      options.onStarted?.(child);
    },
  });
  return { ...end, ...use(), isPolluted: existsSync(polluted) };
}

/** What of an end no client may see, whatever the hook was given. */
export function faultsOfEnd(name: string, end: MeasuredEnd): string[] {
  const { status, signal, stdout, stderr, cpuMs, peakMb, isPolluted } = end;
  const checks: [boolean, string][] = [
    [status === 0, `ended with ${status ?? signal}`],
    [stdout === '', `wrote ${stdout.length} characters to stdout`],
    [
      /^(?:spoor: [^\n]*\n)?$/.test(stderr),
      `wrote more than a line to stderr: ${stderr.slice(0, 200)}`,
    ],
    [cpuMs <= MOST_CPU_MS, `took ${cpuMs} ms of a processor`],
    [peakMb <= MOST_MB, `held ${peakMb} MB`],
    [!isPolluted, 'changed what all objects have'],
  ];
  return checks.filter(([isHeld]) => !isHeld).map(([, fault]) => `${name}: ${fault}`);
}

/** The figures of the slowest and of the largest of some ends. */
export function worstOf(ends: readonly MeasuredEnd[]): Record<string, number> {
  const most = (of: (end: MeasuredEnd) => number) => Math.round(Math.max(...ends.map(of)));
  return {
    'slowest hook, ms': most(({ elapsedMs }) => elapsedMs),
    'most processor time of a hook, ms': most(({ cpuMs }) => cpuMs),
    'most memory of a hook, MB': most(({ peakMb }) => peakMb),
  };
}
