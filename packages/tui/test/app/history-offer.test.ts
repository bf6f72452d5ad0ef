import { expect, it, vi } from 'vitest';
import { InspectorStore } from '../../src/app/live/inspector-store.js';
import { lineText } from '../../src/app/present/line.js';
import type { HistoryImport, Snapshot } from '../../src/app/state/inspector-state.js';
import { overview } from './overviews.js';
import { START } from './records.js';

const EMPTY: Snapshot = { kind: 'sessions', ids: [], visible: [], open: {} };
const ONE: Snapshot = { kind: 'sessions', ids: ['a'], visible: [overview('a')], open: {} };

function open(importHistory?: (tell: (history: HistoryImport) => void) => void) {
  const shown = { snapshot: EMPTY };
  const store = new InspectorStore({
    feed: { changed: () => true, read: () => shown.snapshot },
    now: () => START,
    health: () => null,
    size: { columns: 90, rows: 20 },
    importHistory,
  });
  return { store, shown, text: () => store.frame().map(lineText).join('\n') };
}

it('is made while nothing is recorded, and carried out at a key', () => {
  let tell: (history: HistoryImport) => void = () => undefined;
  const start = vi.fn((told: typeof tell) => {
    tell = told;
  });
  const { store, shown, text } = open(start);
  expect(text()).toContain('i  brings in what Claude Code has kept');
  expect(text()).toMatch(/ i import .* q quit/);
  store.press('i');
  expect(start).toHaveBeenCalledOnce();
  expect(text()).toContain('Bringing in what Claude Code has kept.');
  tell({ kind: 'running', done: 5_000_000, total: 20_000_000 });
  expect(text()).toMatch(/█{8}░{22} {2}5\.0 MB of 20 MB/);
  store.press('i');
  expect(start).toHaveBeenCalledOnce();

  shown.snapshot = ONE;
  store.poll();
  expect(text()).toContain('Bringing in');
  tell({ kind: 'ended', ok: true, message: '' });
  expect(text()).not.toContain('Bringing in');
  store.press('i');
  expect(start).toHaveBeenCalledOnce();
});

it('tells what went wrong, and may be tried again', () => {
  const start = vi.fn((tell: (history: HistoryImport) => void) =>
    tell({ kind: 'ended', ok: false, message: 'the disk is full' }),
  );
  const { store, text } = open(start);
  store.press('i');
  expect(text()).toContain('the disk is full');
  store.press('i');
  expect(start).toHaveBeenCalledTimes(2);
});

it('is not made where nothing can be imported', () => {
  const { store, text } = open();
  expect(text()).not.toContain('brings in');
  store.press('i');
  expect(text()).toContain('Nothing is recorded yet.');
});
