import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import Database from 'better-sqlite3';
import type { Attack, Outcome, Scale } from '../attack.ts';
import { exampleNeedles, type Needles } from '../support/needles.ts';
import { inPlace, makePlace, type Place } from '../support/place.ts';
import { runHook } from '../support/run-hook.ts';
import { runSpoor } from '../support/run-spoor.ts';
import { EXAMPLES, FORMS, TEXTS } from '../support/secrets.ts';
import { readCommands, showInspector, tellCommands, writeCopies } from './raw-bytes/commands.ts';
import { Poison } from './raw-bytes/poison.ts';
import { samplePayloads } from './raw-bytes/samples.ts';
import {
  type Printed,
  sendToHooks,
  writePayloads,
  writeProfiles,
  writeStates,
} from './raw-bytes/sources.ts';
import { writeStores } from './raw-bytes/stores.ts';
import { fillUnredacted } from './redact-scan/unredacted.ts';

/** Puts secrets wherever text comes in, and looks for them in every byte that is kept or shown. */
export const rawBytes: Attack = {
  name: 'raw-bytes',
  promise: 8,
  does: 'sends every secret in every form through hooks, imports, stores and commands, and looks for pieces of them in all bytes',
  run: (scale) => withInputs((inputs) => inPlace((place) => attack(place, inputs, scale))),
};

async function attack(place: Place, inputs: string, scale: Scale): Promise<Outcome> {
  const isQuick = scale === 'quick';
  const needles = exampleNeedles();
  const poison = new Poison();
  const payloads = samplePayloads().filter((_, n) => !isQuick || n % 9 === 0);
  const printed: Printed = [];
  const faults: string[] = [];

  printed.push(...(await sendToHooks(place, poison, payloads)));
  faults.push(...(await spoolWhileLocked(place, poison, needles, isQuick ? 6 : 60)));
  const captures = join(inputs, 'captures.jsonl');
  writePayloads(captures, poison, isQuick ? 2 : 40);
  const profiles = writeProfiles(join(inputs, 'profiles'), poison, isQuick ? 1 : 30);
  printed.push(
    await spoor(place, ['import', '--from', 'payloads', captures]),
    await spoor(place, ['import', '--from', 'transcripts', ...profiles]),
  );
  printed.push(
    await spoor(place, ['import', '--from', 'spoor', await unredactedExport(inputs, isQuick)]),
    await spoor(place, ['import', '--from', 'state-files', writeStates(inputs, poison)]),
  );
  await writeStores(place.databasePath, poison, isQuick ? 5 : 400);
  printed.push(...(await tellCommands(place, poison)));
  printed.push(...(await writeCopies(place)), ...(await readCommands(place)));
  printed.push(...(await showInspector(place)));

  for (const { name, text } of printed) {
    for (const found of needles.findIn(Buffer.from(text))) faults.push(`${name} printed ${found}`);
  }
  const files = filesBelow(place.home);
  faults.push(...findInFiles(files, needles));
  return {
    faults,
    figures: {
      'examples of secrets': EXAMPLES.length,
      'forms of each': Object.keys(FORMS).length,
      'texts with secrets that came in': poison.used,
      'different texts among them': Math.min(poison.used, TEXTS.length),
      'pieces of 12 bytes looked for': needles.size,
      'files looked through': files.length,
      'MB looked through': Math.round(
        files.reduce((sum, path) => sum + statSync(path).size, 0) / 1e6,
      ),
      'outputs and frames looked through': printed.length,
    },
  };
}

/** What a machine exports whose recorder redacted nothing. */
async function unredactedExport(folder: string, isQuick: boolean): Promise<string> {
  const other = makePlace(folder);
  const path = join(folder, 'other.jsonl');
  await spoor(other, ['db', 'init']);
  const texts = isQuick ? TEXTS.filter((_, n) => n % 23 === 0) : TEXTS;
  fillUnredacted(other.databasePath, { texts, isImportable: true });
  await spoor(other, ['export', '--output', path]);
  return path;
}

/** What hooks spool while another process holds the lock; the spool is looked through as it waits. */
async function spoolWhileLocked(
  place: Place,
  poison: Poison,
  needles: Needles,
  count: number,
): Promise<string[]> {
  const db = new Database(place.databasePath);
  const copy = join(place.home, 'spool-copy');
  try {
    db.exec('BEGIN IMMEDIATE');
    for (const payload of samplePayloads().slice(0, count))
      await runHook(place, poison.object(payload));
    cpSync(place.spoolDir, copy, { recursive: true });
  } finally {
    db.close();
  }
  const waiting = filesBelow(copy);
  await runSpoor(place, ['sessions', 'list']);
  if (waiting.length < count)
    return [`only ${waiting.length} of ${count} events waited in the spool`];
  return findInFiles(waiting, needles);
}

async function spoor(place: Place, args: readonly string[]) {
  const { status, stdout, stderr } = await runSpoor(place, args);
  if (status !== 0 && !stdout) throw new Error(`spoor ${args[0]} failed: ${stderr}`);
  return { name: `spoor ${args.slice(0, 3).join(' ')}`, text: stdout + stderr };
}

function findInFiles(paths: readonly string[], needles: Needles): string[] {
  return paths.flatMap((path) => {
    const bytes = readFileSync(path);
    const inBytes = needles.findIn(path.endsWith('.gz') ? gunzipSync(bytes) : bytes);
    const inName = needles.findIn(Buffer.from(path));
    return [...inBytes, ...inName].map((found) => `${path} holds ${found}`);
  });
}

function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile() === true);
}

/** A folder for what holds secrets by itself. */
async function withInputs<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'spoor-inputs-'));
  try {
    mkdirSync(join(folder, 'profiles'));
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
