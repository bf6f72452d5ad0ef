import { closeSync, openSync, writeSync } from 'node:fs';
import { callId, callStart } from '../support/events.ts';
import { recordedCalls } from '../support/kept.ts';
import type { Place } from '../support/place.ts';
import { runHook } from '../support/run-hook.ts';
import { runSpoor } from '../support/run-spoor.ts';
import { type Recording, record } from './record.ts';

/** Where a database is damaged: its header, so that nothing opens it, or a page within. */
export type Damage = 'header' | 'page';

/** What a repair did, and what it is known to be able to save. */
export interface RepairRecording extends Recording<string> {
  /** Calls that an undisturbed repair saves. */
  readonly saved: readonly string[];
  /** How many were sent. */
  readonly sent: number;
}

const BEFORE = 8;

/** Damages a database with events in its file and in its log, and records its repair. */
export async function recordRepair(place: Place, damage: Damage): Promise<RepairRecording> {
  for (let n = 0; n < BEFORE; n++) {
    await runHook(place, callStart(n));
    // Half of the events are in the file then, the others in the log.
    if (n === BEFORE / 2) await runSpoor(place, ['sessions', 'list']);
  }
  spoil(place, damage);
  const recording = await record<string>(place, async (watch, acknowledge) => {
    await repair(place, watch);
    await runHook(place, callStart(BEFORE), { env: watch });
    acknowledge(callId(BEFORE));
  });
  const saved = recordedCalls(place).filter((id) => id !== callId(BEFORE));
  return { ...recording, saved, sent: BEFORE + 1 };
}

/** @throws Error when the repair says that it failed. */
export async function repair(place: Place, env: Record<string, string> = {}): Promise<void> {
  const { status, stdout, stderr } = await runSpoor(place, ['db', 'check', '--repair', '--yes'], {
    env,
  });
  if (status !== 0) throw new Error(`the repair ends with ${status}: ${stderr || stdout}`);
}

function spoil({ databasePath }: Place, damage: Damage): void {
  const file = openSync(databasePath, 'r+');
  const [offset, length] = damage === 'header' ? [0, 100] : [4096 * 40, 4096];
  writeSync(file, Buffer.alloc(length, 'damage'), 0, length, offset);
  closeSync(file);
}
