import { LESSON_CATEGORIES } from '@spoor/storage';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  EMPTY_DRAFT,
  lessonDocument,
  parseLessonDocument,
} from '../../src/lessons/lesson-document.js';

const text = fc.string({ unit: 'grapheme', maxLength: 20 });
const line = fc.oneof(
  text,
  fc.constantFrom('', '"', '["a"]', ' x ', 'a: b', '---', 'a\nb', '# c', '\u2028', 'a\u2029'),
);
const named = line.map((value) => value || null);
/** Texts are trimmed, and their line ends are those of the editor. */
const paragraph = fc
  .array(fc.oneof(text, fc.constantFrom('---', '# h', 'title: x', '')), { maxLength: 4 })
  .map((lines) => lines.join('\n').replaceAll('\r', '').trim());

const draft = fc.record({
  title: line,
  category: fc.constantFrom(...LESSON_CATEGORIES),
  confidence: fc.double({ min: 0, max: 1, noNaN: true }).map((value) => value + 0),
  tags: fc.array(
    line.map((tag) => tag.trim()).filter((tag) => tag !== ''),
    { maxLength: 3 },
  ),
  projectId: named,
  sourceAgent: named,
  sourceFile: named,
  summary: paragraph,
  details: paragraph.map((value) => value || null),
});

describe('a lesson as a document', () => {
  it('comes back as it was', () => {
    fc.assert(
      fc.property(draft, (lesson) => {
        expect(parseLessonDocument(lessonDocument(lesson))).toEqual(lesson);
      }),
    );
  });

  it('reads well', () => {
    const document = lessonDocument({
      ...EMPTY_DRAFT,
      title: 'Begin IMMEDIATE',
      tags: ['sqlite', 'locks'],
      summary: 'Deferred writes fail.',
      details: 'In *detail*.',
    });
    expect(document).toBe(
      [
        '---',
        '# category: bug, pattern, preference, security or performance; no project: any',
        'title: Begin IMMEDIATE',
        'category: pattern',
        'confidence: 0.5',
        'tags: sqlite, locks',
        'project:',
        'agent:',
        'file:',
        '---',
        '<!-- Summary: the lesson in a few sentences -->',
        'Deferred writes fail.',
        '',
        '<!-- Details: all there is to know -->',
        'In *detail*.',
        '',
      ].join('\n'),
    );
  });

  it('is read with the line ends of any editor, and without its hints', () => {
    expect(parseLessonDocument('\ufeff---\r\ntitle: a\r\n---\r\nsum\r\nmary\r\n')).toEqual({
      ...EMPTY_DRAFT,
      category: '',
      title: 'a',
      summary: 'sum\nmary',
    });
  });

  it.each([
    ['', /between two lines/],
    ['title: x', /between two lines/],
    ['---\ntitel: x\n---\n', /`titel: x` is none of the fields title, /],
    ['---\njust words\n---\n', /`just words`/],
  ])('%j is refused', (document, message) => {
    expect(() => parseLessonDocument(document)).toThrow(message);
  });
});
