import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { SpoorDatabase } from '@spoor/storage';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { DatabaseWatch } from '../../../src/app/live/database-watch.js';
import { type InspectorSources, InspectorStore } from '../../../src/app/live/inspector-store.js';
import { createReaderPool } from '../../../src/app/live/reader-pool.js';
import { lineText } from '../../../src/app/present/line.js';
import { firstStartScreen } from '../../../src/app/screens/first-start/first-start-screen.js';
import { mainScreens } from '../../../src/app/screens/main-screens.js';
import type { HistoryImport } from '../../../src/app/state/inspector-state.js';
import { type Effect, type Heard, mount, type Screen } from '../../../src/app/state/screen.js';
import type { TabId } from '../../../src/app/state/tabs.js';
import { putSession, START, sessionRecord } from '../records.js';
import { scratchFolder } from '../scratch.js';

function open(path: string, more: Partial<InspectorSources> = {}) {
  const watch = new DatabaseWatch(path);
  const pool = createReaderPool(path);
  const asked = { answered: 0, pending: 0 };
  const readers: InspectorSources['readers'] = {
    ...pool,
    ask: async (query) => {
      asked.pending += 1;
      try {
        return await pool.ask(query);
      } finally {
        asked.pending -= 1;
        asked.answered += 1;
      }
    },
  };
  onTestFinished(async () => {
    watch.close();
    await pool.leave();
  });
  const clock = { nowMs: START + 86_400_000 };
  const store = new InspectorStore({
    beginning: {
      columns: 100,
      rows: 24,
      facts: { databasePath: path, homeDir: null, configuration: null, offers: ['demo'] },
      screens: mainScreens(),
      firstStart: firstStartScreen(),
    },
    watch,
    readers,
    now: () => clock.nowMs,
    health: () => null,
    perform: () => undefined,
    ...more,
  });
  const text = () => store.frame().map(lineText).join('\n');
  return { store, clock, text, asked };
}

function databaseAt(path: string): SpoorDatabase {
  const db = new SpoorDatabase({ path });
  onTestFinished(() => db.close());
  return db;
}

/** Long enough for what is to be drawn to be drawn. */
const twoFrames = () => setTimeout(66);

describe('InspectorStore', () => {
  it('draws on change only', async () => {
    const path = join(scratchFolder(), 'spoor.db');
    const db = databaseAt(path);
    putSession(db, sessionRecord('s1', { title: 'The first' }));
    const { store, clock, asked } = open(path);
    const drawn = vi.fn();
    store.subscribe(drawn);
    // What another thread reads is drawn when it comes.
    await vi.waitUntil(() => asked.answered > 0 && asked.pending === 0, { timeout: 20_000 });
    store.tick();
    await twoFrames();
    drawn.mockClear();
    store.poll();
    clock.nowMs += 1_000;
    store.tick();
    await twoFrames();
    expect(drawn).not.toHaveBeenCalled();
    store.press('?');
    await vi.waitUntil(() => drawn.mock.calls.length > 0, { timeout: 20_000 });
  });

  it('draws what comes fast in few frames, the last one among them', async () => {
    const path = join(scratchFolder(), 'spoor.db');
    putSession(databaseAt(path), sessionRecord('s1'));
    const { store, text } = open(path);
    const drawn = vi.fn();
    store.subscribe(drawn);
    for (let n = 0; n < 500; n += 1) store.press(n % 2 === 0 ? '?' : 'escape');
    await vi.waitUntil(() => drawn.mock.calls.length > 1, { timeout: 20_000 });
    expect(drawn.mock.calls.length).toBeLessThan(100);
    expect(text()).not.toContain('these keys');
  });

  it('says when recording has stopped', async () => {
    const path = join(scratchFolder(), 'spoor.db');
    const health = async () => ({ ok: false, message: 'No event since yesterday.' });
    const { store, text } = open(path, { health });
    store.checkHealth();
    await vi.waitUntil(() => text().includes('No event since yesterday.'), { timeout: 20_000 });
  });

  it('goes from the first start to the list when a session comes', () => {
    const path = join(scratchFolder(), 'spoor.db');
    const { store, text } = open(path);
    expect(text()).toContain('Nothing is recorded yet.');
    putSession(databaseAt(path), sessionRecord('s1', { title: 'The first' }));
    for (let looks = 0; looks < 3; looks += 1) store.poll();
    expect(text()).toContain('The first');
    expect(text()).not.toContain('Nothing is recorded yet.');
  });

  it('tells the screen that wanted it what came of an effect, whichever is seen by then', () => {
    const path = join(scratchFolder(), 'spoor.db');
    putSession(databaseAt(path), sessionRecord('s1'));
    const heard: string[] = [];
    const acting = (id: TabId): Screen =>
      mount<null>(
        {
          id,
          name: () => id,
          scopes: () => ['list'],
          queries: () => [],
          answered: (state) => state,
          pressed: (state, command) => ({
            state,
            effects: command === 'last' ? [act('first')] : [],
          }),
          heard: (state, one) => {
            heard.push(`${id} ${one.tag}`);
            return { state, effects: one.tag === 'first' ? [act('second')] : [] };
          },
          view: () => [],
        },
        null,
      );
    const act = (tag: string): Effect => ({
      type: 'act',
      request: { name: 'check-database', input: null },
      tag,
    });
    const hears: ((heard: Heard) => void)[] = [];
    const { store } = open(path, {
      beginning: {
        columns: 100,
        rows: 24,
        facts: { databasePath: path, homeDir: null, configuration: null },
        screens: { ...mainScreens(), audit: acting('audit'), health: acting('health') },
        firstStart: firstStartScreen(),
      },
      perform: (_, hear) => hears.push(hear),
    });
    for (const key of ['2', 'G', '9']) store.press(key);
    hears[0]?.({ type: 'acted', tag: 'first', ok: true, value: null });
    hears[1]?.({ type: 'acted', tag: 'second', ok: true, value: null });
    expect(heard).toEqual(['audit first', 'audit second']);
  });

  it('ends for the demonstration', () => {
    const { store } = open(join(scratchFolder(), 'spoor.db'));
    expect([store.hasQuit(), store.end()]).toEqual([false, 'quit']);
    store.press('w');
    expect([store.hasQuit(), store.end()]).toEqual([true, 'demo']);
  });

  it('shows the progress of the first import to its end, then the list from its top', () => {
    const path = join(scratchFolder(), 'spoor.db');
    const db = databaseAt(path);
    let tell: (history: HistoryImport) => void = () => undefined;
    const importHistory = vi.fn((told: typeof tell) => {
      tell = told;
    });
    const { store, text } = open(path, { importHistory });
    store.press('i');
    expect(importHistory).toHaveBeenCalledOnce();
    tell({ kind: 'running', done: 5_000_000, total: 20_000_000 });
    expect(text()).toMatch(/█{8}░{22} {2}5\.0 MB of 20 MB/);
    for (let n = 0; n < 30; n += 1) {
      const lastActivityAt = new Date(START + n * 1_000).toISOString();
      putSession(db, sessionRecord(`s${n}`, { title: `Session ${n}.`, lastActivityAt }));
      store.poll();
    }
    expect(text()).toContain('Bringing in');
    store.press('i');
    expect(importHistory).toHaveBeenCalledOnce();
    tell({ kind: 'ended', ok: true, message: '' });
    expect(text()).not.toContain('Bringing in');
    const chosen = store.frame().find(({ selected }) => selected);
    expect(chosen === undefined ? '' : lineText(chosen)).toContain('Session 29.');
  });

  it('tells what went wrong with an import, and lets it be tried again', () => {
    const importHistory = vi.fn((tell: (history: HistoryImport) => void) =>
      tell({ kind: 'ended', ok: false, message: 'the disk is full' }),
    );
    const { store, text } = open(join(scratchFolder(), 'spoor.db'), { importHistory });
    store.press('i');
    expect(text()).toContain('the disk is full');
    store.press('i');
    expect(importHistory).toHaveBeenCalledTimes(2);
  });
});
