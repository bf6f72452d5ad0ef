import type { ListedCall } from '@spoor/storage';
import { formatBytes } from '../../../present/byte-size.js';
import { cutMiddle } from '../../../present/fit-text.js';
import { excerpt, oneLine, safeText } from '../../../present/safe-text.js';
import { sessionAbout } from '../../../present/session-about.js';
import { TIMELINE_STATUS } from '../../../present/status.js';
import type { Column } from '../../present/columns.js';
import { span } from '../../present/line.js';
import { projectColumn, timeColumn, whenColumn } from './common-columns.js';

/** The columns of a list of calls; times are as seen at `nowMs`. That of tools only where they differ. */
export function callColumns(nowMs: number, withTool: boolean): Column<ListedCall>[] {
  return [
    whenColumn(nowMs),
    {
      title: 'STATUS',
      min: 11,
      priority: 1,
      cell: ({ status }) => {
        const { glyph, word, tone } = TIMELINE_STATUS[status];
        return span(`${glyph} ${word}`, tone);
      },
    },
    projectColumn({ max: 20, priority: 5 }),
    {
      title: 'SESSION',
      min: 16,
      max: 34,
      priority: 4,
      cell: ({ session, sessionId }) => {
        const about = session === null ? null : sessionAbout(session);
        return span(oneLine(about ?? sessionId.slice(0, 8), 200), 'faint');
      },
    },
    ...(withTool ? [TOOL] : []),
    {
      title: 'ABOUT',
      min: 18,
      grow: true,
      priority: 0,
      cell: ({ summary, error, status }) => {
        const about = oneLine(summary ?? '', 400);
        const isWrong = (status === 'failure' || status === 'denied') && error !== null;
        if (!isWrong) return span(about);
        return span(`${oneLine(error, 200)}${about === '' ? '' : ` — ${about}`}`);
      },
    },
    {
      title: 'RESULT',
      min: 7,
      align: 'right',
      priority: 6,
      cell: ({ resultBytes }) =>
        resultBytes === null ? span('·', 'faint') : span(formatBytes(resultBytes), 'faint'),
    },
    timeColumn(3),
  ];
}

const TOOL: Column<ListedCall> = {
  title: 'TOOL',
  min: 8,
  max: 24,
  priority: 2,
  cell: ({ toolName }, width) =>
    span(cutMiddle(safeText(excerpt(toolName ?? '–', 200)), width), 'accent'),
};
