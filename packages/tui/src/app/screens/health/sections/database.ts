import {
  HEALTH_LIMITS,
  type MaintenanceRun,
  networkReason,
  type RecorderFigures,
  type Vitals,
} from '@spoor/storage';
import { counted } from '../../../../present/amounts.js';
import { formatBytes } from '../../../../present/byte-size.js';
import { relativeTime } from '../../../../present/relative-time.js';
import { oneLine } from '../../../../present/safe-text.js';
import type { Source } from '../../../live/database-watch.js';
import type { Fact, Section } from '../facts.js';
import type { RecorderFacts } from '../recorder-facts.js';
import { shortPath } from '../short-path.js';

/** What is known of the database, from wherever it could be read. */
export interface DatabaseKnown {
  readonly vitals: Vitals;
  readonly figures: RecorderFigures | null;
  readonly recorder: RecorderFacts | null;
}

/** Where one is. */
export interface DatabasePlace {
  readonly path: string;
  readonly homeDir: string | null;
  readonly nowMs: number;
}

/** The database: its size, its growth, its soundness, its backups. */
export function databaseSection(known: DatabaseKnown, place: DatabasePlace): Section {
  const { vitals, figures, recorder } = known;
  const facts = [
    { label: 'file', mark: 'told' as const, text: shortPath(place.path, place.homeDir) },
    sizeFact(vitals),
    ...(figures === null ? [] : [growthFact(vitals, figures)]),
    walFact(vitals),
    ...diskFacts(vitals),
    schemaFact(vitals),
    checkFact(vitals, place.nowMs),
    ...(recorder === null ? [] : [backupFact(recorder, figures, place.nowMs)]),
    upkeepFact(vitals, place.nowMs),
  ];
  return { id: 'database', title: 'Database', summary: sizeFact(vitals).text, facts };
}

/** What is told of a database that can't be asked; null while there is nothing to tell. */
export function unreadableSection(
  source: Source | undefined,
  place: DatabasePlace,
): Section | null {
  if (source?.state !== 'broken' && source?.state !== 'missing') return null;
  const { path, homeDir } = place;
  const state: Fact =
    source.state === 'missing'
      ? { label: 'state', mark: 'told', text: 'there is none yet: the first event makes it' }
      : {
          label: 'state',
          mark: 'bad',
          text: oneLine(source.message),
          advice: oneLine(source.advice),
        };
  const file: Fact = { label: 'file', mark: 'told', text: shortPath(path, homeDir) };
  return {
    id: 'database',
    title: 'Database',
    summary: state.text,
    facts: [state, file],
    mark: 'told',
  };
}

function sizeFact({ sizeBytes, freeBytes }: Vitals): Fact {
  const unused = freeBytes === 0 ? '' : `, ${formatBytes(freeBytes)} of it unused`;
  return { label: 'size', mark: 'told', text: `${formatBytes(sizeBytes)}${unused}` };
}

/** An estimate, and said to be one: no table tells when a page was taken. */
function growthFact({ sizeBytes, freeBytes }: Vitals, figures: RecorderFigures): Fact {
  const { events, recentEvents } = figures;
  const label = 'growth';
  if (events === 0) return { label, mark: 'told', text: 'no events yet' };
  const perDay = ((sizeBytes - freeBytes) * recentEvents) / events / 7;
  const share = `${counted(recentEvents, 'event')} in 7 days`;
  return { label, mark: 'told', text: `about ${formatBytes(Math.round(perDay))} a day (${share})` };
}

function walFact({ walBytes }: Vitals): Fact {
  const fact = { label: 'log', text: `${formatBytes(walBytes)} in the write-ahead log` };
  if (walBytes <= HEALTH_LIMITS.walBytes) return { ...fact, mark: 'ok' };
  const advice = 'a program may be reading without an end: close it, then `m`';
  return { ...fact, mark: 'warn', advice };
}

function diskFacts(vitals: Vitals): Fact[] {
  return [...placeFacts(vitals), ...roomFacts(vitals)];
}

function placeFacts({ networkFileSystem: name }: Vitals): Fact[] {
  if (name === null) return [];
  const { what: text, advice } = networkReason('database', name);
  return [{ label: 'place', mark: 'warn', text, advice }];
}

function roomFacts({ freeDiskBytes, sizeBytes }: Vitals): Fact[] {
  if (freeDiskBytes === null) return [];
  const fact = { label: 'disk', text: `${formatBytes(freeDiskBytes)} free` };
  if (freeDiskBytes >= Math.max(HEALTH_LIMITS.leastFreeBytes, sizeBytes)) {
    return [{ ...fact, mark: 'ok' }];
  }
  const advice = 'make room, or let old text go: `spoor db cleanup --older-than 7`';
  return [{ ...fact, mark: 'warn', advice }];
}

function schemaFact({ schemaVersion, latestSchemaVersion }: Vitals): Fact {
  if (schemaVersion >= latestSchemaVersion) {
    return { label: 'schema', mark: 'ok', text: `version ${schemaVersion}` };
  }
  const text = `version ${schemaVersion} of ${latestSchemaVersion}`;
  return { label: 'schema', mark: 'warn', text, advice: '`spoor db migrate`' };
}

function checkFact({ suspect, lastCheck }: Vitals, nowMs: number): Fact {
  const label = 'check';
  const advice = '`spoor db check --deep`, then `spoor db check --repair`';
  if (suspect) return { label, mark: 'bad', text: 'the database may be damaged', advice };
  if (lastCheck?.outcome === 'failure') {
    return {
      label,
      mark: 'bad',
      text: `failed ${relativeTime(lastCheck.startedAt, nowMs)}`,
      advice,
    };
  }
  return { label, mark: lastCheck === null ? 'told' : 'ok', text: runText(lastCheck, nowMs) };
}

function backupFact(
  { backups, lastBackup }: RecorderFacts,
  figures: RecorderFigures | null,
  nowMs: number,
): Fact {
  const label = 'backup';
  const text =
    lastBackup === null
      ? 'none yet'
      : `${relativeTime(lastBackup.createdAt, nowMs)}, ${formatBytes(lastBackup.sizeBytes)}; ${backups} kept`;
  const isOld =
    lastBackup === null
      ? (figures?.events ?? 0) > 0
      : nowMs - Date.parse(lastBackup.createdAt) > HEALTH_LIMITS.backupDays * DAY_MS;
  if (isOld) return { label, mark: 'warn', text, advice: '`b` makes one' };
  return { label, mark: lastBackup === null ? 'told' : 'ok', text };
}

const DAY_MS = 86_400_000;

function upkeepFact({ lastMaintenance }: Vitals, nowMs: number): Fact {
  const fact = { label: 'upkeep', text: runText(lastMaintenance, nowMs) };
  if (lastMaintenance === null) return { ...fact, mark: 'told' };
  if (lastMaintenance.outcome !== 'failure') return { ...fact, mark: 'ok' };
  return { ...fact, mark: 'warn', advice: '`m` runs it again' };
}

const OUTCOMES = { success: 'went well', failure: 'failed', interrupted: 'was stopped' } as const;

function runText(run: MaintenanceRun | null, nowMs: number): string {
  if (run === null) return 'never yet';
  const how = run.outcome === null ? 'has not ended' : OUTCOMES[run.outcome];
  return `${relativeTime(run.startedAt, nowMs)}, ${how}`;
}
