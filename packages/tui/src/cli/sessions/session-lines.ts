import type {
  ClientComparison,
  ComparedUsage,
  ModelUsage,
  SessionFigures,
  SessionOverview,
  SessionUsage,
} from '@spoor/storage';
import { formatDuration } from '../../present/duration.js';
import { cutEnd, cutMiddle } from '../../present/fit-text.js';
import { relativeTime } from '../../present/relative-time.js';
import { safeText } from '../../present/safe-text.js';
import { SESSION_STATUS } from '../../present/status.js';
import { formatCost, formatDollars, formatTokens } from '../../present/tokens.js';
import type { ListingLook } from './session-table.js';

/** Lays out what a session is, and what it took. */
export function headerLines(
  session: SessionOverview,
  {
    figures,
    client,
  }: { readonly figures: SessionFigures; readonly client: ClientComparison | null },
  { width, paint, nowMs }: ListingLook,
): string[] {
  const { glyph, word, tone } = SESSION_STATUS[session.status];
  const reason = session.endReason === null ? '' : ` (${session.endReason})`;
  const room = width - NAME_WIDTH;
  const field = (name: string, text: string | null, cut = cutEnd) =>
    text === null || text === ''
      ? []
      : [`${paint(name.padEnd(NAME_WIDTH), 'faint')}${cut(safeText(text), room)}`];
  return [
    `${paint('Session'.padEnd(NAME_WIDTH), 'faint')}${paint(cutEnd(safeText(session.id), room), 'strong')}`,
    `${paint('Status'.padEnd(NAME_WIDTH), 'faint')}${paint(`${glyph} ${word}`, tone)}${safeText(reason)}`,
    ...field('Name', session.name ?? session.title),
    ...field('Project', session.projectId ?? session.workingDirectory, cutMiddle),
    ...field('Branch', session.gitBranch),
    ...field('Fork of', session.forkedFrom),
    ...field('Model', modelText(session, figures)),
    ...field('Client', clientText(session)),
    ...field('Started', `${session.startedAt} (${relativeTime(session.startedAt, nowMs)})`),
    ...field('Duration', formatDuration(session.durationMs)),
    ...field('Holds', countsText(session)),
    ...field('Tokens', tokensText(session.usage)),
    ...field('Context', contextText(figures)),
    ...field('Cost', costText(session)),
    ...modelLines(figures).flatMap((line) => field('', line)),
    ...field('By client', clientCountText(client)),
    ...field('Told by', ORIGINS[session.origin]),
    ...field('Unread', unreadText(figures)),
  ];
}

const ORIGINS = {
  hook: 'hooks; its transcript was not read',
  transcript: 'its transcript',
  both: 'hooks and its transcript',
} as const;

function modelText({ model }: SessionOverview, { models }: SessionFigures): string | null {
  const names = models.flatMap(({ model: name }) => name ?? []);
  return names.length > 0 ? names.join(', ') : model;
}

/** Tokens by kind. */
export function tokensText(usage: Omit<SessionUsage, 'costUsd' | 'unpriced'>): string | null {
  if (usage.messages === 0) return null;
  return [
    `${formatTokens(usage.inputTokens)} in`,
    `${formatTokens(usage.outputTokens)} out`,
    `${formatTokens(usage.cacheReadTokens)} from cache`,
    `${formatTokens(usage.cacheWriteTokens)} into cache`,
  ].join(', ');
}

function contextText({ contextTokens }: SessionFigures): string | null {
  return contextTokens === null ? null : `${formatTokens(contextTokens)} tokens at its last answer`;
}

/** What the client counted itself, where that is not the same as ours. */
function clientCountText(comparison: ClientComparison | null): string | null {
  if (comparison?.differs !== true) return null;
  const counted = comparison.models.flatMap(({ client }) => client ?? []);
  const sum = (of: (usage: ComparedUsage) => number) =>
    counted.reduce((all, usage) => all + of(usage), 0);
  const tokens = tokensText({
    messages: 1,
    inputTokens: sum((usage) => usage.inputTokens),
    outputTokens: sum((usage) => usage.outputTokens),
    cacheReadTokens: sum((usage) => usage.cacheReadTokens),
    cacheWriteTokens: sum((usage) => usage.cacheWriteTokens),
  });
  return `${tokens}, ${formatDollars(sum((usage) => usage.costUsd ?? 0))}`;
}

/** A cent's difference comes from rounding. */
const SAME_USD = 0.01;

/** Our cost, and the client's own where it is another or the only one. */
export function costText({ usage, clientCostUsd }: SessionOverview): string | null {
  const ours = formatCost(usage);
  const unknown =
    usage.unpriced > 0 ? ` (${usage.unpriced} of ${usage.messages} without a price)` : '';
  if (clientCostUsd === null) return ours === '' ? null : `${ours}${unknown}`;
  const theirs = formatDollars(clientCostUsd);
  if (ours === '') return `${theirs} by the client's own count`;
  const differs = usage.costUsd === null || Math.abs(usage.costUsd - clientCostUsd) > SAME_USD;
  return `${ours}${unknown}${differs ? `; ${theirs} by the client's own count` : ''}`;
}

/** Where several models answered, what each took. */
function modelLines({ models }: SessionFigures): string[] {
  return models.length < 2 ? [] : models.map(modelLine);
}

function modelLine(usage: ModelUsage): string {
  return `${usage.model ?? '(unknown model)'}: ${tokensText(usage) ?? ''}, ${formatCost(usage)}`;
}

function unreadText({ badLines }: SessionFigures): string | null {
  if (badLines === 0) return null;
  return `${counted(badLines, 'line')} of its transcript could not be read`;
}

const NAME_WIDTH = 11;

function clientText({ client, clientVersion, entrypoint }: SessionOverview): string {
  const name = clientVersion === null ? client : `${client} ${clientVersion}`;
  return entrypoint === null ? name : `${name} (${entrypoint})`;
}

/** Turns, calls and subagents. */
export function countsText(session: SessionOverview): string {
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
