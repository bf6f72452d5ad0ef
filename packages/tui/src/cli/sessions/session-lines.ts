import type { SessionHistory, SessionOverview } from '@spoor/storage';
import { formatDuration } from '../../present/duration.js';
import { cutEnd, cutMiddle } from '../../present/fit-text.js';
import { relativeTime } from '../../present/relative-time.js';
import { safeText } from '../../present/safe-text.js';
import { SESSION_STATUS } from '../../present/status.js';
import type { ListingLook } from './session-table.js';
import { timelineLines } from './timeline-lines.js';

/** Lays out a session: what it is, then its timeline. */
export function sessionLines(history: SessionHistory, look: ListingLook): string[] {
  return [...headerLines(history.session, look), '', ...timelineLines(history, look)];
}

function headerLines(session: SessionOverview, { width, paint, nowMs }: ListingLook): string[] {
  const { glyph, word, tone } = SESSION_STATUS[session.status];
  const reason = session.endReason === null ? '' : ` (${session.endReason})`;
  const room = width - NAME_WIDTH;
  const field = (name: string, text: string | null, cut = cutEnd) =>
    text === null ? [] : [`${paint(name.padEnd(NAME_WIDTH), 'faint')}${cut(safeText(text), room)}`];
  return [
    `${paint('Session'.padEnd(NAME_WIDTH), 'faint')}${paint(cutEnd(safeText(session.id), room), 'strong')}`,
    `${paint('Status'.padEnd(NAME_WIDTH), 'faint')}${paint(`${glyph} ${word}`, tone)}${safeText(reason)}`,
    ...field('Name', session.name ?? session.title),
    ...field('Project', session.projectId ?? session.workingDirectory, cutMiddle),
    ...field('Branch', session.gitBranch),
    ...field('Model', session.model),
    ...field('Client', clientText(session)),
    ...field('Started', `${session.startedAt} (${relativeTime(session.startedAt, nowMs)})`),
    ...field('Duration', formatDuration(session.durationMs)),
    ...field('Holds', countsText(session)),
  ];
}

const NAME_WIDTH = 11;

function clientText({ client, clientVersion }: SessionOverview): string {
  return clientVersion === null ? client : `${client} ${clientVersion}`;
}

function countsText(session: SessionOverview): string {
  const bad = [
    ...(session.failedCalls > 0 ? [`${session.failedCalls} failed`] : []),
    ...(session.deniedCalls > 0 ? [`${session.deniedCalls} denied`] : []),
    ...(session.runningCalls > 0 ? [`${session.runningCalls} running`] : []),
  ];
  return [
    counted(session.turns, 'turn'),
    counted(session.toolCalls, 'tool call') + (bad.length > 0 ? ` (${bad.join(', ')})` : ''),
    counted(session.subagents, 'subagent'),
  ].join(', ');
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
