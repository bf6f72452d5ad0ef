import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { indexAudit, indexTexts, SpoorDatabase } from '@spoor/storage';
import Database from 'better-sqlite3';
import type { Attack, Outcome, Scale } from '../attack.ts';
import { callStart } from '../support/events.ts';
import { recordedCalls } from '../support/kept.ts';
import { exampleNeedles, type Needles } from '../support/needles.ts';
import { inPlace, type Place } from '../support/place.ts';
import { runHook } from '../support/run-hook.ts';
import { runSpoor } from '../support/run-spoor.ts';
import { EXAMPLES } from '../support/secrets.ts';
import { fillUnredacted } from './redact-scan/unredacted.ts';

/** Has a database mended that was filled by a writer without any redaction. */
export const redactScan: Attack = {
  name: 'redact-scan',
  promise: 10,
  does: 'fills every text column with secrets, mends the database while hooks record, and looks for pieces of them in all bytes',
  run: (scale) => inPlace((place) => attack(place, scale)),
};

const HOOKS = { quick: 10, full: 200 };
/** For a machine that has much else to do. */
const LONG = { timeoutMs: 1_200_000 };
const FEW = 40;

async function attack(place: Place, scale: Scale): Promise<Outcome> {
  const needles = exampleNeedles();
  const faults: string[] = [];
  await runSpoor(place, ['db', 'init']);
  const examples = chosen(scale);
  const rows = fillUnredacted(place.databasePath, {
    texts: examples,
    isImportable: false,
  });
  feedIndexes(place);
  await runSpoor(place, ['db', 'backup'], LONG);
  const before = holders(place, needles);
  if (before.length < 2) faults.push('the database and its backup held nothing to begin with');

  const dry = await runSpoor(place, ['redact', '--scan', '--dry-run', '--backups', '--json'], LONG);
  const found = JSON.parse(dry.stdout).values;
  if (dry.status !== 1) faults.push(`a dry run that finds something ended with ${dry.status}`);

  const started = performance.now();
  const mending = runSpoor(place, ['redact', '--scan', '--backups', '--json'], LONG);
  const hooks = Array.from({ length: HOOKS[scale] }, (_, n) => n);
  for (const n of hooks) await runHook(place, callStart(n));
  const mended = await mending;
  const seconds = (performance.now() - started) / 1000;
  if (mended.status !== 0) faults.push(`mending ended with ${mended.status}: ${mended.stderr}`);
  for (const printed of [dry, mended].map(({ stdout, stderr }) => stdout + stderr)) {
    faults.push(...needles.findIn(Buffer.from(printed)).map((piece) => `printed: ${piece}`));
  }

  await runSpoor(place, ['sessions', 'list'], LONG);
  const recorded = new Set(recordedCalls(place));
  const lost = hooks.filter((n) => !recorded.has(`toolu_${n}`));
  if (lost.length > 0) faults.push(`${lost.length} events of hooks beside it are missing`);
  faults.push(...holders(place, needles));
  const db = new Database(place.databasePath, { readonly: true });
  const check = db.pragma('integrity_check', { simple: true });
  db.close();
  if (check !== 'ok') faults.push(`integrity_check: ${String(check)}`);
  return {
    faults,
    figures: {
      'examples of secrets': examples.length,
      'rows filled': rows,
      'secrets found and taken out': found,
      'hooks that recorded meanwhile': hooks.length,
      'seconds to look and mend, the backup too': Number(seconds.toFixed(1)),
    },
  };
}

/** A few from all rules, or all of them. */
function chosen(scale: Scale): string[] {
  const step = scale === 'full' ? 1 : Math.ceil(EXAMPLES.length / FEW);
  return EXAMPLES.filter((_, n) => n % step === 0);
}

/** Words get into the full-text indexes, values into the statistics of the query planner. */
function feedIndexes({ databasePath }: Place): void {
  const db = new SpoorDatabase({ path: databasePath });
  try {
    indexTexts(db);
    indexAudit(db);
    db.getDb().exec('ANALYZE');
  } finally {
    db.close();
  }
}

/** The files that hold pieces of secrets. */
function holders({ dataDir }: Place, needles: Needles): string[] {
  return readdirSync(dataDir, { recursive: true, encoding: 'utf8' })
    .map((name) => join(dataDir, name))
    .filter((path) => statSync(path).isFile())
    .flatMap((path) => {
      const bytes = readFileSync(path);
      const [found] = needles.findIn(path.endsWith('.gz') ? gunzipSync(bytes) : bytes);
      return found === undefined ? [] : [`${path} holds ${found}`];
    });
}
