import type { Lesson, LessonEvidence } from '@spoor/storage';
import { cutEnd, cutMiddle, wrap } from '../../present/fit-text.js';
import { relativeTime } from '../../present/relative-time.js';
import { excerpt, safeText } from '../../present/safe-text.js';
import { type LessonLook, percent } from './lesson-table.js';

const NAME_WIDTH = 11;
/** More lines than a text of a lesson is shown with. */
const MOST_LINES = 2_000;

/** Lays out a lesson whole, with what taught it. */
export function lessonLines(
  lesson: Lesson,
  evidence: readonly LessonEvidence[],
  look: LessonLook,
): string[] {
  const { width, paint } = look;
  const texts = [lesson.summary, lesson.details ?? ''].filter((text) => text.trim() !== '');
  return [
    ...headerLines(lesson, look),
    ...texts.flatMap((text) => ['', ...textLines(text, width)]),
    ...(evidence.length > 0 ? ['', paint('Evidence', 'strong')] : []),
    ...evidence.flatMap((one) => evidenceLines(one, look)),
  ];
}

function headerLines(lesson: Lesson, { width, paint, nowMs }: LessonLook): string[] {
  const room = width - NAME_WIDTH;
  const field = (name: string, text: string | null, cut = cutEnd) =>
    text === null || text === ''
      ? []
      : [`${paint(name.padEnd(NAME_WIDTH), 'faint')}${cut(safeText(excerpt(text)), room)}`];
  const used = lesson.applicationCount === 1 ? 'once' : `${lesson.applicationCount} times`;
  return [
    paint(cutEnd(safeText(excerpt(lesson.title)), width), 'strong'),
    ...field('Lesson', lesson.id),
    ...field('About', lesson.category),
    ...field('Tags', lesson.tags.join(', ')),
    ...field('Project', lesson.projectId ?? 'any', cutMiddle),
    ...field('Learned by', lesson.sourceAgent),
    ...field('File', lesson.sourceFile, cutMiddle),
    ...field('Sure', percent(lesson.confidence)),
    ...field('Used', lesson.applicationCount === 0 ? 'never' : used),
    ...field('Kept', `${lesson.createdAt} (${relativeTime(lesson.createdAt, nowMs)})`),
    ...(lesson.updatedAt === lesson.createdAt
      ? []
      : field('Changed', `${lesson.updatedAt} (${relativeTime(lesson.updatedAt, nowMs)})`)),
  ];
}

function textLines(text: string, width: number): string[] {
  return text
    .trimEnd()
    .split(/\r?\n/)
    .slice(0, MOST_LINES)
    .flatMap((line) => wrap(safeText(line), width, MOST_LINES));
}

function evidenceLines(
  { sessionId, toolUseId, toolName, summary, status, note }: LessonEvidence,
  { width, paint }: LessonLook,
): string[] {
  const call = toolName === null ? '(not recorded)' : `${toolName} ${summary ?? ''}`.trimEnd();
  const outcome = status === null ? '' : `  ${status}`;
  const place = `${sessionId}:${toolUseId}`;
  return [
    `  ${cutEnd(safeText(excerpt(call)), width - 2 - outcome.length)}${paint(outcome, 'faint')}`,
    `    ${paint(cutMiddle(safeText(place), width - 4), 'accent')}`,
    ...(note === null ? [] : [`    ${cutEnd(safeText(excerpt(note)), width - 4)}`]),
  ];
}
