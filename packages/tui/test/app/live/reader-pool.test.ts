import { join } from 'node:path';
import { AsyncDatabase, SpoorDatabase } from '@spoor/storage';
import { expect, it, onTestFinished, vi } from 'vitest';
import { createReaderPool } from '../../../src/app/live/reader-pool.js';
import { READERS } from '../../../src/app/live/readers.js';
import { putSession, sessionRecord } from '../records.js';
import { scratchFolder } from '../scratch.js';

function makeDatabase(): string {
  const path = join(scratchFolder(), 'spoor.db');
  const db = new SpoorDatabase({ path });
  putSession(db, sessionRecord('s1'));
  db.close();
  return path;
}

function openPool(path: string, idleMs?: number) {
  const pool = createReaderPool(path, idleMs);
  onTestFinished(() => pool.leave());
  return pool;
}

it('answers on a thread of its own, and again after it has left', async () => {
  const pool = openPool(makeDatabase());
  const query = { kind: 'health.figures', asked: null } as const;
  expect(await pool.ask(query)).toMatchObject({ events: 0, transcripts: { files: 0 } });
  await pool.leave();
  expect(await pool.ask(query)).toMatchObject({ events: 0 });
});

it('ends its threads when nothing is asked for a while, and starts them again', async () => {
  const pool = openPool(makeDatabase(), 10);
  const query = { kind: 'health.figures', asked: null } as const;
  const ended = vi.spyOn(AsyncDatabase.prototype, 'close');
  onTestFinished(() => ended.mockRestore());
  await Promise.all([pool.ask(query), pool.ask(query)]);
  await vi.waitUntil(() => ended.mock.calls.length > 0, { timeout: 20_000 });
  expect(await pool.ask(query)).toMatchObject({ events: 0 });
});

it('fails where there is no database, and answers once there is', async () => {
  const path = join(scratchFolder(), 'spoor.db');
  const pool = openPool(path);
  const query = { kind: 'health.room', asked: null } as const;
  await expect(pool.ask(query)).rejects.toThrow();
  new SpoorDatabase({ path }).close();
  expect(await pool.ask(query)).toContainEqual(expect.objectContaining({ table: 'sessions' }));
});

it('has readers that go to another thread as text', () => {
  const pooled = Object.entries(READERS).filter(([, reader]) => reader.where === 'pool');
  expect(pooled.map(([kind]) => kind)).toContain('health.figures');
  // What is imported becomes a name that the other thread doesn't have.
  for (const [kind, { read }] of pooled)
    expect([kind, String(read)].join()).not.toMatch(/__vi_import/);
});
