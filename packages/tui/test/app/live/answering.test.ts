import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Answering } from '../../../src/app/live/answering.js';
import type { DatabaseWatch } from '../../../src/app/live/database-watch.js';
import type { Answer, Query } from '../../../src/app/live/readers.js';

const quickly = vi.hoisted(() => ({ read: (asked: unknown): unknown => asked }));

vi.mock('../../../src/app/live/readers.js', async () => {
  const { here, outside, pool } = await import('../../../src/app/live/reader.js');
  const READERS = {
    quick: here((_, __, asked: unknown) => quickly.read(asked)),
    slow: pool(() => null),
    rare: pool(() => null, { everyMs: 10_000 }),
    around: outside(async () => null, { everyMs: 3_000 }),
  };
  return { READERS };
});

beforeEach(() => {
  quickly.read = (asked) => asked;
});

const ask = (kind: string, asked: unknown = null) => ({ kind, asked }) as unknown as Query;

/** What waits for an answer of the pool or from outside. */
interface Waiting {
  readonly query: Query;
  readonly resolve: (told: unknown) => void;
  readonly reject: (error: Error) => void;
}

function setUp() {
  const watch = {
    moveOn: () => undefined,
    source: { state: 'ready' },
    openings: 1,
    ask: (read: (db: unknown) => unknown) => ({ told: read(null) }) as { told: unknown } | null,
  };
  const waiting: Waiting[] = [];
  const wait = (query: Query) =>
    new Promise((resolve, reject) => {
      waiting.push({ query, resolve, reject });
    });
  const leave = vi.fn(async () => undefined);
  const told: Answer[] = [];
  const failures: string[] = [];
  const clock = { nowMs: 1_000 };
  const answering = new Answering({
    watch: watch as unknown as DatabaseWatch,
    readers: { ask: wait, leave },
    outside: { ask: wait },
    now: () => clock.nowMs,
    answered: (answer) => told.push(answer),
    failed: (_, message) => failures.push(message),
  });
  const settle = async (act: (one: Waiting) => void) => {
    const next = waiting.shift();
    if (next === undefined) throw new Error('nothing is asked');
    act(next);
    await new Promise(setImmediate);
  };
  const answer = (value: unknown) => settle(({ resolve }) => resolve(value));
  const fail = (message: string) => settle(({ reject }) => reject(new Error(message)));
  const asked = () => waiting.map(({ query }) => query.asked as unknown);
  return { watch, answering, told, failures, clock, leave, answer, fail, asked };
}

describe('a quick question', () => {
  it('is answered at once, again after a commit, and not in between', () => {
    const { answering } = setUp();
    expect(answering.want([ask('quick', 1)])).toEqual([{ kind: 'quick', asked: 1, told: 1 }]);
    expect(answering.want([ask('quick', 1)])).toEqual([]);
    expect(answering.want([ask('quick', 1), ask('quick', 2)])).toHaveLength(1);
    expect(answering.changed()).toHaveLength(2);
  });

  it('that fails is told of once, and tried again at every commit', () => {
    const { answering, failures } = setUp();
    quickly.read = () => {
      throw new Error('a bug');
    };
    expect(answering.want([ask('quick')])).toEqual([]);
    expect(answering.changed()).toEqual([]);
    expect(failures).toEqual(['a bug']);
    quickly.read = () => 'well';
    expect(answering.changed()).toMatchObject([{ told: 'well' }]);
    quickly.read = () => {
      throw new Error('a bug');
    };
    answering.changed();
    expect(failures).toEqual(['a bug', 'a bug']);
  });

  it('that meets a lock is asked again a moment later', () => {
    const { answering, watch } = setUp();
    const free = watch.ask;
    watch.ask = () => null;
    expect(answering.want([ask('quick')])).toEqual([]);
    expect(answering.tick()).toEqual([]);
    watch.ask = free;
    expect(answering.tick()).toHaveLength(1);
    expect(answering.tick()).toEqual([]);
  });
});

describe('a slow question', () => {
  it('is asked one of a kind at a time; what is wanted last wins', async () => {
    const { answering, answer, asked, told } = setUp();
    for (const text of ['a', 'ab', 'abc']) answering.want([ask('slow', text)]);
    expect(asked()).toEqual(['a']);
    await answer('A');
    expect(asked()).toEqual(['abc']);
    await answer('ABC');
    expect(asked()).toEqual([]);
    expect(told.map((one) => one.told)).toEqual(['A', 'ABC']);
  });

  it('of the same kind as another is answered as well', async () => {
    const { answering, answer, told } = setUp();
    answering.want([ask('slow', 1), ask('slow', 2)]);
    await answer('one');
    await answer('two');
    expect(told.map((one) => one.asked)).toEqual([1, 2]);
  });

  it('is answered anew to another screen that asks the same', async () => {
    const { answering, answer, asked } = setUp();
    answering.want([ask('slow'), ask('quick', 1)], 'sessions 2 session');
    await answer('to the first');
    expect(answering.want([ask('slow'), ask('quick', 1)], 'sessions 2 session')).toEqual([]);
    expect(asked()).toEqual([]);
    expect(answering.want([ask('slow'), ask('quick', 1)], 'sessions 3 session')).toEqual([
      { kind: 'quick', asked: 1, told: 1 },
    ]);
    expect(asked()).toEqual([null]);
  });

  it('whose answer is on its way is not asked twice', async () => {
    const { answering, answer, asked, told } = setUp();
    answering.want([ask('slow')], 'one');
    answering.want([ask('slow')], 'another');
    await answer('to both');
    expect([told.length, asked()]).toEqual([1, []]);
  });

  it('is asked again after a commit, for a share of the time only', async () => {
    const { answering, answer, asked, clock } = setUp();
    answering.want([ask('slow')]);
    clock.nowMs += 1_000;
    await answer(1);
    answering.changed();
    expect(asked()).toEqual([]);
    clock.nowMs += 3_999;
    answering.tick();
    expect(asked()).toEqual([]);
    clock.nowMs += 1;
    answering.tick();
    expect(asked()).toEqual([null]);
    await answer(2);
    clock.nowMs += 60_000;
    answering.tick();
    expect(asked()).toEqual([]);
  });

  it('that fails is told of once, and asked again after a while', async () => {
    const { answering, fail, answer, asked, failures, clock, told } = setUp();
    answering.want([ask('slow')]);
    await fail('no thread');
    answering.tick();
    expect(asked()).toEqual([]);
    clock.nowMs += 5_000;
    answering.tick();
    await fail('no thread');
    expect(failures).toEqual(['no thread']);
    clock.nowMs += 5_000;
    answering.tick();
    await answer('at last');
    expect(told).toHaveLength(1);
  });

  it('that costs much is remembered for a screen that is opened again', async () => {
    const { answering, answer, asked, clock } = setUp();
    answering.want([ask('rare')]);
    await answer('dear');
    answering.want([]);
    expect(answering.want([ask('rare')])).toMatchObject([{ told: 'dear' }]);
    answering.changed();
    expect(asked()).toEqual([]);
    clock.nowMs += 10_000;
    answering.tick();
    expect(asked()).toEqual([null]);
  });

  it('makes the screen wait only until it was answered once', async () => {
    const { answering, answer, clock } = setUp();
    expect(answering.waitingSince()).toBeNull();
    answering.want([ask('slow')]);
    expect(answering.waitingSince()).toBe(1_000);
    await answer(1);
    clock.nowMs += 60_000;
    answering.changed();
    expect(answering.waitingSince()).toBeNull();
  });
});

describe('a database that went and came', () => {
  it('has everything asked again, over other connections', async () => {
    const { answering, watch, answer, asked, leave, told } = setUp();
    watch.source = { state: 'missing' };
    answering.want([ask('slow'), ask('quick')]);
    expect(asked()).toEqual([]);
    watch.source = { state: 'ready' };
    watch.openings = 2;
    expect(answering.changed()).toHaveLength(1);
    expect(leave).toHaveBeenCalledOnce();
    await answer('new');
    expect(told).toMatchObject([{ told: 'new' }]);
  });

  it('lets no answer of the old file count', async () => {
    const { answering, watch, answer, asked, told } = setUp();
    answering.want([ask('rare')]);
    watch.openings = 2;
    answering.changed();
    await answer('of the old file');
    expect(told).toEqual([]);
    expect(asked()).toEqual([null]);
    await answer('of the new one');
    expect(told).toMatchObject([{ told: 'of the new one' }]);
  });
});

describe('a question to the world outside', () => {
  it('is asked in its rhythm, whatever the database does', async () => {
    const { answering, watch, answer, asked, clock } = setUp();
    watch.source = { state: 'missing' };
    answering.want([ask('around')]);
    await answer(1);
    answering.changed();
    expect(asked()).toEqual([]);
    clock.nowMs += 3_000;
    answering.tick();
    expect(asked()).toEqual([null]);
  });

  it('is asked at once when something was done there', async () => {
    const { answering, answer, asked } = setUp();
    answering.want([ask('around')]);
    await answer(1);
    answering.stirred();
    expect(asked()).toEqual([null]);
  });
});
