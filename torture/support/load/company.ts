import { execFile } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { callId, callStart } from '../events.ts';
import { openInspector } from '../open-inspector.ts';
import type { Place } from '../place.ts';
import { runHook } from '../run-hook.ts';
import { runSpoor } from '../run-spoor.ts';

/** What runs beside the writers. */
export interface Company {
  /** Each command, with how often it did its work. */
  readonly done: ReadonlyMap<string, number>;
  /** Ids of the calls that hooks were told of. */
  readonly hookCalls: readonly string[];
  /** Commands that said in one line that others have the lock, and ended. */
  readonly refused: number;
  readonly faults: readonly string[];
}

const GENERATE = join(import.meta.dirname, '../../../bench/transcripts/generate.mjs');

/** Writes transcripts for imports to find: a folder each. */
export async function writeTranscripts(
  place: Place,
  folders: number,
  mb: number,
): Promise<string[]> {
  const paths = Array.from({ length: folders }, (_, n) => join(place.home, `profile-${n}`));
  for (const [n, path] of paths.entries()) {
    const args = [GENERATE, '--out', path, '--mb', String(mb), '--seed', String(n + 1)];
    await promisify(execFile)(process.execPath, args, { maxBuffer: 64 * 1024 * 1024 });
  }
  return paths;
}

/** Keeps commands, hooks and the inspector at work until something has ended. */
export async function keepCompany(
  place: Place,
  profiles: readonly string[],
  isOver: () => boolean,
): Promise<Company> {
  const done = new Map<string, number>();
  const hookCalls: string[] = [];
  const faults: string[] = [];
  let refused = 0;
  const repeat = async (work: (n: number) => Promise<void>) => {
    for (let n = 0; n === 0 || !isOver(); n++) await work(n);
  };
  const command = (name: string, argsOf: (n: number) => readonly string[]) =>
    repeat(async (n) => {
      const { status, stderr } = await runSpoor(place, argsOf(n), { timeoutMs: COMMAND_MS });
      if (status === 0) done.set(name, (done.get(name) ?? 0) + 1);
      else if (status === 1 && LOCKED.test(stderr)) refused++;
      else faults.push(`${name} ended with ${status}: ${stderr.slice(0, 300)}`);
      await delay(BREATH_MS);
    });
  const hooks = repeat(async (n) => {
    hookCalls.push(callId(n));
    const { status, stdout, stderr } = await runHook(place, callStart(n));
    if (status !== 0 || stdout !== '' || stderr !== '') {
      faults.push(`a hook ended with ${status}: ${stdout}${stderr}`);
    }
    await delay(BREATH_MS);
  });
  await Promise.all([
    command('backup', () => ['db', 'backup', '--json']),
    command('cleanup', () => ['db', 'cleanup', '--older-than', '0d']),
    command('import', (n) => ['import', '--path', profiles[n % profiles.length] ?? '']),
    hooks,
    watch(place, isOver, faults),
  ]);
  return { done, hookCalls, refused, faults };
}

/** One line, which says why. */
const LOCKED =
  /^spoor: [^\n]*(is locked by another process|another import of history is under way)[^\n]*\n$/;

/** On a machine that has much else to do. */
const COMMAND_MS = 300_000;
const BREATH_MS = 1_000;

/** All that are opened by a number, but the one for a text to search. */
const SCREENS = ['1', '2', '3', '4', '5', '7', '8', '9'];

/** Sits before the inspector: goes from screen to screen, and down lists that grow. */
async function watch(place: Place, isOver: () => boolean, faults: string[]): Promise<void> {
  const inspector = openInspector(place);
  try {
    if ((await inspector.see(/q quit/)) === null)
      faults.push(`the inspector: ${inspector.screen()}`);
    for (let n = 0; n === 0 || !isOver(); n++) {
      inspector.type(SCREENS[n % SCREENS.length] ?? '1', 'j', 'j', 'G', 'g');
      await delay(BREATH_MS);
    }
    if ((await inspector.see(/q quit/)) === null)
      faults.push(`the inspector: ${inspector.screen()}`);
    const status = await inspector.quit();
    if (status !== 0) faults.push(`the inspector ended with ${status}: ${inspector.screen()}`);
  } finally {
    inspector.close();
  }
}
