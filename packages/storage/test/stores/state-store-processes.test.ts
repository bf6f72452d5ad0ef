import { join } from 'node:path';
import { expect, test } from 'vitest';
import { SQLiteStateStore } from '../../src/index.js';
import { start } from '../support/child.js';
import { openDatabase, temporaryFolder } from '../support/temporary.js';

interface Grown {
  readonly n: number;
  readonly checkpoints: { name: string }[];
}

async function stateIn(path: string) {
  const state = await new SQLiteStateStore(openDatabase({ path })).loadState('t');
  if (state === null) throw new Error('nothing was saved');
  return { ...state, context: state.context as unknown as Grown };
}

test('after kill -9 the last acknowledged state is there, whole', async () => {
  for (let round = 0; round < 4; round++) {
    const path = join(temporaryFolder(), 'spoor.db');
    const child = start('save-states.mjs', { path, taskId: 't', times: 1_000_000 });
    await child.printed('ready');
    child.process.stdin?.write('go');
    await child.printed(`saved ${5 + 7 * round}\n`);
    child.process.kill('SIGKILL');
    const { stdout, signal } = await child.done;
    expect(signal).toBe('SIGKILL');
    const acknowledged = stdout.match(/^saved \d+$/gm)?.length ?? 0;
    const { state, context, history } = await stateIn(path);
    expect(acknowledged).toBeGreaterThanOrEqual(5 + 7 * round);
    expect([acknowledged, acknowledged + 1]).toContain(history.length);
    expect(state).toBe(`s${history.length}`);
    expect(context.n).toBe(history.length);
    expect(context.checkpoints.map(({ name }) => name)).toEqual(
      history.map(({ toState }) => toState),
    );
  }
});

test('four writers of one task lose no transition', async () => {
  const path = join(temporaryFolder(), 'spoor.db');
  openDatabase({ path });
  const labels = ['a', 'b', 'c', 'd'];
  const children = labels.map((label) =>
    start('save-states.mjs', { path, taskId: 't', times: 15, label }),
  );
  await Promise.all(children.map((child) => child.printed('ready')));
  for (const child of children) child.process.stdin?.write('go');
  const ended = await Promise.all(children.map((child) => child.done));
  expect(ended.map(({ code, stderr }) => ({ code, stderr }))).toEqual(
    labels.map(() => ({ code: 0, stderr: '' })),
  );
  const { context, history } = await stateIn(path);
  const expected = labels.flatMap((label) => Array.from({ length: 15 }, (_, i) => `${label}-${i}`));
  expect(history.map(({ trigger }) => trigger).toSorted()).toEqual(expected.toSorted());
  expect(history.map(({ fromState }) => fromState)).toEqual(history.map((_, i) => `s${i}`));
  expect(context.checkpoints).toHaveLength(60);
});
