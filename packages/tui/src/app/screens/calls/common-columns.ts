import type { IsoTime } from '@spoor/core';
import { formatDuration } from '../../../present/duration.js';
import { cutMiddle } from '../../../present/fit-text.js';
import { projectName } from '../../../present/project-name.js';
import { relativeTime } from '../../../present/relative-time.js';
import { excerpt, safeText } from '../../../present/safe-text.js';
import type { Column } from '../../present/columns.js';
import { span } from '../../present/line.js';

/** When each row began, as seen at `nowMs`. */
export function whenColumn<Row extends { readonly startedAt: IsoTime }>(
  nowMs: number,
): Column<Row> {
  return {
    title: 'WHEN',
    min: 8,
    align: 'right',
    priority: 0,
    cell: ({ startedAt }) => span(relativeTime(startedAt, nowMs), 'faint'),
  };
}

/** The project of each row's session. */
export function projectColumn<
  Row extends { readonly session: { readonly projectId: string | null } | null },
>(place: { readonly max: number; readonly priority: number }): Column<Row> {
  return {
    title: 'PROJECT',
    min: 10,
    ...place,
    cell: ({ session }, width) =>
      span(cutMiddle(safeText(excerpt(projectName(session?.projectId ?? null))), width), 'faint'),
  };
}

/** How long each row took. */
export function timeColumn<Row extends { readonly durationMs: number | null }>(
  priority: number,
): Column<Row> {
  return {
    title: 'TIME',
    min: 7,
    align: 'right',
    priority,
    cell: ({ durationMs }) => span(formatDuration(durationMs), 'faint'),
  };
}
