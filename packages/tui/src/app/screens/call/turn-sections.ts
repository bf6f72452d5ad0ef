import { isJsonObject } from '@spoor/core';
import type { CallTally, EntryEvent, TokenUsage, TurnEntry } from '@spoor/storage';
import { counted, formatCost, shortNumber } from '../../../present/amounts.js';
import { formatDuration } from '../../../present/duration.js';
import { fit } from '../../../present/fit-text.js';
import { promptText } from '../../../present/prompt-text.js';
import { oneLine } from '../../../present/safe-text.js';
import { TIMELINE_STATUS } from '../../../present/status.js';
import type { TimelineStatus } from '../../../present/timeline.js';
import { type Span, span } from '../../present/line.js';
import type { Piece } from '../../present/piece.js';
import { timeFacts, toldBy } from './call-facts.js';
import { eventSections } from './event-sections.js';
import { type Fact, fact, factLines } from './fact-rows.js';
import { type EntryContext, missing, section, UNTOLD } from './section.js';

/** Lines of a prompt or an answer that are seen when it is folded. */
const PREVIEW = 12;

/** All that is known of a turn, section by section. */
export function turnSections(entry: TurnEntry, { status }: EntryContext): Piece[] {
  return [
    section({
      key: 'about',
      title: `Turn ${entry.number}`,
      isApart: false,
      body: [{ kind: 'lines', lines: factLines(turnFacts(entry, status)) }],
    }),
    ...promptSections(entry.prompts),
    ...callsSection(entry.calls),
    ...answerSection(
      entry.answer?.content ?? lastWords(entry.events),
      entry.turn.completedAt !== null,
    ),
    ...eventSections(entry.events),
  ];
}

function turnFacts({ turn, subagents, calls }: TurnEntry, status: TimelineStatus): Fact[] {
  const look = TIMELINE_STATUS[status];
  const total = calls.reduce((sum, { count }) => sum + count, 0);
  return [
    ['Outcome', [span(`${look.glyph} ${look.word}`, look.tone)]],
    ...timeFacts(turn),
    ...fact('Holds', [counted(total, 'call'), counted(subagents, 'subagent')].join(', ')),
    ...tokenFacts(turn.tokenUsage),
    ...fact('Told by', toldBy(turn.origin)),
    ...fact('Id', oneLine(turn.id), 'faint'),
  ];
}

/** What something took. */
export function tokenFacts(usage: TokenUsage | null): Fact[] {
  if (usage === null) return [];
  const kinds = [
    `${shortNumber(usage.inputTokens)} in`,
    `${shortNumber(usage.outputTokens)} out`,
    ...(usage.cacheReadTokens === undefined
      ? []
      : [`${shortNumber(usage.cacheReadTokens)} from cache`]),
    ...(usage.cacheWriteTokens === undefined
      ? []
      : [`${shortNumber(usage.cacheWriteTokens)} into cache`]),
  ];
  return [
    ...fact('Tokens', kinds.join(', ')),
    ...fact('Cost', usage.costUsd === undefined ? null : formatCost(usage.costUsd, false)),
  ];
}

function promptSections(prompts: readonly string[]): Piece[] {
  if (prompts.length === 0) return [missing('prompt', 'Prompt', UNTOLD)];
  return prompts.map((prompt, index) => {
    const text = promptText(prompt);
    return section({
      key: `prompt:${index}`,
      title: index === 0 ? 'Prompt' : 'Prompt meanwhile',
      body: [{ kind: 'plain', text }],
      preview: PREVIEW,
      source: () => ({ text, name: 'prompt.md' }),
    });
  });
}

/** The last answer as the event of an end tells it; null where none does. */
export function lastWords(events: readonly EntryEvent[]): string | null {
  for (const { payload } of events.toReversed()) {
    const words = isJsonObject(payload) ? payload['last_assistant_message'] : null;
    if (typeof words === 'string' && words !== '') return words;
  }
  return null;
}

/** The answer of an agent, where one is recorded. */
export function answerSection(text: string | null, isOver: boolean): Piece[] {
  if (text === null) return isOver ? [missing('answer', 'Answer', UNTOLD)] : [];
  return [
    section({
      key: 'answer',
      title: 'Answer',
      body: [{ kind: 'markdown', text }],
      preview: PREVIEW,
      source: () => ({ text, name: 'answer.md' }),
    }),
  ];
}

/** The calls of an agent by tool, with how they came out. */
export function callsSection(calls: readonly CallTally[]): Piece[] {
  if (calls.length === 0) return [];
  const width = Math.min(30, Math.max(...calls.map(({ toolName }) => (toolName ?? '').length)));
  return [
    section({
      key: 'calls',
      title: 'Calls',
      body: [{ kind: 'lines', lines: calls.map((tally) => tallyLine(tally, Math.max(11, width))) }],
      preview: PREVIEW,
    }),
  ];
}

function tallyLine(
  { toolName, count, failed, denied, durationMs }: CallTally,
  width: number,
): Span[] {
  return [
    span(fit(oneLine(toolName ?? 'unknown'), width), 'accent'),
    span(counted(count, 'call').padStart(12)),
    span(formatDuration(durationMs).padStart(9), 'faint'),
    ...(failed === 0 ? [] : [span(`  ${failed} failed`, 'bad')]),
    ...(denied === 0 ? [] : [span(`  ${denied} denied`, 'warn')]),
  ];
}
