import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { type Attack, NotHere, type Outcome } from '../attack.ts';
import { HOSTILE_PLACES, type HostilePlace, openTo } from '../support/hostile-places.ts';
import { drain, faultsInFile, read, spooledEvents } from '../support/kept.ts';
import { faultsOfEnd, type MeasuredEnd, runMeasured, worstOf } from '../support/measured-hook.ts';
import { inPlace, type Place } from '../support/place.ts';

/** Where a hook is started, and what its input points at. */
export const hostilePlaces: Attack = {
  name: 'hostile-places',
  promise: 6,
  does: 'transcripts and repositories of pipes, devices and 10 GB; no home, no folder; wrong clocks',
  run: attack,
};

async function attack(): Promise<Outcome> {
  if (process.getuid?.() !== 0)
    throw new NotHere('it starts hooks as other users, as root alone can');
  const ends: MeasuredEnd[] = [];
  const faults: string[] = [];
  for (const hostile of HOSTILE_PLACES) {
    const found = await inPlace((place) => attackFrom(place, hostile));
    ends.push(found.end);
    faults.push(...found.faults);
  }
  return { figures: { 'hostile surroundings': ends.length, ...worstOf(ends) }, faults };
}

async function attackFrom(place: Place, { name, make, isHopeless }: HostilePlace) {
  const folder = join(place.home, 'folder');
  mkdirSync(folder);
  const made = make(place, folder);
  openTo(made, place.home);
  const end = await runMeasured(place, made.event, made.options);
  const faults = faultsOfEnd(name, end);
  if (isHopeless === true) {
    if (!end.stderr.includes('not recorded')) faults.push(`${name}: the loss is not told`);
    return { end, faults };
  }
  const waiting = spooledEvents(place);
  if (waiting > 0) drain(place);
  const rows = eventsOf(place);
  if (rows !== 1) faults.push(`${name}: ${rows} events, ${waiting} in the spool (${end.stderr})`);
  if (messagesOf(place) > 0) faults.push(`${name}: what is no transcript was read`);
  faults.push(...faultsInFile(place).map((fault) => `${name}: ${fault}`));
  rmSync(folder, { recursive: true, force: true });
  return { end, faults };
}

function eventsOf({ databasePath }: Place): number {
  return read(databasePath, `SELECT 1 FROM hook_executions WHERE status = 'success'`).length;
}

function messagesOf({ databasePath }: Place): number {
  return read(databasePath, 'SELECT 1 FROM messages').length;
}
