import { type AgentFigures, agentFigures } from '@spoor/storage';
import { exactNumber, formatCost, formatShare, sparkline } from '../../present/amounts.js';
import { formatDuration } from '../../present/duration.js';
import { relativeTime } from '../../present/relative-time.js';
import { excerpt, safeText } from '../../present/safe-text.js';
import type { CliIo } from '../io.js';
import { createPaint, widthOf } from '../output/paint.js';
import { printJson, printLines } from '../output/print.js';
import type { Column } from '../output/table.js';
import { noticesAbove } from '../pause/notice.js';
import { type ChoiceOptions, emptyLine, isNarrowed, withFigures } from './choice.js';
import { numberTable, type WriteNumber } from './number-columns.js';

/** What the user asked for. */
export interface AgentsOptions extends Omit<ChoiceOptions, 'session'> {
  readonly json?: true;
}

const TREND_POINTS = 16;

/** Shows how the main agent and each type of subagent did. */
export async function showAgents(io: CliIo, options: AgentsOptions): Promise<void> {
  const agents =
    (await withFigures(io, options, (db, { from, until, projectId }) =>
      agentFigures(db, { from, until, projectId, trendPoints: TREND_POINTS }),
    )) ?? [];
  const notices = noticesAbove(io, options.json);
  if (options.json === true) {
    printJson(io, agents);
    return;
  }
  if (agents.length === 0) {
    printLines(io, [...notices, emptyLine(isNarrowed(options))]);
    return;
  }
  const look = { width: widthOf(io), paint: createPaint(io) };
  const unpriced = agents.some(({ unpricedTokens }) => unpricedTokens > 0);
  printLines(io, [
    ...notices,
    ...numberTable((write) => columnsWith(write, io.now()), agents, look),
    ...(unpriced ? [look.paint('+ without what has no price: see spoor stats', 'warn')] : []),
  ]);
}

function columnsWith(write: WriteNumber, nowMs: number): Column<AgentFigures>[] {
  return [
    {
      title: 'AGENT',
      text: ({ agent }) => safeText(excerpt(agent ?? '(no type)', 400)),
      tone: ({ agent }) => (agent === 'main' ? 'strong' : 'accent'),
      min: 16,
    },
    { title: 'RUNS', text: ({ runs }) => exactNumber(runs), align: 'right' },
    { title: 'SUCCESS', text: ({ successRate }) => formatShare(successRate), align: 'right' },
    {
      title: 'FAILED',
      text: ({ failures }) => exactNumber(failures),
      tone: ({ failures }) => (failures > 0 ? 'bad' : 'plain'),
      align: 'right',
    },
    { title: 'P50', text: (a) => formatDuration(a.p50DurationMs), align: 'right', drop: 1 },
    { title: 'P95', text: (a) => formatDuration(a.p95DurationMs), align: 'right', drop: 4 },
    { title: 'TOKENS', text: ({ totalTokens }) => write(totalTokens), align: 'right' },
    {
      title: 'A RUN',
      text: ({ avgTokensPerRun: tokens }) => (tokens === null ? '–' : write(tokens)),
      align: 'right',
      drop: 3,
    },
    {
      title: 'COST',
      text: (a) => formatCost(a.costUsd, a.unpricedTokens > 0),
      tone: () => 'good',
      align: 'right',
    },
    {
      title: 'LAST',
      text: ({ lastUsedAt }) => (lastUsedAt === null ? '–' : relativeTime(lastUsedAt, nowMs)),
      drop: 2,
    },
    { title: 'TREND', text: ({ trend }) => sparkline(trend), tone: () => 'accent', drop: 5 },
  ];
}
