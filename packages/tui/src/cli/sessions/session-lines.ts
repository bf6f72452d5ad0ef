import type {
  ClientComparison,
  ComparedUsage,
  ModelUsage,
  SessionFigures,
  SessionOverview,
} from '@spoor/storage';
import { counted, formatCost, formatUsd, shortNumber } from '../../present/amounts.js';
import { formatDuration } from '../../present/duration.js';
import { cutEnd, cutMiddle } from '../../present/fit-text.js';
import { relativeTime, timeText } from '../../present/relative-time.js';
import { safeText } from '../../present/safe-text.js';
import { costText, countsText, tokensText } from '../../present/session-totals.js';
import { SESSION_STATUS } from '../../present/status.js';
import { kindsText } from '../../present/token-kinds.js';
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
    ...field(
      'Started',
      `${timeText(session.startedAt)} (${relativeTime(session.startedAt, nowMs)})`,
    ),
    ...field('Duration', formatDuration(session.durationMs)),
    ...field('Holds', countsText(session)),
    ...field('Tokens', allTokensText(session)),
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

function allTokensText({ usage, subagents }: SessionOverview): string | null {
  const text = tokensText(usage);
  return text === null || subagents === 0 ? text : `${text}; subagents included`;
}

function contextText({ contextTokens }: SessionFigures): string | null {
  return contextTokens === null ? null : `${shortNumber(contextTokens)} tokens at its last answer`;
}

/** What the client counted itself, where that is not the same as ours. */
function clientCountText(comparison: ClientComparison | null): string | null {
  if (comparison?.differs !== true) return null;
  const told = comparison.models.flatMap(({ client }) => client ?? []);
  const sum = (of: (usage: ComparedUsage) => number) =>
    told.reduce((all, usage) => all + of(usage), 0);
  const tokens = kindsText({
    inputTokens: sum((usage) => usage.inputTokens),
    outputTokens: sum((usage) => usage.outputTokens),
    cacheReadTokens: sum((usage) => usage.cacheReadTokens),
    cacheWriteTokens: sum((usage) => usage.cacheWriteTokens),
  });
  return `${tokens}, ${formatUsd(sum((usage) => usage.costUsd ?? 0))}`;
}

/** Where several models answered, what each took. */
function modelLines({ models }: SessionFigures): string[] {
  return models.length < 2 ? [] : models.map(modelLine);
}

function modelLine(usage: ModelUsage): string {
  return `${usage.model ?? '(unknown model)'}: ${tokensText(usage) ?? ''}, ${formatCost(usage.costUsd, usage.unpriced > 0)}`;
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
