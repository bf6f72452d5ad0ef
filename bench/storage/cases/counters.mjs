import { now } from '../support.mjs';

/** Whose work it is. */
export const store = 'CounterStore';

/** The work, three times; see `stores.mjs`. */
export const cases = [
  (db, byHand, { CounterStore }) => {
    const counters = new CounterStore(db);
    const plain = new Map();
    const increment = byHand.prepare(
      `INSERT INTO counters (scope, name, value, updated_at) VALUES (?, ?, 1, ?)
       ON CONFLICT (scope, name)
       DO UPDATE SET value = value + 1, updated_at = excluded.updated_at RETURNING value`,
    );
    const write = byHand.transaction((...args) => increment.get(...args).value).immediate;
    return {
      name: 'raise a counter',
      times: 2_000,
      memory: () => plain.set('x', (plain.get('x') ?? 0) + 1),
      byHand: () => write('by-hand', 'x', now()),
      store: () => counters.increment('store', 'x'),
    };
  },
  (db, byHand, { CounterStore }) => {
    const counters = new CounterStore(db);
    const plain = new Map([['x', 1]]);
    const get = byHand.prepare('SELECT value FROM counters WHERE scope = ? AND name = ?');
    return {
      name: 'read a counter',
      times: 10_000,
      memory: () => plain.get('x') ?? 0,
      byHand: () => get.get('store', 'x')?.value ?? 0,
      store: () => counters.get('store', 'x'),
    };
  },
];
