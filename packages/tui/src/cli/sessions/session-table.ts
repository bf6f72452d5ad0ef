import type { SessionOverview } from '@spoor/storage';
import { formatCost, shortNumber } from '../../present/amounts.js';
import { formatDuration } from '../../present/duration.js';
import { projectName } from '../../present/project-name.js';
import { relativeTime } from '../../present/relative-time.js';
import { oneLine, safeText } from '../../present/safe-text.js';
import { sessionAbout } from '../../present/session-about.js';
import { SESSION_STATUS } from '../../present/status.js';
import type { Paint } from '../output/paint.js';
import { shortIdLength } from '../output/short-ids.js';
import { type Column, tableLines } from '../output/table.js';

/** Where and when a listing is shown. */
export interface ListingLook {
  readonly width: number;
  readonly paint: Paint;
  readonly nowMs: number;
}

/** Lays out sessions as a table. */
export function sessionTable(sessions: readonly SessionOverview[], look: ListingLook): string[] {
  return tableLines(columnsOf(sessions, look.nowMs), sessions, look);
}

function columnsOf(sessions: readonly SessionOverview[], nowMs: number): Column<SessionOverview>[] {
  const idLength = shortIdLength(sessions.map((session) => session.id));
  return [
    {
      title: 'STATUS',
      text: ({ status }) => `${SESSION_STATUS[status].glyph} ${SESSION_STATUS[status].word}`,
      tone: ({ status }) => SESSION_STATUS[status].tone,
    },
    { title: 'SESSION', text: ({ id }) => safeText(id.slice(0, idLength)), tone: () => 'accent' },
    {
      title: 'PROJECT',
      text: (session) => safeText(projectName(session.projectId ?? session.workingDirectory)),
      min: 8,
      drop: 1,
    },
    { title: 'LAST', text: (session) => relativeTime(session.lastActivityAt, nowMs) },
    { title: 'TOOK', text: (s) => formatDuration(s.durationMs), align: 'right', drop: 4 },
    { title: 'TURNS', text: (s) => String(s.turns), align: 'right', drop: 8 },
    { title: 'CALLS', text: (s) => String(s.toolCalls), align: 'right', drop: 5 },
    {
      title: 'FAILED',
      text: (s) => String(s.failedCalls),
      tone: (s) => (s.failedCalls > 0 ? 'bad' : 'plain'),
      align: 'right',
      drop: 7,
    },
    { title: 'AGENTS', text: (s) => String(s.subagents), align: 'right', drop: 9 },
    ...(sessions.some(({ usage }) => usage.messages > 0) ? USAGE_COLUMNS : []),
    { title: 'ABOUT', text: aboutOf, min: 20 },
  ];
}

/** Only transcripts tell of tokens. */
const USAGE_COLUMNS: readonly Column<SessionOverview>[] = [
  { title: 'TOKENS', text: tokensOf, align: 'right', drop: 6 },
  { title: 'COST', text: costOf, align: 'right', drop: 3 },
];

function costOf({ usage }: SessionOverview): string {
  return usage.messages === 0 ? '' : formatCost(usage.costUsd, usage.unpriced > 0);
}

/** All of them: what was read from caches too. */
function tokensOf({ usage }: SessionOverview): string {
  if (usage.messages === 0) return '';
  const { inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens } = usage;
  return shortNumber(inputTokens + outputTokens + cacheReadTokens + cacheWriteTokens);
}

function aboutOf(session: SessionOverview): string {
  const about = oneLine(sessionAbout(session) ?? '', 400);
  return session.forkedFrom === null ? about : `⑂ ${about}`;
}
