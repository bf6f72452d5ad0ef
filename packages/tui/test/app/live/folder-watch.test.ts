import { join } from 'node:path';
import { SpoorDatabase } from '@spoor/storage';
import { expect, it, onTestFinished, vi } from 'vitest';
import { watchDatabase } from '../../../src/app/live/folder-watch.js';
import { putSession, sessionRecord } from '../records.js';
import { scratchFolder } from '../scratch.js';

it('tells of a commit of another connection', async () => {
  const path = join(scratchFolder(), 'spoor.db');
  const db = new SpoorDatabase({ path });
  const written = vi.fn();
  const watching = watchDatabase(path, { written, failed: () => undefined });
  onTestFinished(() => {
    watching?.stop();
    db.close();
  });
  putSession(db, sessionRecord('s1'));
  await vi.waitUntil(() => written.mock.calls.length > 0, { timeout: 20_000 });
});

it('is none where there is no folder', () => {
  const path = join(scratchFolder(), 'none', 'spoor.db');
  expect(watchDatabase(path, { written: () => undefined, failed: () => undefined })).toBeNull();
});
