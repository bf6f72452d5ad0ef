import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SpoorDatabase } from '@spoor/storage';
import { describe, expect, it, onTestFinished } from 'vitest';
import { catchUp, createRecorder } from '../../src/index.js';
import { makeEvent } from '../record/events.js';
import { metaOf } from './busy-transcript.js';
import { feed } from './feed.js';
import { answer, chain, makeLine, prompt, result, SESSION, timeAt, use } from './lines.js';

const P1 = { promptId: 'p1' };
const DAY_MS = 24 * 3_600_000;

const asked = makeLine('u1', 0, prompt('do it'), P1);
const calls = makeLine('u2', 1, answer('', [use('t1'), use('t2')]));
const inside = makeLine('s1', 1.5, prompt('the task'), { agentId: 'a1', ...P1 });
const pre = (toolUseId: string) =>
  makeEvent('PreToolUse', 2, { ...P1, toolUseId, toolName: 'Bash', payload: {} });

/** A session that a hook told of last at two seconds, given up two days later. */
function givenUp(readBefore: boolean) {
  const root = mkdtempSync(join(tmpdir(), 'spoor-given-up-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const path = join(root, 'data', 'spoor.db');
  const open = () => {
    const db = new SpoorDatabase({ path });
    onTestFinished(() => db.close());
    return db;
  };
  const read = (db: SpoorDatabase) => {
    feed(db, { lines: chain(asked, calls) });
    feed(db, { lines: [inside], agentId: 'a1', meta: metaOf({ isFinished: false }) });
  };
  const first = new SpoorDatabase({ path });
  createRecorder({ db: first }).record(pre('t1'));
  if (readBefore) read(first);
  first.close();
  const now = () => Date.parse(timeAt(0)) + 2 * DAY_MS;
  catchUp({ databasePath: path, spoolDirs: [join(root, 'data', 'spool')], now });
  const db = open();
  if (!readBefore) read(db);
  const rows = (sql: string) => db.getDb().prepare<[], object>(sql).all();
  return { db, rows };
}

describe('a session that is given up', () => {
  it.each([
    ['before', true],
    ['after', false],
  ])('leaves nothing running that was read %s', (_when, readBefore) => {
    const { rows } = givenUp(readBefore);
    expect(rows('SELECT status, completed_at FROM tool_calls')).toEqual([
      { status: 'unknown', completed_at: null },
      { status: 'unknown', completed_at: null },
    ]);
    expect(rows('SELECT completed_at, success FROM execution_traces')).toEqual([
      { completed_at: timeAt(1), success: null },
    ]);
    expect(rows('SELECT outcome, completed_at FROM agent_invocations')).toEqual([
      { outcome: 'partial', completed_at: timeAt(1.5) },
    ]);
  });

  it('takes a real end that is told later', () => {
    const { db, rows } = givenUp(true);
    const told = { ...P1, toolUseId: 't1', toolName: 'Bash', payload: {} };
    createRecorder({ db }).record(makeEvent('PostToolUse', 1.9, told));
    feed(db, { lines: chain(asked, calls, makeLine('u3', 1.8, result('t2', 'failure'), P1)) });
    expect(rows('SELECT status FROM tool_calls ORDER BY tool_use_id')).toEqual([
      { status: 'success' },
      { status: 'failure' },
    ]);
  });

  it('calls cancelled what the session, gone on, shows to be', () => {
    const { db, rows } = givenUp(true);
    feed(db, { lines: [makeLine('u5', 90, prompt('go on'), { promptId: 'p2' })] });
    expect(rows('SELECT DISTINCT status, completed_at FROM tool_calls')).toEqual([
      { status: 'cancelled', completed_at: timeAt(90) },
    ]);
    expect(rows(`SELECT completed_at FROM execution_traces WHERE id = '${SESSION}:p1'`)).toEqual([
      { completed_at: timeAt(1) },
    ]);
  });
});
