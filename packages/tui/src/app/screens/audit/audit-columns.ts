import type { JsonValue } from '@spoor/core';
import type { AuditLine, SessionLabel } from '@spoor/storage';
import { auditDetails } from '../../../present/audit-details.js';
import { cutMiddle, fit } from '../../../present/fit-text.js';
import { projectName } from '../../../present/project-name.js';
import { clockTime } from '../../../present/relative-time.js';
import { excerpt, oneLine, safeText } from '../../../present/safe-text.js';
import { sessionAbout } from '../../../present/session-about.js';
import type { Column } from '../../present/columns.js';
import { type Span, span } from '../../present/line.js';
import { actionTone, CATEGORY_TONES } from './audit-tones.js';

/** The columns of the audit log. */
export function auditColumns(
  labels: ReadonlyMap<string, SessionLabel>,
  nowMs: number,
): Column<AuditLine>[] {
  return [
    { title: 'TIME', min: 11, priority: 1, cell: ({ timestamp }) => timeCell(timestamp, nowMs) },
    { title: 'CATEGORY', min: 8, priority: 4, cell: categoryCell },
    { title: 'ACTION', min: 18, max: 22, priority: 0, cell: actionCell },
    { title: 'AGENT', min: 6, max: 16, priority: 5, cell: ({ agent }, w) => agentCell(agent, w) },
    { title: 'DETAILS', min: 14, grow: true, priority: 2, cell: detailCell },
    { title: 'PROJECT', min: 10, max: 16, priority: 6, cell: projectCell },
    { title: 'SESSION', min: 8, max: 30, priority: 3, cell: (e, w) => sessionCell(e, labels, w) },
  ];
}

/** The time of day; of another day its date and hour, of another year its date. */
export function logTime(time: string, nowMs: number): string {
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) return safeText(excerpt(time, 11));
  const now = new Date(nowMs);
  const two = (part: number) => String(part).padStart(2, '0');
  const day = `${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  if (date.getFullYear() !== now.getFullYear()) return `${date.getFullYear()}-${day}`;
  const isToday = date.getMonth() === now.getMonth() && date.getDate() === now.getDate();
  return isToday ? clockTime(time) : `${day} ${clockTime(time).slice(0, 5)}`;
}

function timeCell(time: string, nowMs: number): Span {
  return span(logTime(time, nowMs), 'faint');
}

function categoryCell({ category }: AuditLine): Span {
  return span(safeText(excerpt(category, 20)), CATEGORY_TONES[category] ?? 'plain');
}

function actionCell({ action }: AuditLine, width: number): Span {
  return span(cutMiddle(safeText(excerpt(action, 200)), width), actionTone(action));
}

function agentCell(agent: string | null, width: number): Span {
  const name = cutMiddle(safeText(excerpt(agent ?? '', 200)), width);
  return span(name, agent === 'main' ? 'faint' : 'plain');
}

/** The tool stands out from what it was about. */
function detailCell({ details }: AuditLine, width: number): Span[] {
  const value = parsed(details);
  const tool = toolOf(value);
  const text = oneLine(auditDetails(value), 1_000);
  const name = tool === null ? '' : safeText(excerpt(tool, 400));
  if (name === '' || !text.startsWith(name)) return [span(fit(text, width), 'plain')];
  const shown = fit(text, width);
  return [span(shown.slice(0, name.length), 'strong'), span(shown.slice(name.length))];
}

/** Cut details are no JSON any more. */
function parsed(details: string): JsonValue {
  try {
    return JSON.parse(details) as JsonValue;
  } catch {
    return details;
  }
}

function toolOf(details: JsonValue): string | null {
  if (details === null || typeof details !== 'object' || Array.isArray(details)) return null;
  const tool = details['tool'];
  return typeof tool === 'string' ? tool : null;
}

function projectCell({ projectId }: AuditLine, width: number): Span {
  const name = projectId === null ? '' : projectName(excerpt(projectId));
  return span(cutMiddle(safeText(excerpt(name, 200)), width), 'faint');
}

/** What the session is about where there is room for it, else the beginning of its id. */
function sessionCell(
  { sessionId }: AuditLine,
  labels: ReadonlyMap<string, SessionLabel>,
  width: number,
): Span {
  if (sessionId === null) return span('');
  const label = labels.get(sessionId);
  const about = label === undefined || width < ABOUT_WIDTH ? null : sessionAbout(label);
  return about === null
    ? span(safeText(sessionId.slice(0, 8)), 'accent')
    : span(oneLine(about, 200), 'accent');
}

const ABOUT_WIDTH = 14;
