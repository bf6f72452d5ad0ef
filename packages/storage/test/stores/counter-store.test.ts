import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AuditLogger, CounterStore, SpoorDatabase, StorageError } from '../../src/index.js';
import { type Child, start } from '../support/child.js';
import { openDatabase, temporaryDatabase, temporaryFolder } from '../support/temporary.js';

test('a counter starts at 0, is raised, and reset', () => {
  const counters = new CounterStore(temporaryDatabase({ inMemory: true }));
  expect(counters.get('s1', 'rounds')).toBe(0);
  expect(counters.reset('s1', 'rounds')).toBe(false);
  expect(counters.increment('s1', 'rounds')).toBe(1);
  expect(counters.increment('s1', 'rounds', 5)).toBe(6);
  expect(counters.increment('s1', 'rounds', -2)).toBe(4);
  expect(counters.increment('s1', 'rounds', 0)).toBe(4);
  expect(counters.reset('s1', 'rounds')).toBe(true);
  expect(counters.get('s1', 'rounds')).toBe(0);
});

test('scopes and names are apart', () => {
  const counters = new CounterStore(temporaryDatabase({ inMemory: true }));
  counters.increment('s1', 'a');
  expect([counters.get('s2', 'a'), counters.get('s1', 'b')]).toEqual([0, 0]);
});

test.each([0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])('%d is no step', (by) => {
  const counters = new CounterStore(temporaryDatabase({ inMemory: true }));
  counters.increment('s1', 'a');
  expect(() => counters.increment('s1', 'a', by)).toThrow(
    expect.objectContaining({ code: 'INVALID' }),
  );
  expect(counters.get('s1', 'a')).toBe(1);
});

test('a sum beyond the safe integers is refused, and changes nothing', () => {
  const counters = new CounterStore(temporaryDatabase({ inMemory: true }));
  const most = Number.MAX_SAFE_INTEGER;
  expect(counters.increment('s1', 'up', most)).toBe(most);
  expect(counters.increment('s1', 'down', -most)).toBe(-most);
  expect(() => counters.increment('s1', 'up')).toThrow(StorageError);
  expect(() => counters.increment('s1', 'down', -1)).toThrow(StorageError);
  expect([counters.get('s1', 'up'), counters.get('s1', 'down')]).toEqual([most, -most]);
  expect(counters.increment('s1', 'up', -most)).toBe(0);
});

test('a reset stands in the audit log, an increment does not', () => {
  const db = temporaryDatabase({ inMemory: true });
  const counters = new CounterStore(db);
  counters.increment('s1', 'rounds', 4);
  expect(counters.reset('s1', 'none')).toBe(false);
  expect(new AuditLogger(db).query()).toEqual([]);
  counters.reset('s1', 'rounds');
  expect(new AuditLogger(db).query()).toMatchObject([
    { action: 'counter.reset', details: { scope: 's1', name: 'rounds', value: 4 } },
  ]);
});

test('counters are listed in order, by pages of either kind', () => {
  const counters = new CounterStore(temporaryDatabase({ inMemory: true }));
  for (const scope of ['s2', 'global', 's1']) {
    for (const name of ['b', 'a']) counters.increment(scope, name);
  }
  const names = (query = {}) => counters.list(query).map(({ scope, name }) => `${scope} ${name}`);
  const all = ['global a', 'global b', 's1 a', 's1 b', 's2 a', 's2 b'];
  expect(names()).toEqual(all);
  expect(names({ scope: 's1' })).toEqual(['s1 a', 's1 b']);
  expect(names({ limit: 2, offset: 3 })).toEqual(all.slice(3, 5));
  expect(names({ limit: 2, after: { scope: 's1', name: 'a' } })).toEqual(all.slice(3, 5));
  expect(names({ scope: 's1', after: { scope: 's1', name: 'a' } })).toEqual(['s1 b']);
  expect(counters.scopesStartingWith('s')).toEqual(['s1', 's2']);
  expect(() => counters.list({ limit: -1 })).toThrow(/`limit` must be a whole number/);
});

const SCOPE = fc.constantFrom('s1', 's2', 'project:/a', "it's", '');
const NAME = fc.constantFrom('rounds', 'é', '', '日本');
const BY = fc.oneof(
  fc.integer({ min: -5, max: 5 }),
  fc.constantFrom(Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER, 2 ** 53, 0.5, Number.NaN),
  fc.double(),
);

test('the store does what a map of numbers does', () => {
  const step = fc.record({
    kind: fc.constantFrom('increment', 'increment', 'reset', 'get'),
    scope: SCOPE,
    name: NAME,
    by: BY,
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const db = new SpoorDatabase({ inMemory: true });
      const counters = new CounterStore(db);
      const model = new Map<string, number>();
      for (const { kind, scope, name, by } of steps) {
        const key = JSON.stringify([scope, name]);
        const value = model.get(key) ?? 0;
        if (kind === 'get') expect(counters.get(scope, name)).toBe(value);
        else if (kind === 'reset') {
          expect(counters.reset(scope, name)).toBe(model.has(key));
          if (model.has(key)) model.set(key, 0);
        } else if (Number.isSafeInteger(by) && Number.isSafeInteger(value + by)) {
          expect(counters.increment(scope, name, by)).toBe(value + by);
          model.set(key, value + by);
        } else expect(() => counters.increment(scope, name, by)).toThrow(StorageError);
      }
      expect(
        new Map(counters.list().map((c) => [JSON.stringify([c.scope, c.name]), c.value])),
      ).toEqual(model);
      db.close();
    }),
    { numRuns: 100 },
  );
});

test('64 processes raise one counter 200 times each: nothing is lost', async () => {
  const path = join(temporaryFolder(), 'spoor.db');
  const counters = new CounterStore(openDatabase({ path }));
  const args = { path, scope: 'global', name: 'n', times: 200, synchronous: 'NORMAL' };
  const children: Child[] = [];
  for (let group = 0; group < 8; group++) {
    const started = Array.from({ length: 8 }, () => start('count.mjs', args));
    await Promise.all(started.map((child) => child.printed('ready')));
    children.push(...started);
  }
  for (const child of children) child.process.stdin?.write('go');
  const ended = await Promise.all(children.map((child) => child.done));
  expect(ended.filter(({ code }) => code !== 0)).toEqual([]);
  const values = ended.flatMap(
    ({ stdout }) => JSON.parse(stdout.slice('ready\n'.length)) as number[],
  );
  expect(counters.get('global', 'n')).toBe(12_800);
  expect(new Set(values).size).toBe(12_800);
}, 180_000);
