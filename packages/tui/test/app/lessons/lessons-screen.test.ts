import { LessonsStore } from '@spoor/storage';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lessonScreen } from '../../../src/app/screens/lessons/lesson-screen.js';
import { lessonsScreen } from '../../../src/app/screens/lessons/lessons-screen.js';
import { newLesson, newLessonFrom } from '../../../src/app/screens/lessons/new-lesson.js';
import { WRITING_TAG } from '../../../src/app/screens/lessons/writing.js';
import { scratchDatabase } from '../scratch-database.js';
import { anyEvent, aroundOf, ScreenWalk } from '../walk-screen.js';
import { putLessons } from './lesson-data.js';

function walkLessons(remembered?: unknown) {
  const { db } = scratchDatabase();
  const lessons = putLessons(db);
  const walk = new ScreenWalk(db, lessonsScreen(remembered), aroundOf(120, 24)).answered();
  return { db, lessons, walk };
}

/** The first words of the titles, in the order in which they are shown. */
function titles(walk: ScreenWalk): string[] {
  return walk
    .text()
    .slice(2, 6)
    .map((row) => row.slice(2, 12).trim())
    .filter((title) => title !== '');
}

describe('the list of lessons', () => {
  it.each([
    ['by their age', [], ['xxxxxxxxxx', 'evil ␛[31m', 'Early retu', 'Build befo']],
    [
      'by their use',
      Array(5).fill('sort'),
      ['Early retu', 'evil ␛[31m', 'xxxxxxxxxx', 'Build befo'],
    ],
    ['by their titles', ['sort'], ['Build befo', 'Early retu', 'evil ␛[31m', 'xxxxxxxxxx']],
    ['the other way round', ['reverse'], ['Build befo', 'Early retu', 'evil ␛[31m', 'xxxxxxxxxx']],
    ['of a category', ['category'], ['xxxxxxxxxx', 'Build befo']],
    ['of a project and of any', ['project'], ['xxxxxxxxxx', 'evil ␛[31m', 'Build befo']],
  ])('shows them %s', (_, commands: string[], shown) => {
    const { walk } = walkLessons();
    expect(titles(walk.press(...commands))).toEqual(shown);
  });

  it('is sorted by the title that is clicked, and turned round by it', () => {
    const { walk } = walkLessons();
    const click = () => walk.do({ type: 'click', row: 1, column: 3, double: false });
    const byTitle = titles(walk.press('sort'));
    walk.press('reverse');
    const falling = titles(walk);
    walk.press('sort');
    click();
    expect([titles(walk), walk.text()[1]]).toEqual([byTitle, expect.stringContaining('LESSON↑')]);
    click();
    expect([titles(walk), walk.text()[1]]).toEqual([falling, expect.stringContaining('LESSON↓')]);
    walk.do({ type: 'click', row: 1, column: 0, double: false });
    expect(titles(walk)).toEqual(falling);
  });

  it('says how sure lessons are where they differ in that', () => {
    const { db, lessons, walk } = walkLessons();
    expect(walk.text()[1]).toContain('SURE');
    for (const { id } of lessons.slice(1)) new LessonsStore(db).delete(id);
    expect(walk.answered().text()[1]).not.toContain('SURE');
  });

  it('back takes the filter away, then what narrows it besides', () => {
    const { walk } = walkLessons();
    walk.press('category', 'project', 'filter');
    walk.do({ type: 'typed', key: 'b', pasted: false });
    expect(walk.press('accept-filter').text()[0]).toMatch(/^ \/b .* bug · /);
    expect(walk.press('back').text()[0]).toMatch(/^ bug · /);
    expect(walk.press('back').text()[0]).toMatch(/^ every category · all projects/);
    expect(titles(walk)).toHaveLength(4);
  });

  it('goes through all categories and comes back to all', () => {
    const { walk } = walkLessons();
    const all = titles(walk);
    walk.press('category', 'category', 'category', 'category', 'category');
    expect(titles(walk)).not.toEqual(all);
    expect(titles(walk.press('category'))).toEqual(all);
  });

  it('finds by full text what no column shows', () => {
    const { walk } = walkLessons();
    walk.press('filter');
    for (const key of 'zebra') walk.do({ type: 'typed', key, pasted: false });
    expect(titles(walk)).toEqual([]);
    expect(titles(walk.answered())).toEqual(['Early retu']);
    expect(titles(walk.press('clear-filter'))).toHaveLength(4);
  });

  it('keeps the chosen lesson when others come before it', () => {
    const { walk, db } = walkLessons();
    walk.press('down');
    const chosen = walk.selected();
    new LessonsStore(db).create({ category: 'bug', title: 'newer' });
    walk.answered();
    expect(titles(walk)[0]).toBe('newer');
    expect(walk.selected()).toBe(chosen);
  });

  it('shows the beginning of the chosen lesson', () => {
    const { walk } = walkLessons();
    walk.press('last');
    expect(walk.text().join('\n')).toContain('── Build before the tests');
  });

  it('remembers order and filters, and takes no nonsense for them', () => {
    const { walk } = walkLessons();
    const remembered = walk.press('sort', 'category').screen.remember();
    expect(lessonsScreen(JSON.parse(JSON.stringify(remembered))).remember()).toEqual(remembered);
    const usual = lessonsScreen(undefined).remember();
    for (const bad of [null, 3, 'x', [], { sort: { by: 'x' }, category: 'y', project: 4 }]) {
      expect(lessonsScreen(bad).remember()).toEqual(usual);
    }
  });

  it('asks before it deletes, and then has the writer do it', () => {
    const { walk, lessons } = walkLessons();
    walk.press('delete');
    const [confirm] = walk.effects.splice(0);
    expect(confirm).toMatchObject({ type: 'confirm', question: expect.stringContaining('xxx…') });
    const tag = confirm?.type === 'confirm' ? confirm.tag : '';
    walk.do({ type: 'heard', heard: { type: 'confirmed', tag } });
    expect(walk.effects).toMatchObject([
      { type: 'act', request: { name: 'lesson.delete', input: { id: lessons[3]?.id } } },
    ]);
  });

  it('says what to do while there are none', () => {
    const { db } = scratchDatabase();
    const walk = new ScreenWalk(db, lessonsScreen(undefined), aroundOf(80, 10)).answered();
    expect(walk.text()[2]).toContain('No lessons yet');
    walk.check();
  });
});

describe('a lesson that is read', () => {
  it('leads to the calls that taught it, in sight or not', () => {
    const { db } = scratchDatabase();
    const [lesson] = putLessons(db);
    const walk = new ScreenWalk(db, lessonScreen(lesson?.id ?? ''), aroundOf(80, 8));
    walk.press('next');
    expect(walk.selected()).toContain('Bash pnpm test');
    walk.press('open', 'session');
    const opened = walk.effects.splice(0).map((e) => (e.type === 'open' ? e.screen.id : e.type));
    expect(opened).toEqual(['call', 'session']);
    walk.press('last', 'next', 'next', 'open');
    expect(walk.effects).toMatchObject([{ type: 'say', tone: 'warn' }]);
  });

  it('goes down to what is in sight, else by a line', () => {
    const { db } = scratchDatabase();
    const [lesson] = putLessons(db);
    const walk = new ScreenWalk(db, lessonScreen(lesson?.id ?? ''), aroundOf(80, 40));
    walk.press('down');
    expect(walk.selected()).toContain('Bash pnpm test');
    walk.press('up', 'up');
    expect(walk.selected()).toBeUndefined();
    walk.do({ type: 'size', columns: 80, rows: 4 }).press('down');
    expect(walk.text()[0]).not.toContain('Build before');
  });

  it('is deleted once that is confirmed, and left then', () => {
    const { db } = scratchDatabase();
    const [lesson] = putLessons(db);
    const walk = new ScreenWalk(db, lessonScreen(lesson?.id ?? ''), aroundOf(80, 20));
    const confirm = walk.press('delete').effects.splice(0)[0];
    const tag = confirm?.type === 'confirm' ? confirm.tag : '';
    walk.do({ type: 'heard', heard: { type: 'confirmed', tag } });
    const act = walk.effects.splice(0)[0];
    if (act?.type !== 'act') throw new Error('nothing is deleted');
    walk.do({ type: 'heard', heard: { type: 'acted', tag: act.tag, ok: true, value: null } });
    expect(walk.effects.splice(0)).toMatchObject([{ type: 'back' }, { type: 'say' }]);
    walk.do({ type: 'heard', heard: { type: 'acted', tag: act.tag, ok: false, message: 'no' } });
    expect(walk.effects).toEqual([{ type: 'say', text: 'no', tone: 'bad' }]);
  });

  it('says that it is gone', () => {
    const { db } = scratchDatabase();
    const walk = new ScreenWalk(db, lessonScreen('none'), aroundOf(80, 10)).press('edit', 'open');
    expect(walk.text()).toEqual(['  This lesson was removed.']);
    expect(walk.effects).toEqual([]);
  });
});

const TAGS = [WRITING_TAG, 'lesson.apply', 'lesson.give-up', 'lesson.delete:'];

describe('whatever happens', () => {
  it.each(['list', 'lesson', 'new'] as const)('the %s holds', (kind) => {
    const { db } = scratchDatabase();
    const lessons = putLessons(db);
    const source = { sessionId: 's1', toolUseId: 'c', title: 'a\u001bb', description: 'x\u0000y' };
    const opened = kind === 'new' ? [...newLesson('/p'), ...newLessonFrom(source)] : [];
    const screens = opened.flatMap((effect) => (effect.type === 'open' ? [effect.screen] : []));
    const start = fc.constantFrom(
      ...(kind === 'list' ? [lessonsScreen(undefined)] : []),
      ...(kind === 'lesson' ? lessons.map(({ id }) => lessonScreen(id)) : []),
      ...screens,
    );
    const tags = [...TAGS, ...lessons.map(({ id }) => `lesson.delete:${id}`)];
    fc.assert(
      fc.property(start, fc.array(anyEvent(tags), { maxLength: 30 }), (screen, events) => {
        const walk = new ScreenWalk(db, screen, aroundOf(100, 30));
        for (const event of events) walk.do(event).check();
        walk.answered().check();
        walk.do({ type: 'size', columns: 100, rows: 20 });
        const isEmpty = walk.text().some((row) => row.includes('No lesson'));
        if (kind === 'list') expect(walk.selected() === undefined).toBe(isEmpty);
      }),
      { numRuns: 30 },
    );
  });
});
