import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SpoorDatabase } from '@spoor/storage';
import { describe, expect, it, onTestFinished } from 'vitest';
import { InspectorStore } from '../../src/app/live/inspector-store.js';
import { LiveFeed } from '../../src/app/live/live-feed.js';
import { lineText } from '../../src/app/present/line.js';
import { at, callRecord, putSession, START, sessionRecord, turnRecord } from './records.js';
import { scratchFolder } from './scratch.js';

const FIRST = { screen: 'sessions', top: 0, count: 10 } as const;

function open(path: string): LiveFeed {
  const feed = new LiveFeed(path);
  onTestFinished(() => feed.close());
  return feed;
}

function writer(path: string): SpoorDatabase {
  const db = new SpoorDatabase({ path });
  onTestFinished(() => db.close());
  return db;
}

/** Looks until there is something new; the feed looks at a closed database less often. */
function changedSoon(feed: LiveFeed): boolean {
  return [1, 2, 3].some(() => feed.changed());
}

describe('LiveFeed', () => {
  it('waits for a database that is not there yet', () => {
    const path = join(scratchFolder(), 'spoor.db');
    const feed = open(path);
    expect(feed.read(FIRST)).toEqual({ kind: 'missing' });
    expect(changedSoon(feed)).toBe(false);
    putSession(writer(path), sessionRecord('s1'));
    expect(changedSoon(feed)).toBe(true);
    expect(feed.read(FIRST)).toMatchObject({ kind: 'sessions', ids: ['s1'], open: { idle: 1 } });
  });

  it('notices commits of others, and nothing else', () => {
    const path = join(scratchFolder(), 'spoor.db');
    const db = writer(path);
    const feed = open(path);
    expect(feed.read(FIRST)).toMatchObject({ ids: [] });
    expect([feed.changed(), feed.changed()]).toEqual([false, false]);
    putSession(db, sessionRecord('s1'));
    expect([feed.changed(), feed.changed()]).toEqual([true, false]);
  });

  it('reads the rows that are on the screen only', () => {
    const path = join(scratchFolder(), 'spoor.db');
    const db = writer(path);
    for (let i = 0; i < 30; i += 1)
      putSession(db, sessionRecord(`s${i}`, { lastActivityAt: at(i) }));
    const answer = open(path).read({ screen: 'sessions', top: 5, count: 3 });
    expect(answer.kind === 'sessions' && answer.ids.length).toBe(30);
    expect(answer.kind === 'sessions' && answer.visible.map(({ id }) => id)).toEqual([
      's24',
      's23',
      's22',
    ]);
  });

  it('says what is wrong with a file that is no database, and goes on when it is one', () => {
    const path = join(scratchFolder(), 'spoor.db');
    writeFileSync(path, 'no database at all, but long enough to be looked at', { mode: 0o600 });
    const feed = open(path);
    expect(feed.read(FIRST)).toMatchObject({ kind: 'broken' });
    renameSync(path, `${path}.aside`);
    putSession(writer(path), sessionRecord('s1'));
    expect(changedSoon(feed)).toBe(true);
    expect(feed.read(FIRST)).toMatchObject({ kind: 'sessions', ids: ['s1'] });
  });
});

describe('InspectorStore', () => {
  const size = { columns: 100, rows: 24 };

  it('draws on change only, and scrolls through a thousand sessions', () => {
    const path = join(scratchFolder(), 'spoor.db');
    const db = writer(path);
    db.transaction(() => {
      for (let i = 0; i < 1_000; i += 1) {
        putSession(db, sessionRecord(`s${i}`, { title: `Session ${i}`, lastActivityAt: at(-i) }));
      }
    });
    let nowMs = START + 3 * 86_400_000;
    const feed = open(path);
    const store = new InspectorStore({ feed, now: () => nowMs, health: () => null, size });
    let drawn = 0;
    store.subscribe(() => {
      drawn += 1;
    });
    store.poll();
    nowMs += 1_000;
    store.tick();
    expect(drawn).toBe(0);
    store.press('G');
    expect(drawn).toBe(1);
    expect(store.frame().map(lineText).join('\n')).toContain('Session 999');
    store.press('g');
    expect(store.frame().map(lineText).join('\n')).toContain('Session 0 ');
  });

  it('says when recording has stopped', () => {
    const health = () => ({ ok: false, message: 'No event since yesterday.' });
    const feed = { changed: () => false, read: () => ({ kind: 'missing' }) as const };
    const store = new InspectorStore({ feed, now: () => START, health, size });
    expect(store.frame().map(lineText).at(-2)).toContain('No event since yesterday.');
  });

  it('shows a session with its calls', () => {
    const path = join(scratchFolder(), 'spoor.db');
    putSession(writer(path), sessionRecord('s1'), {
      turns: [turnRecord('s1', 't1', { prompt: 'Fix it', success: 1, durationMs: 2_000 })],
      calls: [callRecord('s1', 'c1', { traceId: 't1', summary: 'pnpm test' })],
    });
    const store = new InspectorStore({
      feed: open(path),
      now: () => START,
      health: () => null,
      size,
    });
    store.press('enter');
    const text = store.frame().map(lineText).join('\n');
    expect(text).toMatch(/✓ 1 Fix it +done +2\.0s/);
    expect(text).toMatch(/ {4}✓ Bash {2}pnpm test +done +1\.0s █+/);
  });
});
