import type { CheckReport, Problem, RepairReport, TableSalvage } from '@spoor/storage';
import { exactNumber } from '../../present/amounts.js';
import { wrap } from '../../present/fit-text.js';
import { safeText } from '../../present/safe-text.js';
import type { Tone } from '../../present/status.js';
import type { Paint } from '../output/paint.js';
import { type Column, tableLines } from '../output/table.js';

interface Style {
  readonly width: number;
  readonly paint: Paint;
}

/** Problems that are shown; JSON has them all. */
const MOST = 12;

const VERDICTS: Readonly<Record<CheckReport['verdict'], { text: string; tone: Tone }>> = {
  ok: { text: 'whole', tone: 'good' },
  suspect: { text: 'not condemned, but look again soon', tone: 'warn' },
  corrupt: { text: 'damaged', tone: 'bad' },
  unreadable: { text: 'damaged: it can not be opened', tone: 'bad' },
};

/** What a check found, in plain words, and what can be done. */
export function checkLines(
  report: CheckReport,
  { width, paint, asked }: Style & { readonly asked: boolean },
): string[] {
  const { text, tone } = VERDICTS[report.verdict];
  const { problems } = report;
  return [
    `Database  ${safeText(report.path)}`,
    `Checked   ${pagesText(report)}`,
    `Verdict   ${paint(text, tone)}`,
    ...(report.suspicion === null ? [] : wrapped('Mark', suspicionText(report), width)),
    ...(problems.length === 0 ? [] : ['']),
    ...problems.slice(0, MOST).flatMap((problem) => problemLines(problem, width)),
    ...(problems.length > MOST ? [`  … and ${problems.length - MOST} more`] : []),
    ...adviceLines(report, asked),
  ];
}

/** What a repair saved, where the rest lies, and how the database is now. */
export function repairLines(repair: RepairReport, after: CheckReport, style: Style): string[] {
  const { width, paint } = style;
  const verdict = VERDICTS[after.verdict];
  const rows = repair.tables.reduce((sum, table) => sum + table.rows, 0);
  const damaged = repair.tables.filter((table) => !table.whole);
  if (repair.folder === null) {
    return [
      '',
      `Repaired  ${HOW[repair.how]}`,
      '',
      `Now       ${paint(verdict.text, verdict.tone)}`,
    ];
  }
  return [
    '',
    `Repaired  ${HOW[repair.how]}`,
    `Saved     ${exactNumber(rows)} rows read from the damaged database`,
    ...wrapped('Backup', backupText(repair), width),
    `Aside     ${safeText(repair.folder)}`,
    ...(repair.refused > 0
      ? [
          `Refused   ${exactNumber(repair.refused)} rows that break the schema's rules: refused.jsonl there`,
        ]
      : []),
    ...(repair.walDamaged
      ? wrapped('Log', 'the write-ahead log was damaged: its last commits are lost', width)
      : []),
    ...(repair.transcriptsAnew > 0
      ? wrapped('Next', 'spoor import reads transcripts again, for what was lost of them', width)
      : []),
    ...(damaged.length > 0 ? ['', ...tableLines(columnsOf(repair), damaged, style)] : []),
    '',
    `Now       ${paint(verdict.text, verdict.tone)}`,
    ...(after.verdict === 'ok'
      ? ['', 'Damage comes from somewhere: look at the disk, and its logs.']
      : []),
  ];
}

const HOW: Readonly<Record<RepairReport['how'], string>> = {
  indexes: 'indexes, full text and sums were made anew; every row is as it was',
  'written over': 'in its place; connections of others stayed valid',
  'made anew': 'made anew; the old file was moved aside',
};

function pagesText({ checkedPages, deep }: CheckReport): string {
  const how = deep ? 'every row, index and text' : 'quickly; `--deep` looks at everything';
  return checkedPages === null
    ? 'no pages could be read'
    : `${exactNumber(checkedPages)} pages, ${how}`;
}

function suspicionText({ suspicion, verdict }: CheckReport): string {
  const when = safeText(suspicion?.at ?? '');
  const what = safeText(suspicion?.message ?? '');
  return `${verdict === 'ok' ? 'left' : 'there since'} ${when}: ${what}`;
}

const KINDS: Readonly<Record<Problem['kind'], string>> = {
  header: 'file',
  log: 'log',
  page: 'pages',
  index: 'index',
  'full-text': 'search',
  sums: 'sums',
  row: 'rows',
  'foreign-key': 'rows',
  schema: 'schema',
  io: 'disk',
  repair: 'repair',
  doubt: 'maybe',
};

function problemLines({ kind, message }: Problem, width: number): string[] {
  return wrapped(`  ${KINDS[kind]}`, safeText(message), width);
}

function adviceLines({ verdict }: CheckReport, asked: boolean): string[] {
  if (verdict === 'suspect') {
    return ['', 'The next look did not find it again, or it may have been recorded so.'];
  }
  if (verdict === 'ok' || asked) return [];
  return [
    '',
    'What can be done: spoor db check --repair',
    'It sets the damaged files aside, saves what can be read, and fills in from the',
    'latest good backup. New events wait in the spool meanwhile; nothing is deleted.',
  ];
}

function backupText({ backup, tables }: RepairReport): string {
  if (backup === null) {
    return tables.every(({ whole }) => whole) ? 'not needed' : 'there is no good one';
  }
  const rows = Object.values(backup.rows).reduce((sum, count) => sum + count, 0);
  return `${exactNumber(rows)} rows from ${safeText(backup.path)}`;
}

function columnsOf({ backup }: RepairReport): Column<TableSalvage>[] {
  return [
    { title: 'damaged table', text: ({ table }) => table },
    { title: 'read', text: ({ rows }) => exactNumber(rows), align: 'right' },
    { title: 'missing', text: ({ missing }) => missingText(missing), align: 'right' },
    {
      title: 'from backup',
      text: ({ table }) => exactNumber(backup?.rows[table] ?? 0),
      align: 'right',
    },
  ];
}

/** Indexes tell of rows that are missing; where they are damaged too, nobody knows. */
function missingText(missing: number): string {
  return missing === 0 ? 'unknown' : exactNumber(missing);
}

function wrapped(name: string, text: string, width: number): string[] {
  return wrap(text, width - NAME_WIDTH, 4).map(
    (line, n) => (n === 0 ? name : '').padEnd(NAME_WIDTH) + line,
  );
}

const NAME_WIDTH = 10;
