import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SpoorDatabase } from '@spoor/storage';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ingestTranscript } from '../../src/index.js';
import { dump, memoryStore, tempFolder } from './store.js';

const SESSION = '0b5f1a3c-1111-4222-8333-444455556666';
const now = () => Date.parse('2026-11-21T12:00:00Z');

let clock = 0;

/** A line as a client of early 2025 wrote it: no prompt ids, no agent ids. */
function line(uuid: string, parentUuid: string | null, isSidechain: boolean, rest: object): object {
  clock += 1;
  return {
    parentUuid,
    isSidechain,
    userType: 'external',
    cwd: '/home/dev/repo',
    sessionId: SESSION,
    version: '1.0.43',
    uuid,
    timestamp: new Date(Date.UTC(2026, 10, 21, 9, 0, clock)).toISOString(),
    ...rest,
  };
}

const said = (content: unknown) => ({ type: 'user', message: { role: 'user', content } });

const answered = (id: string, content: object[], output: number) => ({
  type: 'assistant',
  message: {
    id,
    model: 'claude-sonnet-4-20250514',
    role: 'assistant',
    content,
    stop_reason: null,
    usage: { input_tokens: 10, output_tokens: output },
  },
});

const call = (id: string, name: string, input: object) => ({ type: 'tool_use', id, name, input });
const gave = (id: string, content: string, fields: object = {}) =>
  said([{ type: 'tool_result', tool_use_id: id, content, ...fields }]);
const text = (value: string) => ({ type: 'text', text: value });

const task = (id: string, description: string, prompt: string) =>
  call(id, 'Task', { subagent_type: 'general-purpose', description, prompt });

/** Two runs of one prompt at the same time, one of another, one that no call started. */
function sessionLines(): object[] {
  clock = 0;
  return [
    line('w0', null, true, said('Warmup')),
    line('w1', 'w0', true, answered('mw', [text('ready')], 1)),
    line('u1', null, false, said('look at both')),
    line('a1', 'u1', false, answered('m1', [task('t1', 'first', 'look around')], 5)),
    line('a2', 'a1', false, answered('m1', [task('t2', 'second', 'look around')], 5)),
    line('s1', null, true, said('look around')),
    line('x1', null, true, said([text('look around')])),
    line('s2', 's1', true, answered('m2', [call('c1', 'Bash', { command: 'ls' })], 7)),
    line('x2', 'x1', true, answered('m3', [call('c2', 'Bash', { command: 'cat' })], 11)),
    line('s3', 's2', true, gave('c1', 'a file')),
    line('x3', 'x2', true, gave('c2', 'no such file', { is_error: true })),
    line('s4', 's3', true, answered('m4', [text('found it')], 13)),
    line('u2', 'a2', false, gave('t1', 'found it')),
    line('u3', 'u2', false, gave('t2', 'it broke', { is_error: true })),
    line('a3', 'u3', false, answered('m5', [text('that is all')], 17)),
    line('u4', 'a3', false, said('and now?')),
    line('a4', 'u4', false, answered('m6', [task('t3', 'third', 'other')], 19)),
    line('y1', null, true, said('other')),
    line('y2', 'y1', true, answered('m7', [text('done')], 23)),
    line('u5', 'a4', false, gave('t3', 'done')),
    line('a5', 'u5', false, answered('m8', [text('bye')], 29)),
  ];
}

const asText = (lines: readonly object[]) =>
  lines.map((one) => `${JSON.stringify(one)}\n`).join('');

function take(folder: string, lines: readonly object[], batchBytes = 1_000_000): SpoorDatabase {
  const db = memoryStore();
  const path = join(folder, `${SESSION}.jsonl`);
  writeFileSync(path, asText(lines));
  ingestTranscript(db, path, { now, batchBytes });
  return db;
}

const rows = (db: SpoorDatabase, sql: string) => db.getDb().prepare(sql).raw().all();

describe('lines of subagents among those of the main agent', () => {
  it('make no turns, and are of runs that belong to the calls that started them', () => {
    const db = take(tempFolder(), sessionLines());
    expect(
      rows(db, 'SELECT prompt, success, duration_ms FROM execution_traces ORDER BY started_at'),
    ).toEqual([
      ['look at both', 1, 12_000],
      ['and now?', 1, 5_000],
    ]);
    expect(
      rows(
        db,
        `SELECT agent_id, agent, task_fragment, tool_use_id, parent_agent_id, depth, outcome,
           substr(trace_id, -2) FROM agent_invocations ORDER BY agent_id`,
      ),
    ).toEqual([
      ['s1', 'general-purpose', 'first', 't1', null, 1, 'success', 'u1'],
      ['w0', null, null, null, null, null, 'success', null],
      ['x1', 'general-purpose', 'second', 't2', null, 1, 'failure', 'u1'],
      ['y1', 'general-purpose', 'third', 't3', null, 1, 'success', 'u4'],
    ]);
  });

  it('have their calls and tokens', () => {
    const db = take(tempFolder(), sessionLines());
    const calls = `SELECT tool_use_id, agent_id, status, substr(trace_id, -2)
       FROM tool_calls ORDER BY tool_use_id`;
    expect(rows(db, calls)).toEqual([
      ['c1', 's1', 'success', 'u1'],
      ['c2', 'x1', 'failure', 'u1'],
      ['t1', null, 'success', 'u1'],
      ['t2', null, 'failure', 'u1'],
      ['t3', null, 'success', 'u4'],
    ]);
    const tokens = `SELECT agent_id, sum(output_tokens), max(substr(trace_id, -2))
       FROM token_usage GROUP BY agent_id ORDER BY agent_id`;
    expect(rows(db, tokens)).toEqual([
      [null, 70, 'u4'],
      ['s1', 20, 'u1'],
      ['w0', 1, null],
      ['x1', 11, 'u1'],
      ['y1', 23, 'u4'],
    ]);
  });

  it('give the same however the file is read', () => {
    const lines = sessionLines();
    const folder = tempFolder();
    const expected = dump(take(folder, lines));
    fc.assert(
      fc.property(fc.nat({ max: lines.length }), fc.constantFrom(1, 900, 4_000), (cut, bytes) => {
        const db = take(folder, lines.slice(0, cut), bytes);
        const path = join(folder, `${SESSION}.jsonl`);
        appendFileSync(path, asText(lines.slice(cut)));
        ingestTranscript(db, path, { now, batchBytes: bytes });
        // Read again from its beginning, as a file that was written anew is.
        db.getDb().exec('DELETE FROM transcript_cursors');
        ingestTranscript(db, path, { now, batchBytes: bytes });
        expect(dump(db)).toEqual(expected);
      }),
      { numRuns: 20 },
    );
  });

  it('stay of their run when they are read again, even one that stands before what it follows', () => {
    const lines = sessionLines() as { uuid: string }[];
    const order = ['u1', 'a1', 's2', 's1', 's3'];
    const folder = tempFolder();
    const db = take(
      folder,
      order.flatMap((uuid) => lines.filter((one) => one.uuid === uuid)),
    );
    const before = dump(db);
    db.getDb().exec('DELETE FROM transcript_cursors');
    ingestTranscript(db, join(folder, `${SESSION}.jsonl`), { now });
    expect(dump(db)).toEqual(before);
  });
});
