import type { FailureGroup, FailureKind } from '@spoor/storage';
import { cutEnd } from '../../present/fit-text.js';
import { projectName } from '../../present/project-name.js';
import { promptText } from '../../present/prompt-text.js';
import { relativeTime } from '../../present/relative-time.js';
import { excerpt, oneLine, safeText } from '../../present/safe-text.js';
import type { StatusLook } from '../../present/status.js';
import { type Column, tableLines } from '../output/table.js';
import type { ListingLook } from '../sessions/session-table.js';

/** How a kind of failure looks. */
const KINDS: Readonly<Record<FailureKind, StatusLook>> = {
  call: { glyph: '✗', word: 'failed', tone: 'bad' },
  denied: { glyph: '⊘', word: 'denied', tone: 'warn' },
  api: { glyph: '!', word: 'API', tone: 'bad' },
  turn: { glyph: '✗', word: 'turn', tone: 'bad' },
  agent: { glyph: '✗', word: 'agent', tone: 'bad' },
};

/**
 * Lays out what went wrong: a line with the cause for each, and the prompt of the turn below it
 * where that is another one than that of the line before.
 */
export function failureLines(groups: readonly FailureGroup[], look: ListingLook): string[] {
  const [head = '', ...lines] = tableLines(columnsAt(look.nowMs), groups, look);
  return [
    head,
    ...lines.flatMap((line, index) => [
      line,
      ...promptLine(groups[index], groups[index + 1], look),
    ]),
  ];
}

function columnsAt(nowMs: number): Column<FailureGroup>[] {
  return [
    {
      title: 'WHEN',
      text: ({ newest }) => relativeTime(newest.at, nowMs),
      tone: () => 'faint',
    },
    {
      title: 'KIND',
      text: ({ newest }) => `${KINDS[newest.kind].glyph} ${KINDS[newest.kind].word}`,
      tone: ({ newest }) => KINDS[newest.kind].tone,
    },
    {
      title: 'WHAT',
      text: ({ newest }) => safeText(excerpt(newest.what ?? '–', 200)),
      tone: () => 'strong',
      min: 8,
    },
    { title: '', text: ({ times }) => (times > 1 ? `×${times}` : ''), align: 'right' },
    {
      title: 'SESSION',
      text: ({ newest }) => safeText((newest.sessionId ?? '–').slice(0, 8)),
      tone: () => 'accent',
    },
    {
      title: 'PROJECT',
      text: ({ newest }) => safeText(projectName(newest.projectId)),
      min: 8,
      drop: 1,
    },
    { title: 'CAUSE', text: causeText, min: 20 },
  ];
}

function causeText({ newest }: FailureGroup): string {
  const cause = oneLine(newest.cause ?? '', 600);
  if (cause !== '') return cause;
  const about = oneLine(newest.about ?? '', 600);
  return about === '' ? 'no cause was told' : about;
}

/** It stands below the last of several lines of the same turn. */
function promptLine(
  group: FailureGroup | undefined,
  next: FailureGroup | undefined,
  { width, paint }: ListingLook,
): string[] {
  const { traceId = null, prompt = null } = group?.newest ?? {};
  if (prompt === null || (traceId !== null && traceId === next?.newest.traceId)) return [];
  return [paint(cutEnd(`    in: ${oneLine(promptText(prompt), 600)}`, width), 'faint')];
}
