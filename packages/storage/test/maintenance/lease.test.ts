import { describe, expect, test } from 'vitest';
import { takeLease } from '../../src/index.js';
import { start } from '../support/child.js';
import { temporaryDatabase } from '../support/temporary.js';

const WORK = { name: 'work', termMs: 3_600_000 };

describe('a lease', () => {
  test('is kept from others until it is given back', () => {
    const db = temporaryDatabase();
    const lease = takeLease(db, WORK);
    expect(takeLease(db, WORK)).toBeNull();
    expect(takeLease(db, { ...WORK, name: 'other work' })).not.toBeNull();
    lease?.release();
    expect(takeLease(db, WORK)).not.toBeNull();
  });

  test('is taken over at once from a process that was killed', async () => {
    const db = temporaryDatabase();
    const holder = start('take-lease.mjs', { path: db.getDb().name, name: WORK.name });
    await holder.printed('taken');
    expect(takeLease(db, WORK)).toBeNull();
    holder.process.kill('SIGKILL');
    await holder.done;
    const lease = takeLease(db, WORK);
    expect(lease?.renew()).toBe(true);
    expect(takeLease(db, WORK)).toBeNull();
  });

  test('stays with a holder that nothing is known of until its term is over', () => {
    const db = temporaryDatabase();
    let now = Date.now();
    takeLease(db, { ...WORK, now: () => now });
    for (const holder of ['somebody', '999999999-x', '999999999 pid:[1] x']) {
      db.prepare<[string]>('UPDATE leases SET holder = ?').run(holder);
      expect(takeLease(db, { ...WORK, now: () => now })).toBeNull();
    }
    now += WORK.termMs + 1_000;
    expect(takeLease(db, { ...WORK, now: () => now })).not.toBeNull();
  });
});
