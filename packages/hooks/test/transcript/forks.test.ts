import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SpoorDatabase } from '@spoor/storage';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRecorder, ingestTranscript } from '../../src/index.js';
import { makeEvent } from '../record/events.js';
import { dump, memoryStore, tempFolder } from './store.js';

const now = () => Date.parse('2026-11-21T12:00:00Z');
const time = (second: number) => new Date(Date.UTC(2026, 10, 21, 9, 0, second)).toISOString();

/** A turn with a call, at a time: four lines. */
function turn(second: number, output = second): object[] {
  const [prompt, asks, gives, ends] = ['p', 'q', 'r', 's'].map((letter) => `${letter}${second}`);
  const usage = { input_tokens: 1, output_tokens: output };
  const model = 'claude-sonnet-4-20250514';
  const use = { type: 'tool_use', id: `t${second}`, name: 'Bash', input: { command: 'ls' } };
  const gave = { type: 'tool_result', tool_use_id: `t${second}`, content: 'a file' };
  return [
    { type: 'user', uuid: prompt, parentUuid: null, message: { content: `do ${second}` } },
    {
      type: 'assistant',
      uuid: asks,
      parentUuid: prompt,
      message: { id: `m${second}`, model, content: [use], usage },
    },
    { type: 'user', uuid: gives, parentUuid: asks, message: { content: [gave] } },
    {
      type: 'assistant',
      uuid: ends,
      parentUuid: gives,
      message: { id: `n${second}`, model, content: [{ type: 'text', text: 'ok' }], usage },
    },
  ].map((line, n) => ({ ...line, timestamp: time(second + n), version: '1.0.43' }));
}

const COMPACTED = {
  type: 'system',
  subtype: 'compact_boundary',
  uuid: 'cut',
  timestamp: time(18),
  compactMetadata: { trigger: 'manual', preTokens: 9 },
};

const SHARED = [...turn(1), ...turn(11), COMPACTED];

/** Sessions by id; each begins as another one does, and none says so. */
const SESSIONS: Readonly<Record<string, readonly object[]>> = {
  // Goes on after others have branched off; it has the greatest id.
  'f-first': [...SHARED, ...turn(20)],
  'b-fork': [...SHARED, ...turn(30), ...turn(40)],
  // Branched off from the fork.
  'c-fork-of-fork': [...SHARED, ...turn(30), ...turn(50)],
  'a-early-branch': [...turn(1), ...turn(60)],
};

const IDS = Object.keys(SESSIONS);

function writeAll(folder: string): void {
  for (const [id, lines] of Object.entries(SESSIONS)) {
    const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
    writeFileSync(join(folder, `${id}.jsonl`), text);
  }
}

function take(db: SpoorDatabase, folder: string, ids: readonly string[], batchBytes = 600): void {
  for (const id of ids) {
    const report = ingestTranscript(db, join(folder, `${id}.jsonl`), { now, batchBytes });
    expect(report.problem).toBe(null);
  }
}

const rows = (db: SpoorDatabase, sql: string) => db.getDb().prepare(sql).raw().all();

const BY_SESSION = {
  turns: 'SELECT task_id, count(*) FROM execution_traces GROUP BY 1 ORDER BY 1',
  calls: 'SELECT session_id, count(*) FROM tool_calls GROUP BY 1 ORDER BY 1',
  tokens: 'SELECT session_id, sum(output_tokens) FROM token_usage GROUP BY 1 ORDER BY 1',
  forks: 'SELECT id, forked_from FROM sessions ORDER BY 1',
};

const figures = (db: SpoorDatabase) =>
  Object.fromEntries(Object.entries(BY_SESSION).map(([name, sql]) => [name, rows(db, sql)]));

describe('forks that don’t say that they are', () => {
  it('have what is new in them, whichever file is read first', () => {
    const folder = tempFolder();
    writeAll(folder);
    const db = memoryStore();
    take(db, folder, IDS.toReversed());
    expect(figures(db)).toEqual({
      turns: [
        ['a-early-branch', 1],
        ['b-fork', 2],
        ['c-fork-of-fork', 1],
        ['f-first', 3],
      ],
      calls: [
        ['a-early-branch', 1],
        ['b-fork', 2],
        ['c-fork-of-fork', 1],
        ['f-first', 3],
      ],
      tokens: [
        ['a-early-branch', 120],
        ['b-fork', 140],
        ['c-fork-of-fork', 100],
        ['f-first', 64],
      ],
      forks: [
        ['a-early-branch', 'f-first'],
        ['b-fork', 'f-first'],
        ['c-fork-of-fork', 'b-fork'],
        ['f-first', null],
      ],
    });
    const checkpoints = rows(db, 'SELECT task_id FROM checkpoints');
    expect(checkpoints).toEqual([['f-first']]);
  });

  it('give the same rows in any order of files', () => {
    const folder = tempFolder();
    writeAll(folder);
    const inOrder = memoryStore();
    take(inOrder, folder, IDS);
    const expected = dump(inOrder);
    const order = fc.shuffledSubarray(IDS, { minLength: IDS.length });
    fc.assert(
      fc.property(order, fc.constantFrom(1, 600, 100_000), (ids, batchBytes) => {
        const db = memoryStore();
        take(db, folder, ids, batchBytes);
        expect(dump(db)).toEqual(expected);
      }),
      { numRuns: 20 },
    );
  });

  it('are told from what they are copies of by their hooks, where both had some', () => {
    const folder = tempFolder();
    writeAll(folder);
    const [original, fork] = ['b-fork', 'f-first'];
    const events = [
      makeEvent('SessionStart', 0, { sessionId: original }),
      makeEvent('SessionStart', 19, { sessionId: fork }),
    ];
    for (const ids of [
      [original, fork],
      [fork, original],
    ]) {
      const db = memoryStore();
      const recorder = createRecorder({ db });
      for (const event of events) recorder.record(event);
      take(db, folder, ids);
      expect(figures(db)).toMatchObject({
        turns: [
          [original, 4],
          [fork, 1],
        ],
        forks: [
          [original, null],
          [fork, original],
        ],
      });
    }
  });

  it('stay as they are when their files are gone', () => {
    const folder = tempFolder();
    writeAll(folder);
    const db = memoryStore();
    take(db, folder, ['b-fork']);
    db.getDb().exec(`UPDATE transcript_cursors SET path = '/gone/b-fork.jsonl'`);
    take(db, folder, ['f-first']);
    expect(figures(db)).toMatchObject({
      turns: [
        ['b-fork', 4],
        ['f-first', 1],
      ],
    });
  });
});

const from = (sessionId: string, lines: readonly object[]) =>
  lines.map((line) => ({ ...line, forkedFrom: { sessionId, messageUuid: 'x' } }));

/** Forks that say so; ids are not in the order of time. */
const MARKED: Readonly<Record<string, readonly object[]>> = {
  'z-first': [...turn(1), ...turn(11)],
  'y-fork': [...from('z-first', [...turn(1), ...turn(11)]), ...turn(30)],
  'x-fork-of-fork': [
    ...from('z-first', turn(1)),
    ...from('z-first', turn(11)),
    ...from('y-fork', turn(30)),
    ...turn(50),
  ],
  'w-late-fork': [...from('z-first', turn(1)), ...turn(70)],
};

/** Tokens written by session, when only some of the files are there. */
function ownersOf(ids: readonly string[]): Record<string, number> {
  const owners: Record<string, number> = {};
  const seen = new Set<number>();
  for (const [id, seconds] of Object.entries({
    'z-first': [1, 11],
    'y-fork': [1, 11, 30],
    'x-fork-of-fork': [1, 11, 30, 50],
    'w-late-fork': [1, 70],
  })) {
    if (!ids.includes(id)) continue;
    for (const second of seconds.filter((it) => !seen.has(it))) {
      seen.add(second);
      owners[id] = (owners[id] ?? 0) + 2 * second;
    }
  }
  return owners;
}

describe('tokens of a fork', () => {
  it('belong to the session that started first of those that are there, in any order', () => {
    const folder = tempFolder();
    for (const [id, lines] of Object.entries(MARKED)) {
      const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
      writeFileSync(join(folder, `${id}.jsonl`), text);
    }
    fc.assert(
      fc.property(
        fc.shuffledSubarray(Object.keys(MARKED), { minLength: 1 }),
        fc.constantFrom(1, 600, 100_000),
        (ids, batchBytes) => {
          const db = memoryStore();
          take(db, folder, ids, batchBytes);
          const read = () => Object.fromEntries(rows(db, BY_SESSION.tokens) as [string, number][]);
          expect(read()).toEqual(ownersOf(ids));
          db.getDb().exec('DELETE FROM transcript_cursors');
          take(db, folder, ids.toReversed(), batchBytes);
          expect(read()).toEqual(ownersOf(ids));
        },
      ),
      { numRuns: 40 },
    );
  });
});
