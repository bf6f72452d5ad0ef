import { LessonsStore } from '@spoor/storage';
import { describe, expect, it } from 'vitest';
import { addLessonAction, editLessonAction } from '../../../src/app/live/actions/lessons.js';
import { lessonScreen } from '../../../src/app/screens/lessons/lesson-screen.js';
import { newLessonFrom } from '../../../src/app/screens/lessons/new-lesson.js';
import type { Effect } from '../../../src/app/state/screen.js';
import { scratchDatabase } from '../scratch-database.js';
import { aroundOf, ScreenWalk } from '../walk-screen.js';
import { putLessons } from './lesson-data.js';

const SOURCE = {
  sessionId: 's1',
  toolUseId: 'call-1',
  title: 'Bash pnpm test',
  description: 'dist is missing',
};

/** A walk on the screen that an effect opens, with the text that went to the editor. */
function writing(effects: readonly Effect[]) {
  const { db, path } = scratchDatabase();
  putLessons(db);
  const opened = effects.find((effect) => effect.type === 'open');
  if (opened?.type !== 'open') throw new Error('nothing was opened');
  const walk = new ScreenWalk(db, opened.screen, aroundOf(80, 20));
  walk.effects.push(...effects);
  return { db, walk, context: { databasePath: path, spoolDirs: [] } };
}

/** Takes the text that the editor was opened with, and gives the next one back. */
function edit(walk: ScreenWalk, change: (text: string) => string | null): string {
  const effect = walk.effects.splice(0).find(({ type }) => type === 'edit');
  if (effect?.type !== 'edit') throw new Error('no editor was opened');
  const { tag, text } = effect;
  walk.do({ type: 'heard', heard: { type: 'edited', tag, text: change(text) } });
  return text;
}

describe('writing a lesson', () => {
  it('begins from what happened, and is kept with the call that taught it', () => {
    const { db, walk, context } = writing(newLessonFrom(SOURCE));
    const text = edit(walk, (given) =>
      given.replace('title: Bash pnpm test', 'title: Build first'),
    );
    expect(text).toContain('dist is missing');
    expect(text).toContain('# taught by the call call-1');
    const act = walk.effects.splice(0)[0];
    if (act?.type !== 'act' || act.request.name !== 'lesson.add')
      throw new Error('nothing is kept');
    const value = addLessonAction(context, act.request.input);
    walk.do({ type: 'heard', heard: { type: 'acted', tag: act.tag, ok: true, value } }).answered();
    expect(walk.text()[0]).toBe('  Build first');
    expect(walk.text().join('\n')).toContain('Bash pnpm test');
    const [found] = new LessonsStore(db).search({ query: 'missing' });
    expect(found).toMatchObject({
      title: 'Build first',
      category: 'bug',
      details: 'dist is missing',
    });
    expect(new LessonsStore(db).lessonsOf('s1', 'call-1').map(({ id }) => id)).toContain(found?.id);
  });

  it('says where a lesson is from that no call taught', () => {
    const { sessionId, title, description } = SOURCE;
    const { walk } = writing(newLessonFrom({ sessionId, title, description, traceId: 't7' }));
    expect(edit(walk, () => null)).toContain('Session s1, turn t7');
  });

  it('keeps nothing when nothing is written', () => {
    const { walk } = writing(newLessonFrom(SOURCE));
    edit(walk, () => null);
    expect(walk.effects).toMatchObject([{ type: 'back' }, { type: 'say' }]);
  });

  it.each([
    ['no title', /^title: .*$/m, 'title:', 'no title'],
    ['another category', /^category: .*$/m, 'category: wisdom', 'bug, pattern'],
    ['another confidence', /^confidence: .*$/m, 'confidence: 7', 'from 0 to 1'],
    ['an unknown field', /^tags:.*$/m, 'colour: red', 'none of the fields'],
    ['no fields at all', /^[\s\S]*$/, 'just words', 'missing'],
  ])('opens the editor again for %s, and loses nothing', (_, what, by, said) => {
    const { walk } = writing(newLessonFrom(SOURCE));
    edit(walk, (text) => text.replace(what, by));
    const again = edit(walk, () => null);
    expect(again.split('\n')[0]).toMatch(/^# ✗ /);
    expect(again.split('\n')[0]).toContain(said);
    expect(again).toContain(by);
    expect(walk.text().join('\n')).toContain(said);
    expect(walk.text().join('\n')).toContain(by);
    walk.press('edit');
    expect(edit(walk, () => null)).toBe(again);
  });

  it('takes the text once it is right, without the note', () => {
    const { walk } = writing(newLessonFrom(SOURCE));
    edit(walk, (text) => text.replace(/^category: bug$/m, 'category: x'));
    edit(walk, (text) => text.replace('category: x', 'category: security'));
    expect(walk.effects).toMatchObject([
      { type: 'act', request: { name: 'lesson.add', input: { category: 'security' } } },
    ]);
  });

  it('asks before it gives up what was written', () => {
    const { walk } = writing(newLessonFrom(SOURCE));
    edit(walk, () => 'words');
    edit(walk, () => null);
    walk.press('back');
    const confirm = walk.effects.splice(0)[0];
    if (confirm?.type !== 'confirm') throw new Error('it did not ask');
    walk.do({ type: 'heard', heard: { type: 'confirmed', tag: confirm.tag } });
    expect(walk.effects).toMatchObject([{ type: 'back' }, { type: 'say' }]);
  });
});

describe('changing a lesson', () => {
  function changing() {
    const { db, path } = scratchDatabase();
    const [lesson] = putLessons(db);
    const id = lesson?.id ?? '';
    const walk = new ScreenWalk(db, lessonScreen(id), aroundOf(80, 20)).press('edit');
    const save = () => {
      const act = walk.effects.splice(0)[0];
      if (act?.type !== 'act' || act.request.name !== 'lesson.edit') throw new Error('not saved');
      const { input } = act.request;
      const context = { databasePath: path, spoolDirs: [] };
      try {
        const value = editLessonAction(context, input);
        walk.do({ type: 'heard', heard: { type: 'acted', tag: act.tag, ok: true, value } });
      } catch (error) {
        const message = (error as Error).message;
        walk.do({ type: 'heard', heard: { type: 'acted', tag: act.tag, ok: false, message } });
      }
      walk.answered();
    };
    return { db, id, walk, save, store: new LessonsStore(db) };
  }

  it('leaves what others changed meanwhile', () => {
    const { id, walk, save, store } = changing();
    edit(walk, (text) => text.replace('title: Build', 'title: Always build'));
    store.update(id, { confidence: 0.1 });
    save();
    expect(store.getById(id)).toMatchObject({
      title: 'Always build before the tests',
      confidence: 0.1,
    });
    expect(walk.text()[0]).toContain('Always build');
  });

  it('says that somebody else changed the same, and takes it on the next try', () => {
    const { id, walk, save, store } = changing();
    edit(walk, (text) => text.replace('title: Build', 'title: Always build'));
    store.update(id, { title: 'Never build' });
    save();
    expect(walk.text()[0]).toContain('somebody else has changed its title');
    expect(walk.text().join('\n')).toContain('title: Always build before the tests');
    expect(store.getById(id)?.title).toBe('Never build');
    walk.press('edit');
    edit(walk, (text) => `${text}\nmore\n`);
    save();
    expect(store.getById(id)?.title).toBe('Always build before the tests');
  });

  it('says that the lesson is gone, and keeps the text', () => {
    const { id, walk, save, store } = changing();
    edit(walk, (text) => text.replace('title: Build', 'title: Always build'));
    store.delete(id);
    save();
    expect(walk.text()[0]).toContain('removed meanwhile');
    expect(walk.text().join('\n')).toContain('Always build');
  });
});
