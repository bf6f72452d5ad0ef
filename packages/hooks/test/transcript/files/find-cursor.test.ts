import {
  appendFileSync,
  copyFileSync,
  mkdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { SpoorDatabase, type TranscriptCursor, TranscriptCursors } from '@spoor/storage';
import { expect, it, onTestFinished } from 'vitest';
import { findCursor, positionOf } from '../../../src/transcript/files/find-cursor.js';
import { readAll, temporaryFolder } from './place.js';

const TEXT = '{"n":1}\n{"n":2}\n'.repeat(200);

/** A file that was read, and the store that knows it. */
function makeRead() {
  const folder = temporaryFolder();
  const db = new SpoorDatabase({ inMemory: true });
  onTestFinished(() => db.close());
  const cursors = new TranscriptCursors(db);
  const path = join(folder, 'old', 's1.jsonl');
  mkdirSync(join(folder, 'old'));
  mkdirSync(join(folder, 'new'));
  writeFileSync(path, TEXT);
  const { cursor } = readAll(path);
  if (cursor === null) throw new Error('nothing was read');
  const known: TranscriptCursor = {
    ...cursor,
    path,
    sessionId: 's1',
    agentId: null,
    badLines: 0,
    updatedAt: '2026-11-21T10:00:00.000Z',
  };
  cursors.put(known);
  const moved = join(folder, 'new', 's1.jsonl');
  return { cursors, known, path, moved };
}

const ofSession = (path: string) => ({ path, sessionId: 's1', agentId: null });

it('a file is known by its path, whatever has become of it', () => {
  const { cursors, known, path } = makeRead();
  expect(findCursor(cursors, ofSession(path))).toEqual(known);
  rmSync(path);
  expect(findCursor(cursors, ofSession(path))).toEqual(known);
  expect(findCursor(cursors, ofSession(`${path}.other`))).toBeNull();
});

it('a file that was moved is known again, and read on from where it was', () => {
  const { cursors, known, path, moved } = makeRead();
  renameSync(path, moved);
  appendFileSync(moved, '{"n":3}\n');
  const cursor = findCursor(cursors, ofSession(moved));
  expect(cursor).toEqual({ ...known, path: moved });
  expect([...cursors.all().keys()]).toEqual([moved]);
  expect(readAll(moved, cursor).texts).toEqual(['{"n":3}']);
});

it('another file is not taken for one that was moved', () => {
  const { cursors, path, moved } = makeRead();
  copyFileSync(path, moved);
  expect(findCursor(cursors, ofSession(moved))).toBeNull();
  renameSync(path, moved);
  expect(findCursor(cursors, { path: moved, sessionId: 's2', agentId: null })).toBeNull();
  expect(findCursor(cursors, { path: moved, sessionId: 's1', agentId: 'a1' })).toBeNull();
  writeFileSync(moved, TEXT.replace('1', '7'));
  expect(findCursor(cursors, ofSession(moved))).toBeNull();
  expect([...cursors.all().keys()]).toEqual([path]);
});

it('a file that is new waits for nobody who writes', () => {
  const path = join(temporaryFolder(), 'spoor.db');
  const open = () => {
    const db = new SpoorDatabase({ path, busyTimeoutMs: 0 });
    onTestFinished(() => db.close());
    return db;
  };
  const [writer, db] = [open(), open()];
  const file = join(temporaryFolder(), 's1.jsonl');
  writeFileSync(file, TEXT);
  const position = writer.transaction(() =>
    positionOf(db, new TranscriptCursors(db), ofSession(file)),
  );
  expect(position).toBeNull();
});
