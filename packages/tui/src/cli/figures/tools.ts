import { type ToolFigures, toolFigures } from '@spoor/storage';
import { bar, exactNumber, formatCost, formatShare } from '../../present/amounts.js';
import { formatBytes } from '../../present/byte-size.js';
import { formatDuration } from '../../present/duration.js';
import { excerpt, safeText } from '../../present/safe-text.js';
import type { CliIo } from '../io.js';
import { createPaint, widthOf } from '../output/paint.js';
import { printJson, printLines } from '../output/print.js';
import type { Column } from '../output/table.js';
import { noticesAbove } from '../pause/notice.js';
import { type ChoiceOptions, emptyLine, isNarrowed, withFigures } from './choice.js';
import { numberTable, type WriteNumber } from './number-columns.js';

/** What the user asked for. */
export interface ToolsOptions extends ChoiceOptions {
  readonly by: 'tool' | 'server';
  readonly json?: true;
}

/** Shows how each tool, or each server's tools, did. */
export async function showTools(io: CliIo, options: ToolsOptions): Promise<void> {
  const { by, json } = options;
  const tools =
    (await withFigures(io, options, (db, choice) => toolFigures(db, { ...choice, by }))) ?? [];
  const notices = noticesAbove(io, json);
  if (json === true) {
    printJson(io, tools);
    return;
  }
  if (tools.length === 0) {
    printLines(io, [...notices, emptyLine(isNarrowed(options))]);
    return;
  }
  const look = { width: widthOf(io), paint: createPaint(io) };
  const most = Math.max(...tools.map(({ calls }) => calls));
  const barWidth = look.width < 120 ? 10 : 24;
  printLines(io, [
    ...notices,
    ...numberTable((write) => columnsWith(write, { by, most, barWidth }), tools, look),
  ]);
}

function columnsWith(
  write: WriteNumber,
  { by, most, barWidth }: { by: 'tool' | 'server'; most: number; barWidth: number },
): Column<ToolFigures>[] {
  const nameless = by === 'tool' ? '(no name)' : '(no server)';
  return [
    {
      title: by.toUpperCase(),
      text: ({ key }) => safeText(excerpt(key ?? nameless, 400)),
      tone: () => 'accent',
      min: 14,
    },
    { title: 'CALLS', text: ({ calls }) => exactNumber(calls), align: 'right' },
    {
      title: 'FAILED',
      text: ({ failures }) => exactNumber(failures),
      tone: ({ failures }) => (failures > 0 ? 'bad' : 'plain'),
      align: 'right',
    },
    { title: 'RATE', text: ({ failureRate }) => formatShare(failureRate), align: 'right' },
    {
      title: 'DENIED',
      text: ({ denied }) => exactNumber(denied),
      tone: ({ denied }) => (denied > 0 ? 'warn' : 'plain'),
      align: 'right',
      drop: 2,
    },
    { title: 'P50', text: (t) => formatDuration(t.p50DurationMs), align: 'right' },
    { title: 'P95', text: (t) => formatDuration(t.p95DurationMs), align: 'right' },
    { title: 'TIME', text: (t) => formatDuration(t.totalDurationMs), align: 'right', drop: 4 },
    { title: 'TOKENS', text: ({ outputTokens }) => write(outputTokens), align: 'right', drop: 1 },
    {
      title: 'COST',
      text: (t) => formatCost(t.costUsd, t.unpricedCalls > 0),
      tone: () => 'good',
      align: 'right',
      drop: 2,
    },
    {
      title: 'RESULTS',
      text: ({ resultBytes }) => formatBytes(resultBytes),
      align: 'right',
      drop: 3,
    },
    {
      title: 'BY CALLS',
      text: ({ calls }) => bar(calls, most, barWidth),
      tone: () => 'accent',
      drop: 5,
    },
  ];
}
