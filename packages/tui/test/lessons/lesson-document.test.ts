import { SpoorError } from '@spoor/core';
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

  it('is read or refused in a line, whatever an editor left of it', () => {
    const deep = `tags: ${'['.repeat(50_000)}${']'.repeat(50_000)}`;
    const piece = fc.oneof(
      fc.constantFrom('---', '\n---\n', '\n', '\r', '"', '[', ']', ':', '\0', '\ufeff', '\ud800'),
      fc.constantFrom('<!-- Details: all there is to know -->', 'title: ', `\n${deep}\n`),
      fc.constantFrom(
        'constructor: x',
        '__proto__: x',
        `${'x'.repeat(5_000)}`,
        'confidence: 1e400',
      ),
      fc.string({ unit: 'binary' }),
    );
    const place = fc.double({ min: 0, max: 1, noNaN: true });
    const edits = fc.array(fc.tuple(place, piece, fc.nat({ max: 30 })), { maxLength: 5 });
    fc.assert(
      fc.property(draft, edits, (lesson, changes) => {
        const edited = changes.reduce((whole, [at, inserted, removed]) => {
          const from = Math.floor(at * whole.length);
          return whole.slice(0, from) + inserted + whole.slice(from + removed);
        }, lessonDocument(lesson));
        try {
          const read = parseLessonDocument(edited);
          expect(parseLessonDocument(lessonDocument(read))).toEqual(read);
        } catch (error) {
          if (!(error instanceof SpoorError)) throw error;
          expect(error.message).not.toContain('\n');
          expect(error.message.length).toBeLessThan(300);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('has tags that are no texts as they stand there', () => {
    const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
    const document = lessonDocument({ ...EMPTY_DRAFT, title: 'x' });
    const read = parseLessonDocument(document.replace('tags:', `tags: ${deep}`));
    expect(read.tags).toEqual([deep]);
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
