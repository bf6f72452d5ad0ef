import type { SessionOverview } from '@spoor/storage';
import { formatDuration, formatElapsed } from '../../../present/duration.js';
import { cutMiddle } from '../../../present/fit-text.js';
import { modelName, projectName } from '../../../present/project-name.js';
import { relativeTime } from '../../../present/relative-time.js';
import { excerpt, oneLine, safeText } from '../../../present/safe-text.js';
import { sessionAbout } from '../../../present/session-about.js';
import { SESSION_STATUS, type Tone } from '../../../present/status.js';
import type { Column } from '../../present/columns.js';
import { type Span, span } from '../../present/line.js';

/** The columns of the list of sessions; times are as seen at `nowMs`. */
export function sessionColumns(nowMs: number): Column<SessionOverview>[] {
  return [
    { title: 'STATE', min: 11, priority: 0, cell: stateCell },
    { title: 'PROJECT', min: 10, max: 24, priority: 2, cell: projectCell },
    { title: 'BRANCH', min: 8, max: 24, priority: 8, cell: branchCell },
    { title: 'SESSION', min: 24, grow: true, priority: 1, cell: (s) => sessionTitle(s) },
    { title: 'MODEL', min: 10, max: 16, priority: 9, cell: modelCell },
    number('TURNS', 6, (s) => s.turns),
    number('CALLS', 5, (s) => s.toolCalls),
    number('FAILED', 4, (s) => s.failedCalls, 'bad'),
    number('AGENTS', 7, (s) => s.subagents),
    { title: 'TIME', min: 6, align: 'right', priority: 5, cell: timeCell(nowMs) },
    { title: 'ACTIVE', min: 8, align: 'right', priority: 3, cell: activeCell(nowMs) },
  ];
}

/** What a session is about: its name, its title, or how it began. */
export function sessionTitle(session: SessionOverview): Span {
  const text = sessionAbout(session);
  return text === null ? span('no prompt yet', 'faint') : span(oneLine(text));
}

/** Whether nothing more will come of a session. */
export function isOver({ status }: SessionOverview): boolean {
  return status === 'ended' || status === 'abandoned';
}

/** How long a session took, or has taken so far. */
export function sessionTime(session: SessionOverview, nowMs: number): string {
  const ms = session.durationMs;
  if (session.status === 'active') return formatElapsed(nowMs - Date.parse(session.startedAt));
  return ms === null || isOver(session) ? formatDuration(ms) : formatElapsed(ms);
}

/** Glyph and word of a session's state. */
export function stateCell({ status }: SessionOverview): Span {
  const { glyph, word, tone } = SESSION_STATUS[status];
  return span(`${glyph} ${word}`, tone);
}

function number(
  title: string,
  priority: number,
  count: (session: SessionOverview) => number,
  tone: Tone = 'plain',
): Column<SessionOverview> {
  const cell = (session: SessionOverview) =>
    count(session) === 0 ? span('·', 'faint') : span(String(count(session)), tone);
  return { title, min: title.length, align: 'right', priority, cell };
}

function projectCell(session: SessionOverview, width: number): Span {
  const name = projectName(session.projectId ?? session.workingDirectory);
  return span(cutMiddle(safeText(excerpt(name)), width));
}

function branchCell({ gitBranch }: SessionOverview, width: number): Span {
  return span(cutMiddle(safeText(excerpt(gitBranch ?? '–')), width), 'faint');
}

function modelCell({ model }: SessionOverview, width: number): Span {
  return span(cutMiddle(safeText(excerpt(modelName(model))), width), 'faint');
}

function timeCell(nowMs: number): (session: SessionOverview) => Span {
  return (session) => span(sessionTime(session, nowMs), 'faint');
}

function activeCell(nowMs: number): (session: SessionOverview) => Span {
  return ({ lastActivityAt }) => {
    const text = relativeTime(lastActivityAt, nowMs);
    return span(text, text === 'now' ? 'good' : 'faint');
  };
}
