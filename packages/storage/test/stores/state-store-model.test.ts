import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type SavedState, SpoorDatabase, SQLiteStateStore } from '../../src/index.js';

/** Texts too short to hold a secret; redaction has tests of its own. */
const text = fc.string({ unit: 'grapheme', maxLength: 7 });
const key = fc.oneof(
  text,
  fc.constantFrom('id', 'metadata', 'data', '$spoor', '__proto__', 'time'),
);
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    text,
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 3 }),
    fc
      .array(fc.tuple(key, tie('value')), { maxLength: 3 })
      .map((pairs) => Object.fromEntries(pairs)),
  ),
}));
const body = fc.array(fc.tuple(key, value), { maxLength: 4 }).map((p) => Object.fromEntries(p));
const entry = fc
  .tuple(fc.record({ fromState: text, toState: text, timestamp: text }, { requiredKeys: [] }), body)
  .map(([named, others]) => ({ ...others, ...named }));

const step = fc.record({
  kind: fc.constantFrom('append', 'append', 'stale', 'changed', 'delete', 'load'),
  taskId: fc.constantFrom('a', 'b'),
  state: text.filter((state) => state !== ''),
  projectId: fc.constantFrom('p', null),
  context: fc.oneof(
    body,
    fc.tuple(body, fc.array(value, { maxLength: 3 })).map(([context, checkpoints]) => ({
      ...context,
      checkpoints,
    })),
  ),
  entries: fc.array(entry, { minLength: 1, maxLength: 3 }),
});

/** A lone surrogate can't be stored; both sides show what stands for it. */
const normal = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

test('the store does what a map of states does', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      const db = new SpoorDatabase({ inMemory: true });
      const store = new SQLiteStateStore<SavedState>(db);
      const model = new Map<string, SavedState>();
      let edits = 0;
      for (const { kind, taskId, entries, ...fields } of steps) {
        const known = model.get(taskId)?.history ?? [];
        if (kind === 'load') {
          expect(await store.loadState(taskId)).toEqual(model.get(taskId) ?? null);
        } else if (kind === 'delete') {
          expect(await store.deleteState(taskId)).toBe(model.delete(taskId));
        } else {
          const history =
            kind === 'append'
              ? [...known, ...entries]
              : kind === 'stale'
                ? known.slice(0, -1)
                : [{ toState: 'changed', edit: edits++ }, ...known.slice(1)];
          const state = normal({ taskId, ...fields, history });
          const conflicts = kind !== 'append' && known.length > 0;
          const saved = store.saveState(state);
          if (conflicts) await expect(saved).rejects.toMatchObject({ code: 'CONFLICT' });
          else {
            await saved;
            model.set(taskId, state);
          }
        }
      }
      for (const projectId of ['p', null]) {
        const expected = [...model.values()].filter((state) => state.projectId === projectId);
        const found = await store.listStates(projectId);
        expect(new Map(found.map((state) => [state.taskId, state]))).toEqual(
          new Map(expected.map((state) => [state.taskId, state])),
        );
      }
      db.close();
    }),
    { numRuns: 100 },
  );
});
