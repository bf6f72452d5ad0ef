import type { ListedRun } from '@spoor/storage';
import { formatCost, shortNumber } from '../../../present/amounts.js';
import { formatDuration } from '../../../present/duration.js';
import { cutMiddle } from '../../../present/fit-text.js';
import { projectName } from '../../../present/project-name.js';
import { promptText } from '../../../present/prompt-text.js';
import { relativeTime } from '../../../present/relative-time.js';
import { excerpt, oneLine, safeText } from '../../../present/safe-text.js';
import { type StatusLook, TIMELINE_STATUS } from '../../../present/status.js';
import type { Column } from '../../present/columns.js';
import { span } from '../../present/line.js';

/** The columns of a list of runs; times are as seen at `nowMs`. */
export function runColumns(nowMs: number): Column<ListedRun>[] {
  return [
    {
      title: 'WHEN',
      min: 8,
      align: 'right',
      priority: 0,
      cell: ({ startedAt }) => span(relativeTime(startedAt, nowMs), 'faint'),
    },
    {
      title: 'STATUS',
      min: 10,
      priority: 1,
      cell: ({ outcome }) => {
        const { glyph, word, tone } = outcome === null ? OPEN : TIMELINE_STATUS[outcome];
        return span(`${glyph} ${word}`, tone);
      },
    },
    {
      title: 'PROJECT',
      min: 10,
      max: 22,
      priority: 4,
      cell: ({ session }, width) =>
        span(cutMiddle(safeText(excerpt(projectName(session?.projectId ?? null))), width), 'faint'),
    },
    {
      title: 'ABOUT',
      min: 20,
      grow: true,
      priority: 0,
      cell: ({ about, agentId, error }) => {
        if (about !== null) return span(oneLine(agentId === null ? promptText(about) : about, 400));
        return span(error === null ? 'nothing is told of it' : oneLine(error, 400), 'faint');
      },
    },
    {
      title: 'TOKENS',
      min: 7,
      align: 'right',
      priority: 5,
      cell: ({ totalTokens }) =>
        totalTokens === 0 ? span('·', 'faint') : span(shortNumber(totalTokens)),
    },
    {
      title: 'COST',
      min: 9,
      align: 'right',
      priority: 3,
      cell: ({ totalTokens, costUsd, unpricedMessages }) =>
        totalTokens === 0
          ? span('·', 'faint')
          : span(formatCost(costUsd, unpricedMessages > 0), 'good'),
    },
    {
      title: 'TIME',
      min: 7,
      align: 'right',
      priority: 2,
      cell: ({ durationMs }) => span(formatDuration(durationMs), 'faint'),
    },
  ];
}

/** Nothing says how it came out: it runs, or its end was never told. */
const OPEN: StatusLook = { glyph: '○', word: 'open', tone: 'faint' };
