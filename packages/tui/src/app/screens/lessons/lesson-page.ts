import type { LessonEvidence } from '@spoor/storage';
import { counted, formatShare } from '../../../present/amounts.js';
import { cutEnd, cutMiddle, wrap } from '../../../present/fit-text.js';
import { relativeTime, timeText } from '../../../present/relative-time.js';
import { excerpt, oneLine, safeText } from '../../../present/safe-text.js';
import { sessionAbout } from '../../../present/session-about.js';
import { TIMELINE_STATUS } from '../../../present/status.js';
import { type Span, span } from '../../present/line.js';
import { markdownLines } from './markdown-lines.js';
import type { WholeLesson } from './readers.js';

/** A line of a lesson as it is read. */
export interface PageLine {
  readonly spans: readonly Span[];
  /** The piece of evidence that it belongs to. */
  readonly evidence?: number;
  /** A rule over the whole width, with these spans in it. */
  readonly rule?: true;
}

/** Columns at both sides of a lesson, and more than which a text is hard to read. */
const MARGIN = 2;
const WIDEST = 110;

/** How wide a lesson is laid out on a screen. */
export function contentColumns(columns: number): number {
  return Math.max(1, Math.min(WIDEST, columns - 2 * MARGIN));
}

/** A lesson, line by line, in so many columns. */
export function lessonPage(whole: WholeLesson, columns: number, nowMs: number): PageLine[] {
  const { evidence, usedAt } = whole;
  const title = wrap(oneLine(whole.lesson.title, 1_000), columns, 4);
  return [
    ...title.map((part) => plain(span(part, 'strong'))),
    ...aboutLines(whole, columns, nowMs),
    ...bodyOf(whole, columns),
    ...(evidence.length === 0
      ? []
      : [BLANK, rule(`Taught by ${counted(evidence.length, 'call')}`)]),
    ...evidence.flatMap((one, index) => evidenceLines(whole, one, index, nowMs)),
    ...(usedAt.length === 0 ? [] : [BLANK, rule('Used')]),
    ...usedAt
      .slice(0, MOST_USES)
      .map((time) => plain(span(timeText(time)), span(`  ${relativeTime(time, nowMs)}`, 'faint'))),
  ];
}

/** Columns of a field's name. */
const NAME = 12;

const BLANK: PageLine = { spans: [] };

/** More uses than this say nothing more. */
const MOST_USES = 30;

/** What a lesson says, for a place with little room: its texts before anything else of it. */
export function lessonPreview(whole: WholeLesson, columns: number, nowMs: number): PageLine[] {
  const facts = plain(span(cutEnd(factsOf(whole, nowMs), columns), 'faint'));
  return [facts, ...bodyOf(whole, columns)];
}

/** The first and the last line of a piece of evidence on a page; null when there is none. */
export function evidenceRange(
  page: readonly PageLine[],
  index: number,
): { readonly first: number; readonly last: number } | null {
  const first = page.findIndex(({ evidence }) => evidence === index);
  if (first < 0) return null;
  return { first, last: page.findLastIndex(({ evidence }) => evidence === index) };
}

function factsOf({ lesson, usedAt }: WholeLesson, nowMs: number): string {
  const { category, confidence, applicationCount, createdAt, updatedAt } = lesson;
  const used = applicationCount === 0 ? 'never used' : `used ${counted(applicationCount, 'time')}`;
  const last = usedAt[0] === undefined ? '' : `, last ${relativeTime(usedAt[0], nowMs)}`;
  const [kept, later] = [relativeTime(createdAt, nowMs), relativeTime(updatedAt, nowMs)];
  const changed = kept === later ? '' : `, changed ${later}`;
  return [category, `${formatShare(confidence)} sure`, used + last, `kept ${kept}${changed}`].join(
    '  ·  ',
  );
}

function aboutLines(whole: WholeLesson, columns: number, nowMs: number): PageLine[] {
  const { lesson } = whole;
  const field = (name: string, text: string | null) =>
    text === null || text === ''
      ? []
      : [
          plain(
            span(name.padEnd(NAME), 'faint'),
            span(cutMiddle(safeText(excerpt(text, 400)), Math.max(1, columns - NAME))),
          ),
        ];
  return [
    ...wrap(factsOf(whole, nowMs), columns, 3).map((part) => plain(span(part, 'faint'))),
    ...field('project', lesson.projectId ?? 'any'),
    ...field('tags', lesson.tags.slice(0, 50).join(', ')),
    ...field('learned by', lesson.sourceAgent),
    ...field('file', lesson.sourceFile),
  ];
}

function evidenceLines(
  { sessions }: WholeLesson,
  one: LessonEvidence,
  index: number,
  nowMs: number,
): PageLine[] {
  const { toolName, summary, status, note, sessionId, toolUseId, createdAt } = one;
  const look = isTimelineStatus(status) ? TIMELINE_STATUS[status] : null;
  const label = sessions[sessionId];
  const about = label === undefined ? null : sessionAbout(label);
  const call =
    toolName === null ? `${toolUseId} (not recorded)` : `${toolName} ${summary ?? ''}`.trimEnd();
  const session = about === null ? sessionId : about;
  return [
    {
      evidence: index,
      spans: [
        look === null ? span('? ', 'faint') : span(`${look.glyph} `, look.tone),
        span(oneLine(call, 400), toolName === null ? 'faint' : 'plain'),
      ],
    },
    {
      evidence: index,
      spans: [
        span(`  ${oneLine(session, 200)}`, 'faint'),
        span(`  ${relativeTime(createdAt, nowMs)}`, 'faint'),
      ],
    },
    ...(note === null || note === ''
      ? []
      : [{ evidence: index, spans: [span(`  ${oneLine(note, 400)}`)] }]),
  ];
}

function isTimelineStatus(status: string | null): status is keyof typeof TIMELINE_STATUS {
  return status !== null && Object.hasOwn(TIMELINE_STATUS, status);
}

const NOTHING_WRITTEN = [plain(span('Nothing more is written of it: e adds to it.', 'faint'))];

/** Laying a text out is most of a frame's work, and it stays the same until it is read again. */
const BODIES = new WeakMap<WholeLesson, { readonly columns: number; readonly lines: PageLine[] }>();

function bodyOf(whole: WholeLesson, columns: number): PageLine[] {
  const known = BODIES.get(whole);
  if (known?.columns === columns) return known.lines;
  const { summary, details } = whole.lesson;
  const lines = [summary, details ?? '']
    .filter((text) => text.trim() !== '')
    .flatMap((text) => [
      BLANK,
      ...markdownLines(text, columns).map((spans): PageLine => ({ spans })),
    ]);
  if (lines.length === 0) lines.push(BLANK, ...NOTHING_WRITTEN);
  BODIES.set(whole, { columns, lines });
  return lines;
}

function plain(...spans: readonly Span[]): PageLine {
  return { spans };
}

function rule(title: string): PageLine {
  return { spans: [span(title, 'strong')], rule: true };
}
