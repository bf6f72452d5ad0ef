import type { HistoryReport } from '@spoor/hooks';
import { formatBytes } from '../../present/byte-size.js';
import { formatDuration } from '../../present/duration.js';
import { safeText } from '../../present/safe-text.js';

/** Says what an import of transcripts came to. */
export function historyLines(report: HistoryReport): string[] {
  const { files, problems, badLines } = report;
  const lines = [headOf(report)];
  if (files.unchanged > 0)
    lines.push(`${count(files.unchanged, 'file')} unchanged since the last import`);
  if (!report.dryRun && files.read > 0) lines.push(...addedLines(report));
  if (report.forgotten > 0) {
    lines.push(`Left out ${count(report.forgotten, 'forgotten session')}`);
  }
  if (report.isStopped) {
    lines.push(`Stopped with ${count(files.left, 'file')} left; the next import goes on from here`);
  }
  const wrong = badLines + files.unreadable;
  if (wrong > 0) {
    lines.push(`Could not read ${wrongOf(report)}:`, ...problems.map(problemLine));
    const more = wrong - problems.length;
    if (more > 0) lines.push(`  and ${number(more)} more`);
  }
  return lines.map((line, index) => (index === 0 ? line : `  ${line}`));
}

function headOf({ dryRun, files, bytes, durationMs }: HistoryReport): string {
  if (files.read === 0) return 'No transcripts have anything new';
  const what = `${count(files.read, 'transcript')}, ${formatBytes(bytes)}`;
  if (dryRun) return `Would import ${what}`;
  const perSecond = durationMs > 0 ? `, ${formatBytes((1_000 * bytes) / durationMs)}/s` : '';
  return `Imported ${what} in ${formatDuration(durationMs)}${perSecond}`;
}

function addedLines({ added }: HistoryReport): string[] {
  return [
    [
      `New: ${count(added.sessions, 'session')}`,
      count(added.turns, 'turn'),
      count(added.messages, 'message'),
      count(added.calls, 'tool call'),
      count(added.subagents, 'subagent'),
    ].join(', '),
    `Tokens: ${number(added.inputTokens)} in, ${number(added.outputTokens)} out, ${number(added.cacheReadTokens)} read from the cache, ${number(added.cacheWriteTokens)} written to it`,
  ];
}

function wrongOf({ badLines, files }: HistoryReport): string {
  const parts = [];
  if (badLines > 0) parts.push(count(badLines, 'line'));
  if (files.unreadable > 0) parts.push(count(files.unreadable, 'file'));
  return parts.join(' and ');
}

function problemLine({ path, line, reason }: HistoryReport['problems'][number]): string {
  return `  ${safeText(path)}${line === null ? '' : `:${line}`} ${safeText(reason)}`;
}

function count(value: number, unit: string): string {
  return `${number(value)} ${unit}${value === 1 ? '' : 's'}`;
}

function number(value: number): string {
  return new Intl.NumberFormat('en').format(value);
}
