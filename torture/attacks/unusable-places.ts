import process from 'node:process';
import { type Attack, NotHere, type Outcome, type Scale } from '../attack.ts';
import { BESIDE_IT } from '../support/unusable/beside-it.ts';
import { DATABASES } from '../support/unusable/databases.ts';
import { DISKS } from '../support/unusable/disks.ts';
import { FOLDERS } from '../support/unusable/folders.ts';
import { IN_ITS_PLACE } from '../support/unusable/in-its-place.ts';
import { type Effort, type Meeting, meet } from '../support/unusable/meet.ts';
import { SPOOLS } from '../support/unusable/spools.ts';
import type { Trouble } from '../support/unusable/trouble.ts';

const TROUBLES = [...IN_ITS_PLACE, ...BESIDE_IT, ...DATABASES, ...FOLDERS, ...SPOOLS, ...DISKS];

/** Disks, folders and files that can't be used, or are somebody else's. */
export const unusablePlaces: Attack = {
  name: 'unusable-places',
  promise: 4,
  does: 'lets hooks and commands meet disks, folders and files that cannot be used',
  run,
};

const EFFORTS: Readonly<Record<Scale, Effort>> = {
  quick: { hooks: 1, mostHooks: 40, commands: [] },
  full: {
    hooks: 10,
    mostHooks: 120,
    commands: [
      ['sessions', 'list'],
      ['db', 'status'],
      ['db', 'check'],
      ['db', 'backup'],
      ['stats'],
      ['search', 'echo'],
      ['audit', 'list'],
      ['counters', 'list'],
      ['lessons', 'list'],
      ['export'],
      ['export', '--output', '/dev/null'],
    ],
  },
};

/** They wait for the disk and for each other more than they calculate. */
const AT_ONCE = 3;

async function run(scale: Scale): Promise<Outcome> {
  if (process.getuid?.() !== 0) throw new NotHere('no root: nothing can be mounted');
  const waiting = [...TROUBLES];
  const meetings: Meeting[] = [];
  const faults: string[] = [];
  const meetInTurn = async () => {
    for (let trouble = waiting.shift(); trouble !== undefined; trouble = waiting.shift()) {
      const meeting = await meetNamed(trouble, EFFORTS[scale]);
      meetings.push(meeting);
      faults.push(...meeting.faults);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, meetInTurn));
  return {
    figures: {
      'places that cannot be used': meetings.length,
      'hooks that met them': sum(meetings.map(({ events }) => events)),
      'events that had to wait in a spool': sum(meetings.map(({ spooled }) => spooled)),
      'events lost, or there twice': 0,
    },
    faults,
  };
}

async function meetNamed(trouble: Trouble, effort: Effort): Promise<Meeting> {
  const told = (fault: string) => `${trouble.name}: ${fault}`;
  try {
    const { faults, ...rest } = await meet(trouble, effort);
    return { ...rest, faults: faults.map(told) };
  } catch (error) {
    return { events: 0, spooled: 0, faults: [told(String(error))] };
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
