import type { ListedRun } from '@spoor/storage';
import { formatCost, shortNumber } from '../../../present/amounts.js';
import { promptText } from '../../../present/prompt-text.js';
import { oneLine } from '../../../present/safe-text.js';
import { type StatusLook, TIMELINE_STATUS } from '../../../present/status.js';
import type { Column } from '../../present/columns.js';
import { span } from '../../present/line.js';
import { projectColumn, timeColumn, whenColumn } from '../calls/common-columns.js';

/** The columns of a list of runs; times are as seen at `nowMs`. */
export function runColumns(nowMs: number): Column<ListedRun>[] {
  return [
    whenColumn(nowMs),
    {
      title: 'STATUS',
      min: 10,
      priority: 1,
      cell: ({ outcome }) => {
        const { glyph, word, tone } = outcome === null ? OPEN : TIMELINE_STATUS[outcome];
        return span(`${glyph} ${word}`, tone);
      },
    },
    projectColumn({ max: 22, priority: 4 }),
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
    timeColumn(2),
  ];
}

/** Nothing says how it came out: it runs, or its end was never told. */
const OPEN: StatusLook = { glyph: '○', word: 'open', tone: 'faint' };
