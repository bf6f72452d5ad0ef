import { describe, expect, test } from 'vitest';
import { LessonsStore, SQLiteStateStore } from '../../src/index.js';
import { OUTAGES } from '../support/outage.js';
import { openDatabase } from '../support/temporary.js';
import { temporaryWriter } from '../support/writer.js';

const begin = (path: string) => OUTAGES[0]?.begin(path) ?? (() => undefined);

function state(to: string[]) {
  return {
    taskId: 't1',
    projectId: '/work',
    state: to.at(-1) ?? 'new',
    context: { goal: 'ship', checkpoints: [{ name: 'one' }] },
    history: to.map((toState, n) => ({ fromState: to[n - 1] ?? null, toState })),
  };
}

describe('states', () => {
  test('that were held come back as they were saved last, with every transition', async () => {
    const { path, writer } = temporaryWriter();
    await writer.write('state.save', state(['plan']));
    const end = begin(path);
    await writer.write('state.save', state(['plan', 'review']));
    await writer.write('state.save', state(['plan', 'review', 'done']));
    end();
    expect(await writer.flush()).toMatchObject({ state: 'ok', held: 0 });
    const store = new SQLiteStateStore(openDatabase({ path }));
    expect(await store.loadState('t1')).toEqual(state(['plan', 'review', 'done']));
  });

  test('that another writer was faster with are refused when their turn comes', async () => {
    const { path, writer, notices } = temporaryWriter();
    await writer.write('state.save', state(['plan']));
    const end = begin(path);
    await writer.write('state.save', state(['plan', 'mine']));
    end();
    const store = new SQLiteStateStore(openDatabase({ path }));
    await store.saveState(state(['plan', 'theirs']));
    await writer.flush();
    expect(await store.loadState('t1')).toEqual(state(['plan', 'theirs']));
    expect(notices.map(({ kind }) => kind)).toEqual(['degraded', 'rejected', 'restored']);
    expect(notices[1]?.message).toMatch(/state\.save .*changed by another writer/);
    const conflict = writer.write('state.save', state(['plan', 'mine']));
    await expect(conflict).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  test('that are none are refused at once', async () => {
    const { path, writer } = temporaryWriter();
    await writer.write('state.save', state(['plan']));
    const end = begin(path);
    const none = writer.write('state.save', { ...state([]), taskId: '' });
    await expect(none).rejects.toMatchObject({ code: 'INVALID' });
    end();
  });
});

test('a lesson that was held is kept once, and found', async () => {
  const { path, writer } = temporaryWriter();
  const lesson = { category: 'bug', title: 'Readers keep the WAL', tags: ['sqlite'] } as const;
  const first = await writer.write('lesson.create', lesson);
  if (first.outcome !== 'written') throw new Error(first.outcome);
  const end = begin(path);
  await writer.write('lesson.create', { ...lesson, title: 'Held meanwhile' });
  await writer.write('lesson.apply', { id: first.value.id });
  end();
  await writer.flush();
  const lessons = new LessonsStore(openDatabase({ path }));
  expect(lessons.search({ query: 'meanwhile' })).toMatchObject([{ tags: ['sqlite'] }]);
  expect(lessons.getById(first.value.id)?.applicationCount).toBe(1);
});
