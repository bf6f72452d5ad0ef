import { sep } from 'node:path';
import type { Attack, Outcome, Scale } from '../attack.ts';
import { checkEvents } from '../power/check-events.ts';
import { callsInBackups } from '../power/kept-in-backups.ts';
import { recordFiles } from '../power/record-files.ts';
import { describeState, eachState } from '../power/states.ts';
import { WholeFiles } from '../power/whole-files.ts';
import { callId, callStart } from '../support/events.ts';
import { recordedCalls, spooledCalls } from '../support/kept.ts';
import type { Place } from '../support/place.ts';
import { inQuickPlace } from '../support/quick-place.ts';
import { installedCommand, runCommand } from '../support/run-launcher.ts';

const STATES = { quick: 40, full: 800 };
const SEED = 1;

/** One in so many states is recorded into by the installed hook. */
const RUN_EVERY = 8;

/** Lets the power fail while commands change files. */
export const powerLossFiles: Attack = {
  name: 'power-loss-files',
  promise: 2,
  does: 'the same for commands: install, configuration, backup, restore, migration, export and others',
  run,
};

function run(scale: Scale): Promise<Outcome> {
  return inQuickPlace(async (place) => {
    const recording = await recordFiles(place);
    const { acknowledged, calls, disk } = recording;
    const sent = acknowledged.filter(({ what }) => 'call' in what).length;
    const files = new WholeFiles(place.home, disk.root, isWhole);
    const sum = { states: 0, hooksRun: 0, files: 0, filesAtFault: 0 };
    const faults: string[] = [];
    const options = { count: STATES[scale], seed: SEED };
    await eachState(
      recording,
      place.home,
      options,
      async (state) => {
        const told = state.acknowledged.map(({ what }) => what);
        const ended = state.acknowledged.filter(({ what }) => 'command' in what);
        const found = files.faults(ended.at(-1)?.at ?? -1);
        sum.files += files.count;
        sum.filesAtFault += found.length;
        found.push(
          ...eventFaults(
            place,
            told.flatMap((t) => ('call' in t ? t.call : [])),
            sent,
          ),
        );
        if (state.seed % RUN_EVERY === 0) {
          const fault = await recordsOn(place, sent);
          if (fault !== undefined) sum.hooksRun += 1;
          if (fault) found.push(fault);
        }
        sum.states += 1;
        faults.push(...found.map((fault) => `${describeState(state, place.home)}: ${fault}`));
      },
      (call) => files.note(call),
    );
    return {
      figures: {
        'commands recorded': acknowledged.length - sent,
        'calls recorded': calls.length,
        states: sum.states,
        'of these, recorded into by the installed hook': sum.hooksRun,
        'files looked at in them': sum.files,
        'torn, gone or not the latest, of these': sum.filesAtFault,
      },
      faults,
    };
  });
}

/** Of all files: not the database's and the spool's, nor those that are still being written. */
function isWhole(path: string): boolean {
  const [top, ...rest] = path.split(sep);
  if (top === 'tmp') return false;
  if (top !== 'data') return true;
  const isTemporary = rest.some((name) => name.startsWith('.'));
  return !isTemporary && rest[0] !== 'spool' && rest[0]?.startsWith('spoor.db') !== true;
}

function eventFaults(place: Place, acknowledged: readonly string[], sent: number): string[] {
  const { missing, faults } = checkEvents(place, acknowledged, sent);
  const aside = missing.length > 0 ? callsInBackups(place) : [];
  const lost = missing.filter((id) => !aside.includes(id));
  return [...faults, ...lost.map((id) => `${id} is lost`)];
}

/** @returns undefined when no hooks are installed, '' when they record. */
async function recordsOn(place: Place, n: number): Promise<string | undefined> {
  const command = installedCommand(place);
  if (command === undefined) return undefined;
  const said = await runCommand(place, command, callStart(n));
  if (said !== '') return `the installed hook says ${said.slice(0, 200)}`;
  const kept = [...recordedCalls(place), ...spooledCalls(place)];
  return kept.includes(callId(n)) ? '' : 'the installed hook records nothing';
}
