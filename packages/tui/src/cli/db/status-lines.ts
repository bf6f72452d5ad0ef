import type { DatabaseStatus, MaintenanceRun, RecorderLatency } from '@spoor/storage';
import { formatBytes } from '../../present/byte-size.js';
import { formatDuration } from '../../present/duration.js';
import { wrap } from '../../present/fit-text.js';
import { relativeTime } from '../../present/relative-time.js';
import { safeText } from '../../present/safe-text.js';
import type { Paint } from '../output/paint.js';
import { type Column, tableLines } from '../output/table.js';

/** Where and when a status is shown. */
export interface StatusLook {
  readonly width: number;
  readonly paint: Paint;
  readonly nowMs: number;
}

/** What is told where there is no database yet. */
export function missingLines(
  { path, spool }: { path: string; spool: DatabaseStatus['spool'] },
  { width }: StatusLook,
): string[] {
  return [
    entry('Database', `${safeText(path)} (not made yet)`, Infinity),
    entry('Spool', spoolText(spool), width),
    '',
    'Record Claude Code from now on: spoor hooks install',
  ];
}

/** What is told of a database. */
export function statusLines(status: DatabaseStatus, look: StatusLook): string[] {
  const { width } = look;
  return [
    ...healthLines(status, look),
    entry('Database', safeText(status.path), Infinity),
    entry('Size', sizeText(status), width),
    entry('Schema', schemaText(status), width),
    entry('Events', eventsText(status), width),
    entry('Read', transcriptsText(status, look), width),
    entry('Spool', spoolText(status.spool), width),
    entry('Rows', rowsText(status.rows), width),
    entry('Backups', backupsText(status, look), width),
    entry('Check', runText(status.lastCheck, look), width),
    entry('Upkeep', runText(status.lastMaintenance, look), width),
    ...latencyLines(status.latency, look),
    ...slowestLines(status, look),
  ];
}

/** A named text; what is too long for a line goes on below. Paths stay whole, to be copied. */
function entry(name: string, text: string, width: number): string {
  const lines = wrap(text, width - NAME_WIDTH, 4);
  return lines.map((line, n) => (n === 0 ? name : '').padEnd(NAME_WIDTH) + line).join('\n');
}

const NAME_WIDTH = 10;
const INDENT = ' '.repeat(NAME_WIDTH);

function healthLines({ health }: DatabaseStatus, { width, paint }: StatusLook): string[] {
  if (health.verdict === 'ok') return [`${'Health'.padEnd(NAME_WIDTH)}${paint('ok', 'good')}`];
  return [
    `${'Health'.padEnd(NAME_WIDTH)}${paint('needs attention', 'warn')}`,
    ...health.reasons.flatMap(({ what, advice }) => [
      entry('', `• ${what}`, width),
      entry('', `  → ${advice}`, width),
    ]),
  ];
}

function sizeText({ sizeBytes, walBytes, freePages, pageSize, freeDiskBytes }: DatabaseStatus) {
  const free = formatBytes(freePages * pageSize);
  const disk = freeDiskBytes === null ? '' : `; disk: ${formatBytes(freeDiskBytes)} free`;
  return `${formatBytes(sizeBytes)} (${free} unused), log ${formatBytes(walBytes)}${disk}`;
}

function schemaText({ schemaVersion, latestSchemaVersion }: DatabaseStatus): string {
  if (schemaVersion === latestSchemaVersion) return `${schemaVersion} (current)`;
  return `${schemaVersion} of ${latestSchemaVersion}; bring it up to date: spoor db migrate`;
}

function eventsText(status: DatabaseStatus): string {
  const { oldestEventAt, newestEventAt, failedEvents, malformedEvents, lostEvents } = status;
  const lost = lostEvents === 0 ? '' : `; ${lostEvents} lost`;
  if (oldestEventAt === null) return `none yet${lost}`;
  const count = status.rows['hook_executions'] ?? 0;
  return `${count}, from ${safeText(oldestEventAt)} to ${safeText(newestEventAt ?? '')}; ${failedEvents} failed, ${malformedEvents} malformed${lost}`;
}

function transcriptsText({ transcripts }: DatabaseStatus, { nowMs }: StatusLook): string {
  const { files, badLines, lastReadAt } = transcripts;
  if (files === 0 || lastReadAt === null) return 'no transcripts yet';
  const lines = badLines === 1 ? 'line' : 'lines';
  const bad = badLines === 0 ? '' : `; ${badLines} ${lines} could not be read`;
  return `${files} ${files === 1 ? 'transcript' : 'transcripts'}, the last ${relativeTime(lastReadAt, nowMs)}${bad}`;
}

function spoolText({ waiting, rejected }: DatabaseStatus['spool']): string {
  return `${waiting} waiting, ${rejected} set aside`;
}

function rowsText(rows: DatabaseStatus['rows']): string {
  const named = Object.entries(rows).filter(([, count]) => count > 0);
  if (named.length === 0) return 'none';
  return named.map(([table, count]) => `${table.replaceAll('_', ' ')} ${count}`).join(', ');
}

function backupsText({ backups, lastBackup }: DatabaseStatus, { nowMs }: StatusLook): string {
  if (lastBackup === null) return backups === 0 ? 'none' : `${backups}, none of them ordinary`;
  const { createdAt, sizeBytes } = lastBackup;
  return `${backups}, the last ${relativeTime(createdAt, nowMs)}, ${formatBytes(sizeBytes)}`;
}

const OUTCOMES = { success: 'went well', failure: 'failed', interrupted: 'was stopped' } as const;

function runText(run: MaintenanceRun | null, { nowMs }: StatusLook): string {
  if (run === null) return 'never yet';
  const how = run.outcome === null ? 'has not ended' : OUTCOMES[run.outcome];
  return `${relativeTime(run.startedAt, nowMs)}, ${how}`;
}

function latencyLines(latency: readonly RecorderLatency[], look: StatusLook): string[] {
  if (latency.length === 0) return [];
  const width = look.width - NAME_WIDTH;
  const table = tableLines(LATENCY, latency, { ...look, width });
  return [
    '',
    'What recording took in the last 7 days, from a hook’s start to its commit:',
    ...table.map((line) => INDENT + line),
  ];
}

const LATENCY: readonly Column<RecorderLatency>[] = [
  { title: 'EVENT', text: ({ event }) => safeText(event ?? 'malformed'), min: 12 },
  { title: 'COUNT', text: ({ count }) => String(count), align: 'right' },
  { title: 'P50', text: ({ p50Ms }) => formatDuration(p50Ms), align: 'right' },
  { title: 'P95', text: ({ p95Ms }) => formatDuration(p95Ms), align: 'right' },
  { title: 'MOST', text: ({ maxMs }) => formatDuration(maxMs), align: 'right' },
];

function slowestLines({ slowest }: DatabaseStatus, { nowMs }: StatusLook): string[] {
  if (slowest.length === 0) return [];
  const lines = slowest.map(({ kind, name, at, durationMs }) => {
    const time = formatDuration(durationMs).padStart(6);
    return `${INDENT}${time}  ${kind} ${safeText(name)}, ${relativeTime(at, nowMs)}`;
  });
  return ['', 'The slowest of these days:', ...lines];
}
