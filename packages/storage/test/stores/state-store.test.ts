import { describe, expect, test } from 'vitest';
import {
  type SavedState,
  SpoorDatabase,
  SQLiteStateStore,
  StateConflict,
  WorkflowLog,
} from '../../src/index.js';
import { at } from '../support/events.js';
import { temporaryDatabase } from '../support/temporary.js';

const HISTORY = [
  { fromState: null, toState: 'planning', trigger: 'start', timestamp: at(0) },
  { fromState: 'planning', toState: 'building', trigger: 'approved', timestamp: at(1) },
];

const STATE = {
  taskId: 't1',
  projectId: '/work',
  state: 'building',
  context: {
    goal: 'ship it',
    attempts: 2,
    nested: { list: [1, null, 'x'] },
    checkpoints: [{ name: 'plan', state: 'planning', data: { files: ['a.ts'] }, createdAt: at(1) }],
  },
  history: HISTORY,
};

const open = () => new SQLiteStateStore(temporaryDatabase({ inMemory: true }));

describe.each([
  ['in memory', { inMemory: true }],
  ['on disk', {}],
])('a state %s', (_place, options) => {
  test('comes back as it was saved, is listed, and deleted with all that belongs to it', async () => {
    const db = temporaryDatabase(options);
    const store = new SQLiteStateStore(db);
    expect(await store.loadState('t1')).toBeNull();
    await store.saveState(STATE);
    expect(await store.loadState('t1')).toEqual(STATE);
    expect(await store.listStates('/work')).toEqual([STATE]);
    expect(await store.listStates('/other')).toEqual([]);
    expect(await store.deleteState('t1')).toBe(true);
    expect(await store.deleteState('t1')).toBe(false);
    expect(await store.loadState('t1')).toBeNull();
    for (const table of ['workflow_states', 'state_transitions', 'checkpoints']) {
      expect(db.getDb().prepare(`SELECT count(*) FROM ${table}`).pluck().get(), table).toBe(0);
    }
  });
});

test('what the caller gave is kept in every shape', async () => {
  const store = new SQLiteStateStore<{
    taskId: string;
    projectId: string | null;
    state: string;
    context: object;
    history: object[];
    version: number;
  }>(temporaryDatabase({ inMemory: true }));
  const state = {
    taskId: 'odd',
    projectId: null,
    state: 'x',
    version: 3,
    context: {
      checkpoints: ['text', 7, null, { data: 'no object' }, { id: 'k', data: { $spoor: 1 } }, {}],
      $spoor: { mine: true },
      ['__proto__']: { polluted: true },
    },
    history: [
      { from: 'a', to: 'b', timestamp: 1_700_000_000_000, by: 'agent-7' },
      { from_state: 'b', to_state: 'c', metadata: { $spoor: { fields: {} }, why: 'y' } },
      { metadata: { only: 'this' } },
      { toState: 'd', metadata: 'a text' },
      {},
    ],
  };
  await store.saveState(state);
  expect(await store.loadState('odd')).toEqual(state);
  await store.saveState(state);
  expect((await store.listStates(null))[0]).toEqual(state);
});

test.each([
  ['no checkpoints', {}],
  ['an empty list of them', { checkpoints: [] }],
  ['something else under their name', { checkpoints: { a: 1 } }],
])('%s stay(s) so', async (_name, context) => {
  const store = new SQLiteStateStore<SavedState>(temporaryDatabase({ inMemory: true }));
  await store.saveState({ ...STATE, context });
  expect(await store.loadState('t1')).toEqual({ ...STATE, context });
});

test('transitions and checkpoints can be read as rows', async () => {
  const store = open();
  const entry = { from: 'a', to: 'b', by: 'x', metadata: { why: 'y' } };
  const checkpoint = { id: 'k1', name: 'n', state: 'b', size: 4, data: { n: 1 } };
  await store.saveState({
    ...STATE,
    history: [...HISTORY, entry],
    context: { checkpoints: [checkpoint] },
  });
  expect(await store.transitionsOf('t1')).toMatchObject([
    { taskId: 't1', projectId: '/work', fromState: null, toState: 'planning', trigger: 'start' },
    { fromState: 'planning', toState: 'building', timestamp: at(1), metadata: {} },
    { fromState: 'a', toState: 'b', trigger: null, metadata: { by: 'x', why: 'y' } },
  ]);
  expect(await store.checkpointsOf('t1')).toMatchObject([
    { id: 'k1', taskId: 't1', name: 'n', state: 'b', data: { size: 4, n: 1 } },
  ]);
  expect(await store.transitionsOf('none')).toEqual([]);
});

test('the order is that of the history, whatever its times and ids are', async () => {
  const store = open();
  const times = [at(9), at(3), at(3), 'no time', '9999-12-31T23:59:59.999Z', at(1), -1, 1e300];
  const history = times.map((timestamp, i) => ({ id: `${9 - i}`, toState: `s${i}`, timestamp }));
  await store.saveState({ ...STATE, history });
  expect(await store.loadState('t1')).toEqual({ ...STATE, history });
  expect((await store.transitionsOf('t1')).map(({ toState }) => toState)).toEqual(
    times.map((_, i) => `s${i}`),
  );
});

test('ids that two tasks or two entries share do not mix them up', async () => {
  const store = open();
  const history = [
    { id: '1', toState: 'a' },
    { id: '1', toState: 'a' },
  ];
  const context = { checkpoints: [{ id: '1' }, { id: '1' }] };
  await store.saveState({ ...STATE, taskId: 'x', history, context });
  await store.saveState({ ...STATE, taskId: 'y', history, context });
  for (const taskId of ['x', 'y']) {
    expect(await store.loadState(taskId)).toEqual({ ...STATE, taskId, history, context });
  }
});

describe('a history', () => {
  const more = [...HISTORY, { fromState: 'building', toState: 'done' }];

  test('grows by what is new; rows that are there stay as they are', async () => {
    const db = temporaryDatabase({ inMemory: true });
    const store = new SQLiteStateStore(db);
    const rows = () =>
      db.getDb().prepare('SELECT rowid, * FROM state_transitions ORDER BY rowid').all();
    await store.saveState(STATE);
    const before = rows();
    await store.saveState({ ...STATE, state: 'done', history: more });
    expect(rows().slice(0, 2)).toEqual(before);
    expect(rows()).toHaveLength(3);
    expect((await store.loadState('t1'))?.history).toEqual(more);
  });

  test.each([
    ['an older one', HISTORY],
    ['none', []],
    ['another beginning', [{ toState: 'other' }, ...more.slice(1)]],
    ['a changed entry', [...HISTORY, { fromState: 'building', toState: 'done', note: 'x' }]],
    ['another order', [...HISTORY.toReversed(), ...more.slice(2)]],
  ])('is not replaced by %s', async (_name, history) => {
    const store = open();
    await store.saveState({ ...STATE, history: more });
    await expect(
      store.saveState({ ...STATE, state: 'stale', context: {}, history }),
    ).rejects.toThrow(StateConflict);
    expect(await store.loadState('t1')).toEqual({ ...STATE, history: more });
  });

  test('of two writers that go on from the same state the later one gets StateConflict', async () => {
    const path = temporaryDatabase().getDb().name;
    const [one, other] = [new SpoorDatabase({ path }), new SpoorDatabase({ path })].map(
      (db) => new SQLiteStateStore(db),
    ) as [SQLiteStateStore, SQLiteStateStore];
    await one.saveState(STATE);
    const seen = await other.loadState('t1');
    const mine = { ...STATE, state: 'one', history: [...HISTORY, { toState: 'one' }] };
    await one.saveState(mine);
    await expect(
      other.saveState({ ...STATE, ...seen, history: [...HISTORY, { toState: 'two' }] }),
    ).rejects.toMatchObject({ code: 'CONFLICT', name: 'StateConflict' });
    expect(await other.loadState('t1')).toEqual(mine);
  });

  test('holds when keys come in another order, and what JSON drops is gone', async () => {
    const store = open();
    await store.saveState(STATE);
    const turned = HISTORY.map((entry) =>
      Object.fromEntries([...Object.entries(entry), ['extra', undefined]].toReversed()),
    );
    await store.saveState({ ...STATE, history: turned });
    expect(await store.loadState('t1')).toEqual(STATE);
  });
});

describe('checkpoints', () => {
  const save = async (lists: { id?: string; n: number }[][]) => {
    const store = open();
    for (const checkpoints of lists) await store.saveState({ ...STATE, context: { checkpoints } });
    expect((await store.loadState('t1'))?.context.checkpoints).toEqual(lists.at(-1));
    expect(await store.checkpointsOf('t1')).toHaveLength(lists.at(-1)?.length ?? 0);
  };

  test('are added', () => save([[{ n: 1 }], [{ n: 1 }, { n: 2 }]]));
  test('are changed', () =>
    save([
      [{ n: 1 }, { n: 2 }],
      [{ n: 1 }, { n: 3 }],
    ]));
  test('are pruned from the front', () => save([[{ n: 1 }, { n: 2 }, { n: 3 }], [{ n: 3 }]]));
  test('are reordered', () =>
    save([
      [
        { id: 'a', n: 1 },
        { id: 'b', n: 2 },
      ],
      [
        { id: 'b', n: 2 },
        { id: 'a', n: 1 },
      ],
    ]));
});

describe('what is no state', () => {
  const cycle: Record<string, unknown> = {};
  cycle['self'] = cycle;
  test.each([
    ['taskId', { taskId: '' }],
    ['taskId', { taskId: 7 }],
    ['projectId', { projectId: {} }],
    ['state', { state: '' }],
    ['context', { context: [] }],
    ['history', { history: 'none' }],
    ['state', { context: cycle }],
    ['state', { context: { n: 1n } }],
  ])('is refused by the name of its field %s', async (field, wrong) => {
    const store = open();
    await expect(store.saveState({ ...STATE, ...wrong } as never)).rejects.toMatchObject({
      code: 'INVALID',
      message: expect.stringContaining(`\`${field}\``),
    });
    expect(await store.listTasks('/work')).toEqual([]);
  });
});

test('secrets are kept nowhere, and a history with one can go on', async () => {
  const secret = `ghp_${'a1B2'.repeat(9)}`;
  const db = temporaryDatabase({ inMemory: true });
  const store = new SQLiteStateStore(db);
  const state = {
    taskId: 't',
    projectId: 'p',
    state: 'x',
    context: { note: `use ${secret}`, apiKey: 'plain-words', checkpoints: [{ data: { secret } }] },
    history: [{ toState: 'x', metadata: { note: secret } }],
  };
  await store.saveState(state);
  await store.saveState({ ...state, history: [...state.history, { toState: 'y' }] });
  const dump = JSON.stringify([
    db.getDb().prepare('SELECT * FROM workflow_states').all(),
    db.getDb().prepare('SELECT * FROM state_transitions').all(),
    db.getDb().prepare('SELECT * FROM checkpoints').all(),
  ]);
  expect(dump).not.toContain(secret);
  expect(dump).not.toContain('plain-words');
  const loaded = await store.loadState('t');
  expect(loaded?.context['note']).toBe('use [REDACTED:github-pat]');
  expect(loaded?.history).toHaveLength(2);
});

test('long texts and long lists are kept whole', async () => {
  const store = open();
  const context = {
    text: 'lorem ipsum '.repeat(60_000),
    list: Array.from({ length: 120_000 }, (_, n) => n),
  };
  await store.saveState({ ...STATE, context });
  expect((await store.loadState('t1'))?.context).toEqual(context);
});

test('nesting beyond what SQLite reads becomes a note', async () => {
  const store = open();
  let deep: object = { end: true };
  for (let level = 0; level < 2_000; level++) deep = { deep };
  await store.saveState({ ...STATE, context: { deep } });
  expect(JSON.stringify(await store.loadState('t1'))).toContain('[nested deeper than 990 levels]');
});

test('pages of tasks follow each other, whatever the times are', async () => {
  const store = open();
  for (let n = 0; n < 7; n++) await store.saveState({ ...STATE, taskId: `t${n}` });
  await store.saveState({ ...STATE, taskId: 'elsewhere', projectId: '/other' });
  const found: string[] = [];
  for (let page = await store.listTasks('/work', { limit: 3 }); page.length > 0; ) {
    found.push(...page.map(({ taskId }) => taskId));
    const states = await store.listStates('/work', { limit: 3 });
    expect(states).toHaveLength(3);
    page = await store.listTasks('/work', { limit: 3, before: page.at(-1) as (typeof page)[0] });
  }
  expect(found.toSorted()).toEqual(Array.from({ length: 7 }, (_, n) => `t${n}`));
  expect(await store.listTasks('/other')).toMatchObject([
    { taskId: 'elsewhere', state: 'building', transitions: 2, checkpoints: 1 },
  ]);
});

test("Spoor's own sessions are states too, and can be carried on", async () => {
  const db = temporaryDatabase({ inMemory: true });
  const log = new WorkflowLog(db);
  const told = { taskId: 's1', projectId: '/work', trigger: 'SessionStart' };
  log.addTransition({ ...told, id: 'e2', toState: 'active', timestamp: at(2) });
  log.addTransition({ ...told, id: 'e1', toState: 'starting', timestamp: at(1) });
  log.putCheckpoint({
    id: 'k',
    taskId: 's1',
    name: 'compact',
    state: 'active',
    data: '{"prompt":"do it"}',
    createdAt: at(3),
  });
  const store = new SQLiteStateStore(db);
  const [session] = await store.listStates('/work');
  expect(session).toMatchObject({
    taskId: 's1',
    state: 'active',
    context: { checkpoints: [{ id: 'k', name: 'compact', data: { prompt: 'do it' } }] },
    history: [
      { id: 'e1', fromState: null, toState: 'starting', timestamp: at(1) },
      { id: 'e2', fromState: 'starting', toState: 'active' },
    ],
  });
  if (session === undefined) throw new Error('no session');
  await store.saveState({ ...session, history: [...session.history, { toState: 'mine' }] });
  const again = await store.loadState('s1');
  expect(again?.history).toEqual([...session.history, { toState: 'mine' }]);
  expect(again?.context).toEqual(session.context);
  log.addTransition({ ...told, id: 'e3', toState: 'waiting', timestamp: at(1.5) });
  await expect(store.saveState(again as never)).rejects.toThrow(StateConflict);
});
