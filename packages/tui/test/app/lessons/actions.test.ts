import { DEFAULT_CONFIGURATION } from '@spoor/core';
import { AuditLogger, LessonsStore } from '@spoor/storage';
import { describe, expect, it } from 'vitest';
import {
  addLessonAction,
  applyLessonAction,
  deleteLessonAction,
  editLessonAction,
} from '../../../src/app/live/actions/lessons.js';
import { draftOf, EMPTY_DRAFT } from '../../../src/lessons/lesson-document.js';
import { scratchDatabase } from '../scratch-database.js';

function scratchContext() {
  const { db, path } = scratchDatabase();
  const configuration = {
    ...DEFAULT_CONFIGURATION,
    redaction: { ...DEFAULT_CONFIGURATION.redaction, literals: ['Project Heron'] },
  };
  return {
    db,
    store: new LessonsStore(db),
    context: { databasePath: path, spoolDirs: [], configuration },
  };
}

const DRAFT = { ...EMPTY_DRAFT, title: 'Lock first', details: 'as Project Heron does' };

describe('what the writer does with lessons', () => {
  it('keeps one with its evidence, without what its user calls secret', () => {
    const { db, store, context } = scratchContext();
    const evidence = [{ sessionId: 's', toolUseId: 'c' }];
    const { id } = addLessonAction(context, { ...DRAFT, evidence });
    expect(store.search({ query: 'lock' }).map((lesson) => lesson.id)).toEqual([id]);
    expect(store.getById(id)?.details).toMatch(/^as (?!Project Heron).+ does$/);
    expect(store.evidenceOf(id)).toMatchObject(evidence);
    const [entry] = new AuditLogger(db).query({ action: 'lesson.create' });
    expect(entry?.details).toMatchObject({ id, title: 'Lock first' });
  });

  it('changes what was changed, and no more', () => {
    const { db, store, context } = scratchContext();
    const { id } = addLessonAction(context, DRAFT);
    const before = store.getById(id);
    if (before === null) throw new Error('nothing was kept');
    const base = draftOf(before);
    const draft = { ...base, title: 'Lock before Project Heron' };
    expect(editLessonAction(context, { id, base, draft }).title).not.toContain('Heron');
    expect(store.getById(id)).toMatchObject({
      ...before,
      title: expect.any(String),
      updatedAt: expect.any(String),
    });
    expect(new AuditLogger(db).query({ action: 'lesson.update' })[0]?.details).toMatchObject({
      changed: ['title'],
    });
    editLessonAction(context, { id, base, draft: base });
    expect(new AuditLogger(db).query({ action: 'lesson.update' })).toHaveLength(1);
  });

  it.each([
    ['the same field', { title: 'Lock last' }, /somebody else has changed its title/],
    ['two of them', { title: 'x', tags: ['y'] }, /its title, tags/],
  ])('refuses a change where another changed %s', (_, theirs, message) => {
    const { store, context } = scratchContext();
    const { id } = addLessonAction(context, DRAFT);
    const base = draftOf(store.getById(id) ?? store.create(DRAFT));
    store.update(id, theirs);
    const draft = { ...base, title: 'mine', tags: ['mine'] };
    expect(() => editLessonAction(context, { id, base, draft })).toThrow(message);
    expect(store.getById(id)).toMatchObject(theirs);
  });

  it('counts uses, and deletes', () => {
    const { store, context } = scratchContext();
    const { id } = addLessonAction(context, DRAFT);
    expect(applyLessonAction(context, { id }).applicationCount).toBe(1);
    expect(applyLessonAction(context, { id }).applicationCount).toBe(2);
    expect(deleteLessonAction(context, { id })).toBeNull();
    expect(store.getById(id)).toBeNull();
    const base = draftOf({ ...store.create(DRAFT) });
    const gone = [
      () => deleteLessonAction(context, { id }),
      () => applyLessonAction(context, { id }),
      () => editLessonAction(context, { id, base, draft: { ...base, title: 'x' } }),
    ];
    for (const action of gone) expect(action).toThrow(/removed/);
  });
});
