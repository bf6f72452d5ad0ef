import type { HistoryReport } from '@spoor/hooks';
import { counted, exactNumber } from '../../present/amounts.js';
import { formatBytes } from '../../present/byte-size.js';
import { formatDuration } from '../../present/duration.js';
import { safeText } from '../../present/safe-text.js';
import { kindsText } from '../../present/token-kinds.js';

/** Says what an import of transcripts came to, and what can be looked at now. */
export function historyLines(report: HistoryReport): string[] {
  const { files, problems, badLines, forgotten, paused, dryRun, isStopped } = report;
  const lines = [
    headOf(report),
    ...(dryRun || files.read === 0 ? [] : addedLines(report)),
    ...field('Unchanged', files.unchanged > 0 ? counted(files.unchanged, 'transcript') : ''),
    ...field('Left out', forgotten > 0 ? counted(forgotten, 'forgotten session') : ''),
    ...field(
      'Left out',
      paused > 0 ? `${counted(paused, 'session')} of projects in which nothing is recorded` : '',
    ),
    ...field(
      'Stopped',
      isStopped ? `${counted(files.left, 'transcript')} left; spoor import goes on from here` : '',
    ),
  ];
  const wrong = badLines + files.unreadable;
  if (wrong > 0) {
    const more = wrong - problems.length;
    lines.push(
      ...field('Unread', `${wrongOf(report)}${files.read > 0 ? '; the rest was taken in' : ''}`),
      ...problems.map(problemLine),
      ...(more > 0 ? [`    and ${exactNumber(more)} more`] : []),
    );
  }
  if (!dryRun && !isStopped && files.read > 0) {
    lines.push(...field('Look at', 'spoor stats, spoor sessions list, spoor search WORDS'));
  }
  return lines;
}

const NAME_WIDTH = 11;

function field(name: string, text: string): string[] {
  return text === '' ? [] : [`  ${name.padEnd(NAME_WIDTH)}${text}`];
}

function headOf({ dryRun, files, bytes, durationMs }: HistoryReport): string {
  if (files.found === 0) return 'No transcripts could be read';
  if (files.read === 0) return 'No transcripts have anything new';
  const what = `${counted(files.read, 'transcript')}, ${formatBytes(bytes)}`;
  if (dryRun) return `Would import ${what}`;
  const perSecond = durationMs > 0 ? ` (${formatBytes((1_000 * bytes) / durationMs)}/s)` : '';
  return `Imported ${what} in ${formatDuration(durationMs)}${perSecond}`;
}

function addedLines({ added }: HistoryReport): string[] {
  const { sessions, turns, messages, calls, subagents } = added;
  return [
    ...field(
      'New',
      `${counted(sessions, 'session')}, ${counted(turns, 'turn')}, ${counted(messages, 'message')}`,
    ),
    ...field('', `${counted(calls, 'tool call')}, ${counted(subagents, 'subagent')}`),
    ...field('Tokens', kindsText(added)),
  ];
}

function wrongOf({ badLines, files }: HistoryReport): string {
  const parts = [];
  if (badLines > 0) parts.push(counted(badLines, 'line'));
  if (files.unreadable > 0) parts.push(counted(files.unreadable, 'file'));
  return parts.join(' and ');
}

function problemLine({ path, line, reason }: HistoryReport['problems'][number]): string {
  return `    ${safeText(path)}${line === null ? '' : `:${line}`} ${safeText(reason)}`;
}
