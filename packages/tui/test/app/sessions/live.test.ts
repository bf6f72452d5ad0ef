import { join } from 'node:path';
import { SessionStore, SpoorDatabase } from '@spoor/storage';
import { expect, it, onTestFinished, vi } from 'vitest';
import { DatabaseWatch } from '../../../src/app/live/database-watch.js';
import { InspectorStore } from '../../../src/app/live/inspector-store.js';
import { createReaderPool } from '../../../src/app/live/reader-pool.js';
import { lineText } from '../../../src/app/present/line.js';
import { firstStartScreen } from '../../../src/app/screens/first-start/first-start-screen.js';
import { mainScreens } from '../../../src/app/screens/main-screens.js';
import { at, callRecord, putSession, START, sessionRecord, turnRecord } from '../records.js';
import { scratchFolder } from '../scratch.js';

/** A recorder's connection, and the inspector beside it. */
function opened(remembered: unknown = null) {
  const path = join(scratchFolder(), 'spoor.db');
  const db = new SpoorDatabase({ path });
  for (const [id, seconds] of [
    ['one', 10],
    ['two', 20],
  ] as const) {
    const session = sessionRecord(id, { lastActivityAt: at(seconds), status: 'ended', title: id });
    putSession(db, session, { calls: id === 'one' ? [callRecord(id, 'c')] : [] });
  }
  const watch = new DatabaseWatch(path);
  const readers = createReaderPool(path);
  const store = new InspectorStore({
    beginning: {
      columns: 80,
      rows: 24,
      facts: { databasePath: path, homeDir: null, configuration: null },
      screens: mainScreens({ sessions: remembered }),
      firstStart: firstStartScreen(),
    },
    watch,
    readers,
    now: () => START + 3_600_000,
    health: () => null,
    perform: () => undefined,
  });
  onTestFinished(async () => {
    watch.close();
    await readers.leave();
    db.close();
  });
  return { db, store };
}

/** What the rows are about, in their order. */
function rowsOf(store: InspectorStore): string[] {
  return store
    .frame()
    .map(lineText)
    .flatMap((text) => /[●◆○·✗] \S+ +spoor +(\S+)/.exec(text)?.[1] ?? []);
}

it('shows the newest in the first frame, and sorts once all are read', async () => {
  const { store } = opened({ sort: 'session' });
  store.tick();
  expect(new Set(rowsOf(store))).toEqual(new Set(['one', 'two']));
  await vi.waitFor(
    () =>
      expect(lineText(store.frame()[1] ?? { spans: [], selected: false })).toContain('2 sessions'),
    10_000,
  );
  expect(rowsOf(store)).toEqual(['one', 'two']);
});

it('shows what is committed with the next look', async () => {
  const { db, store } = opened();
  store.tick();
  await vi.waitFor(
    () => expect(store.frame().map(lineText).join()).toContain('2 sessions'),
    10_000,
  );
  const session = sessionRecord('three', {
    lastActivityAt: at(3_590),
    status: 'active',
    title: 'three',
  });
  putSession(db, session, { turns: [turnRecord('three', 't')] });
  store.poll();
  expect(rowsOf(store)).toEqual(['three', 'two', 'one']);
  new SessionStore(db).put({ ...session, status: 'waiting' });
  store.poll();
  expect(store.frame().map(lineText).join('\n')).toMatch(/◆ waiting +spoor +three/);
});
