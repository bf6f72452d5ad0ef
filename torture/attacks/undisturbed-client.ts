import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { catchUp } from '@spoor/hooks';
import type { ClientRun } from '../../packages/hooks/test/client/client-run.ts';
import { readCounted } from '../../packages/hooks/test/client/counting-hook.ts';
import {
  type ClientTools,
  findClientTools,
  runClient,
} from '../../packages/hooks/test/client/run-client.ts';
import { runRecorded, visibleOutcome } from '../../packages/hooks/test/client/spoor.ts';
import { type Attack, NotHere, type Outcome, type Scale } from '../attack.ts';
import { read } from '../support/kept.ts';
import { makeOthersDatabase } from '../support/unusable/other-program.ts';

/** The real client, whose hooks can't use the database. */
export const undisturbedClient: Attack = {
  name: 'undisturbed-client',
  promise: 4,
  does: 'runs the real client while its hooks cannot use the database',
  run,
};

/** Puts something in the database's place; gives what takes it away. */
type Obstacle = (path: string) => () => void;

const instead =
  (make: (path: string) => void): Obstacle =>
  (path) => {
    for (const end of ['', '-wal', '-shm']) rmSync(path + end, { force: true });
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    make(path);
    return () => {
      for (const end of ['', '-wal', '-shm']) rmSync(path + end, { recursive: true, force: true });
    };
  };

const OBSTACLES: Readonly<Record<string, Obstacle>> = {
  'a pipe': instead((path) => void execFileSync('mkfifo', [path])),
  "another program's database": instead((path) => makeOthersDatabase(path)),
  'a folder': instead((path) => mkdirSync(path)),
  'a symbolic link to nothing': instead((path) => symlinkSync('/nowhere/spoor.db', path)),
  'a text': instead((path) => writeFileSync(path, 'no database '.repeat(1_000))),
  'a disk that is full': (path) => {
    const folder = dirname(path);
    // The launcher lies there too.
    const held = join(folder, '..', 'held');
    execFileSync('cp', ['-a', folder, held]);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64m,mode=0700', 'tmpfs', folder]);
    execFileSync('cp', ['-a', `${held}/.`, folder]);
    const filler = join(folder, 'filler');
    fill(filler);
    return () => {
      rmSync(filler);
      execFileSync('cp', ['-a', `${folder}/.`, held]);
      execFileSync('umount', ['-l', folder]);
      execFileSync('cp', ['-a', `${held}/.`, folder]);
    };
  },
};

function fill(path: string): void {
  try {
    writeFileSync(path, Buffer.alloc(128 * 1024 * 1024));
  } catch {
    // The disk is full now.
  }
}

/** On a machine that has much else to do. */
const CLIENT_MS = 240_000;

async function run(scale: Scale): Promise<Outcome> {
  const found = await findClientTools();
  if (!found.available) throw new NotHere(found.reason);
  const plain = await runClient(found.value, { scenario: 'all', timeoutMs: CLIENT_MS });
  const names = Object.keys(OBSTACLES).slice(0, scale === 'quick' ? 1 : undefined);
  const faults: string[] = [];
  let events = 0;
  for (const name of names) {
    const met = await meet(found.value, plain, OBSTACLES[name] ?? (() => () => {}));
    events += met.events;
    faults.push(...met.faults.map((fault) => `${name}: ${fault}`));
  }
  plain.remove();
  return {
    figures: { 'sessions of the real client': names.length, 'events of theirs': events },
    faults,
  };
}

async function meet(tools: ClientTools, plain: ClientRun, put: Obstacle) {
  let takeAway = () => {};
  const met = await runRecorded(tools, {
    scenario: 'all',
    timeoutMs: CLIENT_MS,
    prepare: ({ dataDir }) => {
      takeAway = put(join(dataDir, 'spoor.db'));
    },
  });
  try {
    const seen = JSON.stringify(visibleOutcome(met));
    const faults: string[] = [];
    if (seen !== JSON.stringify(visibleOutcome(plain))) faults.push(`the client shows ${seen}`);
    takeAway();
    takeAway = () => {};
    const events = readCounted(met.counted).length;
    const spoolDirs = [join(dirname(met.databasePath), 'spool'), ...otherSpools(met.folder)];
    catchUp({ databasePath: met.databasePath, spoolDirs });
    const sql = 'SELECT count(*) AS n FROM hook_executions';
    const recorded = read<{ n: number }>(met.databasePath, sql)[0]?.n ?? 0;
    if (recorded !== events) faults.push(`${recorded} of ${events} events are recorded`);
    return { events, faults };
  } finally {
    takeAway();
    met.remove();
  }
}

/** Those among the run's temporary files. */
function otherSpools(folder: string): string[] {
  const temporary = join(folder, 'tmp');
  return readdirSync(temporary)
    .filter((name) => name.startsWith('spoor-'))
    .map((name) => join(temporary, name, 'spool'));
}
