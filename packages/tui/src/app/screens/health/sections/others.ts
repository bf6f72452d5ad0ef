import { HEALTH_LIMITS, type RecorderFigures, type TableSize, type Vitals } from '@spoor/storage';
import { counted } from '../../../../present/amounts.js';
import { formatBytes } from '../../../../present/byte-size.js';
import { relativeTime } from '../../../../present/relative-time.js';
import { oneLine } from '../../../../present/safe-text.js';
import type { Fact, Section } from '../facts.js';
import type { RecorderFacts } from '../recorder-facts.js';
import { shortPath } from '../short-path.js';

/** Whether anything that was captured got lost, or waits. */
export function lossesSection(
  { spool, lostEvents, spoolDir }: RecorderFacts,
  figures: RecorderFigures | null,
  homeDir: string | null,
): Section {
  const { waiting, rejected } = spool;
  const facts: Fact[] = [
    lostEvents === 0
      ? { label: 'lost', mark: 'ok', text: 'no event' }
      : {
          label: 'lost',
          mark: 'bad',
          text: `${counted(lostEvents, 'event')} could be kept nowhere`,
          advice: 'make room on the disk, and the data folder writable',
        },
    waiting < HEALTH_LIMITS.waitingEntries
      ? { label: 'spool', mark: 'ok', text: `${counted(waiting, 'event')} waiting` }
      : {
          label: 'spool',
          mark: 'warn',
          text: `${counted(waiting, 'event')} waiting`,
          advice: '`m` takes them in',
        },
    ...(rejected === 0
      ? []
      : [
          {
            label: 'set aside',
            mark: 'warn' as const,
            text: `${counted(rejected, 'file')} that were no events, in ${shortPath(`${spoolDir}/rejected`, homeDir)}`,
            advice: 'look at them, and delete what is of no use',
          },
        ]),
    ...(figures === null ? [] : [failedFact(figures)]),
  ];
  const summary = facts.every(({ mark }) => mark === 'ok')
    ? 'nothing lost, nothing waiting for long'
    : facts
        .filter(({ mark }) => mark !== 'ok')
        .map(({ text }) => text)
        .join('; ');
  return { id: 'losses', title: 'Losses', summary, facts };
}

function failedFact({ failedEvents, malformedEvents, recentFailures }: RecorderFigures): Fact {
  const text = `${failedEvents.toLocaleString('en')} failed, ${malformedEvents.toLocaleString('en')} malformed; ${recentFailures.toLocaleString('en')} of them in 7 days`;
  if (recentFailures === 0) return { label: 'failures', mark: 'ok', text };
  return {
    label: 'failures',
    mark: 'warn',
    text,
    advice: '`spoor hooks doctor` says what is wrong',
  };
}

/** What was read of the client's own logs. */
export function transcriptsSection(
  { transcripts, unread }: RecorderFigures,
  nowMs: number,
): Section {
  const { files, badLines, lastReadAt } = transcripts;
  const read =
    lastReadAt === null
      ? 'none read yet'
      : `${counted(files, 'file')}, the last ${relativeTime(lastReadAt, nowMs)}`;
  const facts: Fact[] = [
    { label: 'read', mark: 'ok', text: read },
    unread === 0
      ? { label: 'behind', mark: 'ok', text: 'all that are over were read to their end' }
      : {
          label: 'behind',
          mark: 'warn',
          text: `${counted(unread, 'session')} not read to the end`,
          advice: '`m` reads on; so does every listing',
        },
    badLines === 0
      ? { label: 'bad lines', mark: 'ok', text: 'none' }
      : {
          label: 'bad lines',
          mark: 'warn',
          text: `${counted(badLines, 'line')} could not be read`,
        },
  ];
  return { id: 'transcripts', title: 'Transcripts', summary: read, facts };
}

/** What takes the room in the file. */
export function roomSection(room: readonly TableSize[] | null): Section {
  const all = (room ?? []).reduce((sum, { bytes }) => sum + bytes, 0);
  const facts = (room ?? []).slice(0, MOST_TABLES).map(({ table, bytes }): Fact => {
    const share = all === 0 ? 0 : bytes / all;
    const bar = '█'.repeat(Math.round(share * BAR_COLUMNS)).padEnd(BAR_COLUMNS, '░');
    const text = `${bar} ${formatBytes(bytes).padStart(7)} ${(share * 100).toFixed(0).padStart(3)} %`;
    return { label: oneLine(table.replaceAll('_', ' '), 60), mark: 'told', text };
  });
  const [largest] = room ?? [];
  const summary =
    largest === undefined
      ? 'by table; unfold to have it measured'
      : `most is in ${oneLine(largest.table.replaceAll('_', ' '), 60)}`;
  return { id: 'room', title: 'Room', summary, facts, mark: 'told' };
}

const MOST_TABLES = 12;
const BAR_COLUMNS = 20;

/** The configuration in force: what differs from the default, or every key. */
export function settingsSection(
  { settings, warnings, configFile }: RecorderFacts,
  { all, homeDir }: { readonly all: boolean; readonly homeDir: string | null },
): Section {
  const changed = settings.filter(({ source }) => source !== 'default');
  const shown = all ? settings : changed;
  return {
    id: 'settings',
    title: 'Configuration',
    summary: changed.length === 0 ? 'all by default' : `${counted(changed.length, 'key')} set`,
    mark: 'told',
    facts: [
      { label: 'file', mark: 'told', text: shortPath(configFile, homeDir) },
      ...warnings.map((warning, n) => ({
        label: n === 0 ? 'mistake' : `mistake ${n + 1}`,
        mark: 'bad' as const,
        text: oneLine(warning),
        advice: '`e` opens the file',
      })),
      ...shown.map(({ name, value, source }) => ({
        label: name,
        mark: 'told' as const,
        text: `${oneLine(value)}${source === 'default' ? '' : `  (${oneLine(source)})`}`,
      })),
    ],
  };
}

/** What runs. */
export function versionsSection(
  { spoorVersion, nodeVersion, hooks }: RecorderFacts,
  vitals: Vitals | null,
): Section {
  const { version, current, path } = hooks.hook;
  const hook: Fact[] =
    path === null
      ? []
      : current
        ? [{ label: 'hook', mark: 'ok', text: version ?? 'unknown' }]
        : [
            {
              label: 'hook',
              mark: 'warn',
              text: `${oneLine(version ?? 'unknown')}, of another build than this Spoor`,
              advice: '`i` installs the hooks again',
            },
          ];
  return {
    id: 'versions',
    title: 'Versions',
    summary: `Spoor ${spoorVersion}`,
    mark: 'told',
    facts: [
      { label: 'Spoor', mark: 'told', text: spoorVersion },
      ...hook,
      { label: 'Node', mark: 'told', text: oneLine(nodeVersion) },
      ...(vitals === null
        ? []
        : [{ label: 'SQLite', mark: 'told' as const, text: oneLine(vitals.sqliteVersion) }]),
    ],
  };
}
