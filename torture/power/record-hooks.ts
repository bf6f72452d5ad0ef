import { readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { callId, callStart } from '../support/events.ts';
import type { Place } from '../support/place.ts';
import { runHook } from '../support/run-hook.ts';
import { runSpoor } from '../support/run-spoor.ts';
import { whileLocked } from './hold-lock.ts';
import { type Recording, record } from './record.ts';
import { transcriptOf } from './transcript.ts';

/**
 * Records hooks, one after another and at once, some while another process holds the database's
 * lock; drains by hooks and by a command; checkpoints; a transcript; a backup.
 * @param synchronous what the configuration says of the database.
 */
export function recordHooks(place: Place, synchronous: string): Promise<Recording<string>> {
  const transcript = join(place.home, 'transcript.jsonl');
  writeFileSync(transcript, transcriptOf('torture'));
  return record(place, async (watch, acknowledge) => {
    const env = { ...watch, SPOOR_DATABASE_SYNCHRONOUS: synchronous };
    let sent = 0;
    const hook = async (more: Record<string, unknown> = {}) => {
      const n = sent++;
      const { status, stderr } = await runHook(place, { ...callStart(n), ...more }, { env });
      if (status !== 0 || stderr !== '') throw new Error(`hook ${n}: ${status} ${stderr}`);
      acknowledge(callId(n));
    };
    const atOnce = (count: number) => Promise.all(Array.from({ length: count }, () => hook()));
    const spoor = async (...args: string[]) => {
      const { status, stderr } = await runSpoor(place, args, { env });
      if (status !== 0) throw new Error(`spoor ${args.join(' ')}: ${status} ${stderr}`);
    };

    await hook();
    await atOnce(4);
    await whileLocked(place, () => atOnce(3));
    makeOld(place);
    await hook();
    await hook({ hook_event_name: 'PostToolUse', transcript_path: transcript });
    for (let n = 0; n < 5; n++) await hook({ tool_input: largeInput(n) });
    await whileLocked(place, () => atOnce(2));
    await spoor('sessions', 'list', '--json');
    await atOnce(2);
    await spoor('db', 'backup');
    await hook();
  });
}

/** Hooks drain what is a few seconds old; the rest belongs to hooks that still run. */
function makeOld({ spoolDir }: Place): void {
  const then = Date.now() / 1000 - 60;
  for (const name of readdirSync(spoolDir)) utimesSync(join(spoolDir, name), then, then);
}

/** So that a few events fill the write-ahead log up to where a hook empties it. */
function largeInput(n: number): Record<string, string> {
  const fields = Array.from({ length: 8 }, (_, i) => [
    `field${i}`,
    `${n} ${'word '.repeat(6_000)}`,
  ]);
  return Object.fromEntries(fields);
}
