import type { HistoryReport, PayloadImportReport } from '@spoor/hooks';
import type { ImportReport, StateImportReport } from '@spoor/storage';
import { exactNumber } from '../../present/amounts.js';
import { safeText } from '../../present/safe-text.js';
import { historyLines } from './history-lines.js';

/** What became of a file, or of all state files together. */
export type ImportOutcome =
  | ({ readonly from: 'spoor'; readonly path: string } & ImportReport)
  | ({ readonly from: 'payloads'; readonly path: string } & PayloadImportReport)
  | ({ readonly from: 'state-files' } & StateImportReport)
  | ({ readonly from: 'transcripts' } & HistoryReport);

type FileOutcome = Exclude<ImportOutcome, { from: 'transcripts' }>;

/** Whether all that was there was taken. */
export function isWhole(outcome: ImportOutcome): boolean {
  if (outcome.from === 'transcripts') return !outcome.isStopped && outcome.files.unreadable === 0;
  return outcome.refused === 0 && (outcome.from !== 'spoor' || outcome.end === 'whole');
}

/** Says what became of a file. */
export function outcomeLines(outcome: ImportOutcome): string[] {
  if (outcome.from === 'transcripts') return historyLines(outcome);
  const lines = [...headOf(outcome), ...detailsOf(outcome)];
  if (outcome.refused > 0) lines.push(...refusalLines(outcome));
  return lines.map((line, index) => (index === 0 ? line : `  ${line}`));
}

function headOf(outcome: FileOutcome): string[] {
  const verb = outcome.dryRun ? 'Would import' : 'Imported';
  switch (outcome.from) {
    case 'spoor':
      return [`${verb} ${safeText(outcome.path)}`, figures(outcome.rows, 'row', outcome)];
    case 'payloads':
      return [`${verb} ${safeText(outcome.path)}`, figures(outcome.events, 'event', outcome)];
    case 'state-files':
      return [`${verb} ${figures(outcome.states, 'state', outcome)}`];
  }
}

function figures(
  total: number,
  unit: string,
  counts: { readonly new: number; readonly merged?: number; readonly known: number },
): string {
  const merged = counts.merged ?? 0;
  const parts = [
    `${exactNumber(counts.new)} new`,
    ...(merged > 0 ? [`${exactNumber(merged)} merged`] : []),
    `${exactNumber(counts.known)} here already`,
  ];
  return `${exactNumber(total)} ${unit}${total === 1 ? '' : 's'}: ${parts.join(', ')}`;
}

function detailsOf(outcome: FileOutcome): string[] {
  if (outcome.from === 'state-files') return [];
  const lines: string[] = [];
  if (outcome.forgotten > 0) {
    const what = outcome.from === 'spoor' ? 'rows' : 'events';
    const how = outcome.from === 'spoor' ? '; --include-forgotten brings them back' : '';
    lines.push(`Left out ${exactNumber(outcome.forgotten)} ${what} of forgotten sessions${how}`);
  }
  if (outcome.from === 'payloads') {
    if (outcome.failed > 0)
      lines.push(`${exactNumber(outcome.failed)} events are kept without what follows from them`);
    return lines;
  }
  const unknown = [
    ...Object.entries(outcome.unknownTables),
    ...Object.entries(outcome.unknownColumns),
  ];
  if (unknown.length > 0) {
    const names = unknown.map(([name, count]) => `${safeText(name)} ${exactNumber(count)}`);
    lines.push(`Left out what this Spoor doesn't know: ${names.join(', ')}`);
  }
  if (outcome.end === 'cut') lines.push('The file is cut: its end is missing');
  if (outcome.end === 'altered')
    lines.push('The file was changed since it was exported: its checksum differs');
  return lines;
}

function refusalLines(outcome: FileOutcome): string[] {
  const told =
    outcome.from === 'state-files'
      ? outcome.refusals.map(({ file, reason }) => `${safeText(file)} ${safeText(reason)}`)
      : outcome.refusals.map(({ line, reason }) => `line ${line}: ${safeText(reason)}`);
  const more = outcome.refused - told.length;
  return [
    `Refused ${exactNumber(outcome.refused)}:`,
    ...told.map((line) => `  ${line}`),
    ...(more > 0 ? [`  and ${exactNumber(more)} more`] : []),
  ];
}
