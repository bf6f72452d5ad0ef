import type { Lesson, SessionLabel, TextHit } from '@spoor/storage';
import { foundText } from '../../../present/found-text.js';
import { projectName } from '../../../present/project-name.js';
import { relativeTime } from '../../../present/relative-time.js';
import { excerpt, oneLine, safeText } from '../../../present/safe-text.js';
import { sessionAbout } from '../../../present/session-about.js';
import { TIMELINE_STATUS, type Tone } from '../../../present/status.js';
import { type Line, line, type Span, span, spread } from '../../present/line.js';
import type { Found } from './search-state.js';
import { snippetSpans } from './snippet-spans.js';

/** What the lines of a find are drawn from. */
export interface FoundView {
  readonly columns: number;
  readonly nowMs: number;
  readonly selected: boolean;
  readonly labels: ReadonlyMap<string, SessionLabel>;
}

/** Lines that each find takes: where it stands, and what it says. */
export const LINES_OF_FOUND = 2;

/** The lines of a find; what was looked for before takes one. */
export function foundLinesOf(found: Found, view: FoundView): Line[] {
  switch (found.type) {
    case 'hit':
      return hitLines(found.hit, view);
    case 'lesson':
      return lessonLines(found.lesson, view);
    case 'recent':
      return [line([markOf(view), span(oneLine(found.text, 300))], view.columns, view.selected)];
  }
}

const KIND_TONES: Readonly<Record<TextHit['kind'], Tone>> = {
  prompt: 'person',
  answer: 'plain',
  command: 'accent',
  error: 'bad',
};

const KIND_WIDTH = 9;

function hitLines(hit: TextHit, view: FoundView): Line[] {
  const { columns, nowMs, selected, labels } = view;
  const label = labels.get(hit.sessionId);
  const about = label === undefined ? null : sessionAbout(label);
  const project = projectName(excerpt(hit.projectId ?? label?.projectId ?? '–', 1_000));
  const head: Span[] = [
    markOf(view),
    span(hit.kind.padEnd(KIND_WIDTH), KIND_TONES[hit.kind]),
    ...toolSpans(hit),
    span(about === null ? safeText(hit.sessionId.slice(0, 8)) : oneLine(about, 300), 'strong'),
  ];
  const time = hit.at === null ? '' : relativeTime(hit.at, nowMs);
  const right = [
    ...(hit.agentId === null ? [] : [span('↳ subagent  ', 'faint')]),
    span(`${safeText(excerpt(project, 30))}  `, 'faint'),
    span(`${time.padStart(8)} `, 'faint'),
  ];
  const found = snippetSpans(foundText(hit.snippet), columns - INDENT);
  return [
    { ...spread(head, right, columns), selected },
    line([span(' '.repeat(INDENT)), ...found], columns, selected),
  ];
}

function toolSpans({ toolName, status }: TextHit): Span[] {
  if (toolName === null) return [];
  const look = status === null || status === 'success' ? null : TIMELINE_STATUS[status];
  return [
    span(`${safeText(excerpt(toolName, 60))} `, 'accent'),
    ...(look === null ? [] : [span(`${look.glyph} ${look.word} `, look.tone)]),
    span(' '),
  ];
}

function lessonLines(lesson: Lesson, view: FoundView): Line[] {
  const { columns, nowMs, selected } = view;
  const head = [
    markOf(view),
    span('lesson'.padEnd(KIND_WIDTH), 'good'),
    span(oneLine(lesson.title, 300), 'strong'),
  ];
  const time = relativeTime(lesson.updatedAt, nowMs);
  const right = [span(`${lesson.category}  `, 'faint'), span(`${time.padStart(8)} `, 'faint')];
  return [
    { ...spread(head, right, columns), selected },
    line([span(' '.repeat(INDENT)), span(oneLine(lesson.summary, 600))], columns, selected),
  ];
}

function markOf({ selected }: FoundView): Span {
  return span(selected ? '▌ ' : '  ', 'accent');
}

const INDENT = 4;
