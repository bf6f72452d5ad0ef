import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importStateFiles, type SpoorDatabase } from '../../src/index.js';
import { temporaryDatabase, temporaryFolder } from '../support/temporary.js';
import { dump } from './dump.js';

const HISTORY = [
  {
    from: 'idle',
    to: 'planning',
    trigger: 'start',
    timestamp: '2026-11-21T09:00:00.000Z',
    by: 'a',
  },
  { fromState: 'planning', toState: 'coding', timestamp: '2026-11-21T09:05:00.000Z' },
];

function state(fields: object = {}) {
  return {
    taskId: 'task-1',
    projectId: '/p',
    state: 'coding',
    context: { goal: 'ship', checkpoints: [{ name: 'first', at: '2026-11-21T09:01:00Z' }] },
    history: HISTORY,
    ...fields,
  };
}

function write(value: unknown, name = 'state.json'): string {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, typeof value === 'string' ? value : JSON.stringify(value));
  return path;
}

function rowsOf(db: SpoorDatabase) {
  const { workflow_states, state_transitions, checkpoints } = dump(db);
  return { workflow_states, state_transitions, checkpoints };
}

describe("an orchestrator's state files", () => {
  it('come in with their transitions and checkpoints, once', async () => {
    const db = temporaryDatabase();
    const path = write(state({ owner: 'someone' }));
    expect(await importStateFiles(db, [path])).toMatchObject({ states: 1, new: 1, refused: 0 });
    const rows = rowsOf(db);
    expect(rows.workflow_states).toMatchObject([
      { task_id: 'task-1', project_id: '/p', state: 'coding' },
    ]);
    const transitions = db.prepare(
      `SELECT from_state, to_state, trigger, timestamp FROM state_transitions ORDER BY timestamp`,
    );
    expect(transitions.all({})).toEqual([
      {
        from_state: 'idle',
        to_state: 'planning',
        trigger: 'start',
        timestamp: '2026-11-21T09:00:00.000Z',
      },
      {
        from_state: 'planning',
        to_state: 'coding',
        trigger: null,
        timestamp: '2026-11-21T09:05:00.000Z',
      },
    ]);
    expect(rows.checkpoints).toMatchObject([
      { name: 'first', created_at: '2026-11-21T09:01:00.000Z' },
    ]);
    expect(await importStateFiles(db, [path])).toMatchObject({ new: 0, merged: 0, known: 1 });
    expect(rowsOf(db)).toEqual(rows);
  });

  it('may hold a list, and stand in folders', async () => {
    const db = temporaryDatabase();
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'deep'));
    writeFileSync(join(folder, 'a.json'), JSON.stringify([state(), state({ taskId: 'task-2' })]));
    writeFileSync(join(folder, 'deep', 'b.json'), JSON.stringify(state({ taskId: 'task-3' })));
    writeFileSync(join(folder, 'notes.txt'), 'no state');
    symlinkSync('/etc/passwd', join(folder, 'link.json'));
    expect(await importStateFiles(db, [folder])).toMatchObject({ states: 3, new: 3, refused: 0 });
  });

  it('bring a task up to the file, and leave one that is further on', async () => {
    const db = temporaryDatabase();
    const early = write(state({ state: 'planning', history: HISTORY.slice(0, 1) }));
    const late = write(state());
    expect(await importStateFiles(db, [early])).toMatchObject({ new: 1 });
    expect(await importStateFiles(db, [late])).toMatchObject({ merged: 1 });
    const rows = rowsOf(db);
    expect(rows.state_transitions).toHaveLength(2);
    expect(await importStateFiles(db, [early, late])).toMatchObject({ known: 2, merged: 0 });
    expect(rowsOf(db)).toEqual(rows);
  });

  it('refuse a task that went another way here', async () => {
    const db = temporaryDatabase();
    await importStateFiles(db, [write(state())]);
    const other = write(state({ history: [{ from: 'idle', to: 'lost' }] }));
    expect(await importStateFiles(db, [other])).toMatchObject({
      refused: 1,
      refusals: [{ reason: 'task task-1: its history here is another one' }],
    });
  });

  it('are redacted', async () => {
    const db = temporaryDatabase();
    const secret = `ghp_${'a1B2'.repeat(9)}`;
    const path = write(
      state({
        context: { note: secret, checkpoints: [{ name: secret }] },
        history: [{ to: 'x', trigger: `with ${secret}`, password: 'hunter22' }],
        more: secret,
      }),
    );
    await importStateFiles(db, [path]);
    const text = JSON.stringify(rowsOf(db));
    expect(text).not.toContain(secret);
    expect(text).not.toContain('hunter22');
    expect(await importStateFiles(db, [path])).toMatchObject({ known: 1 });
  });

  it.each([
    ['{', 'is not valid JSON'],
    ['5', 'is no state'],
    [state({ taskId: '' }), 'has no `taskId`'],
    [state({ taskId: 5 }), 'has no `taskId`'],
    [state({ projectId: 5 }), 'has a `projectId` that is no text'],
    [state({ state: null }), 'has no `state`'],
    [state({ context: [] }), 'has a `context` that is no object'],
    [state({ history: [5] }), 'has a `history` that is no list of objects'],
    [[state(), 5], 'entry 2 is no state'],
  ])('that hold no state (%#) are refused', async (content, reason) => {
    const db = temporaryDatabase();
    const report = await importStateFiles(db, [write(content), '/nowhere.json']);
    expect(report.refusals.map((refusal) => refusal.reason)).toEqual([reason, 'cannot be read']);
  });

  it('of any depth, with any names, do no harm', async () => {
    const db = temporaryDatabase();
    const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
    const path = write(
      `{"taskId":"t","state":"s","__proto__":{"x":1},"context":{"deep":${deep},"constructor":1},
        "history":[{"to":"a","deep":${deep},"timestamp":1e300},{"to":"b","timestamp":"never"}]}`,
    );
    const report = await importStateFiles(db, [path, write(state({ [`__proto__`]: 1 }))]);
    expect(report).toMatchObject({ new: 1, refused: 1 });
    expect(report.refusals[0]?.reason).toContain('has no JSON');
    expect(await importStateFiles(db, [path])).toMatchObject({ new: 0, refused: 1 });
  });

  it('change nothing in a trial', async () => {
    const db = temporaryDatabase();
    const report = await importStateFiles(db, [write(state())], { dryRun: true });
    expect(report).toMatchObject({ new: 1, dryRun: true });
    expect(Object.values(dump(db)).flat()).toEqual([]);
  });
});
