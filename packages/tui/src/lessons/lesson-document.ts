import { SpoorError, safeJson } from '@spoor/core';
import type { Lesson, LessonCategory } from '@spoor/storage';

/** A lesson as it is edited: everything of it that its user writes. */
export type LessonDraft = Pick<
  Lesson,
  | 'title'
  | 'category'
  | 'confidence'
  | 'tags'
  | 'projectId'
  | 'sourceAgent'
  | 'sourceFile'
  | 'summary'
  | 'details'
>;

/** What a new lesson starts from. */
export const EMPTY_DRAFT: LessonDraft = {
  title: '',
  category: 'pattern',
  confidence: 0.5,
  tags: [],
  projectId: null,
  sourceAgent: null,
  sourceFile: null,
  summary: '',
  details: null,
};

/** What of a lesson is edited. */
export function draftOf(lesson: Lesson): LessonDraft {
  const { title, category, confidence, tags, projectId } = lesson;
  const { sourceAgent, sourceFile, summary, details } = lesson;
  return {
    title,
    category,
    confidence,
    tags,
    projectId,
    sourceAgent,
    sourceFile,
    summary,
    details,
  };
}

const NAMES = ['title', 'category', 'confidence', 'tags', 'project', 'agent', 'file'] as const;

const SUMMARY = '<!-- Summary: the lesson in a few sentences -->';
const DETAILS = '<!-- Details: all there is to know -->';
const NOTE = '# category: bug, pattern, preference, security or performance; no project: any';

/** Of a row that is none, characters that an error tells. */
const LONGEST_TOLD = 80;

const FRONT_AND_BODY = /^---\n([\s\S]*?\n)?---[^\S\n]*(?:\n([\s\S]*))?$/;

/**
 * Writes a lesson as Markdown with its fields in front.
 * @param notes what is said to the user in front of the fields; no part of the lesson.
 */
export function lessonDocument(draft: LessonDraft, notes: readonly string[] = []): string {
  const fields: Record<(typeof NAMES)[number], string> = {
    title: line(draft.title),
    category: draft.category,
    confidence: String(draft.confidence),
    tags: tagLine(draft.tags),
    project: line(draft.projectId ?? ''),
    agent: line(draft.sourceAgent ?? ''),
    file: line(draft.sourceFile ?? ''),
  };
  return [
    '---',
    NOTE,
    ...notes.map((note) => `# ${note.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')}`),
    ...NAMES.map((name) => `${name}: ${fields[name]}`.trimEnd()),
    '---',
    SUMMARY,
    draft.summary,
    '',
    DETAILS,
    draft.details ?? '',
    '',
  ].join('\n');
}

/**
 * Reads what {@link lessonDocument} wrote and a user changed.
 * @throws SpoorError that says what is wrong with it.
 */
export function parseLessonDocument(text: string): LessonDraft {
  const whole = text.replace(/^\ufeff/, '').replaceAll('\r\n', '\n');
  const parts = FRONT_AND_BODY.exec(whole);
  if (parts === null) throw new SpoorError('the fields between two lines of `---` are missing');
  const fields = fieldsIn(parts[1] ?? '');
  const [summary = '', ...details] = (parts[2] ?? '').replace(SUMMARY, '').split(DETAILS);
  const get = (name: (typeof NAMES)[number]) => unquoted(fields.get(name) ?? '');
  return {
    title: get('title'),
    // The store refuses what is none of them, and names them.
    category: get('category') as LessonCategory,
    confidence: Number(get('confidence') || EMPTY_DRAFT.confidence),
    tags: tagsIn(fields.get('tags') ?? ''),
    projectId: get('project') || null,
    sourceAgent: get('agent') || null,
    sourceFile: get('file') || null,
    summary: summary.trim(),
    details: details.join(DETAILS).trim() || null,
  };
}

function fieldsIn(front: string): Map<string, string> {
  const fields = new Map<string, string>();
  for (const row of front.split('\n')) {
    if (row.trim() === '' || row.startsWith('#')) continue;
    const [, name = '', value = ''] = /^([^:]*):(.*)$/.exec(row) ?? [];
    if (!NAMES.includes(name.trim() as (typeof NAMES)[number])) {
      const told = row.length > LONGEST_TOLD ? `${row.slice(0, LONGEST_TOLD)}…` : row;
      throw new SpoorError(`\`${told}\` is none of the fields ${NAMES.join(', ')}`);
    }
    fields.set(name.trim(), value.trim());
  }
  return fields;
}

/** A value that a line can't hold as it is stands there as JSON. */
function line(text: string): string {
  return /[\p{Cc}\u2028\u2029]|^\s|\s$|^["[]/u.test(text) ? quoted(text) : text;
}

/** Also without what ends a line elsewhere, or turns one around. */
function quoted(value: string | readonly string[]): string {
  return safeJson(value);
}

function unquoted(text: string): string {
  if (!text.startsWith('"')) return text;
  const value = parsed(text);
  return typeof value === 'string' ? value : text;
}

function tagLine(tags: readonly string[]): string {
  const plain = tags.every((tag) => line(tag) === tag && !tag.includes(','));
  return plain ? tags.join(', ') : quoted(tags);
}

function tagsIn(text: string): string[] {
  const value = text.startsWith('[') ? parsed(text) : undefined;
  if (Array.isArray(value) && value.every((tag) => typeof tag !== 'object'))
    return value.map(String);
  return text
    .split(',')
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
