import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { indexTexts, type SpoorDatabase } from '../../src/index.js';
import { CALL_INDEX, fedUpTo, MESSAGE_INDEX, type TextIndex } from '../../src/search/text-index.js';
import { openDatabase, temporaryDatabase, temporaryFolder } from '../support/temporary.js';

const WORDS = ['apple', 'berry', 'cherry', 'damson'] as const;

const text = fc.option(fc.array(fc.constantFrom(...WORDS), { maxLength: 4 }), { nil: null });
const kind = fc.constantFrom('prompt', 'answer', 'error', 'tool_output', 'notice', null);
const place = fc.integer({ min: 1, max: 30 });

/** Something that happens to messages, to tool calls, or to their indexes. */
const step = fc.oneof(
  fc.record({ what: fc.constant('say' as const), kind, text }),
  fc.record({ what: fc.constant('change' as const), place, kind, text }),
  fc.record({ what: fc.constant('unsay' as const), place }),
  fc.record({ what: fc.constant('call' as const), text }),
  fc.record({ what: fc.constant('end' as const), place, text }),
  fc.record({ what: fc.constant('drop' as const), place }),
  fc.record({ what: fc.constant('feed' as const), limit: fc.integer({ min: 1, max: 6 }) }),
);

type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

function take(db: SpoorDatabase, one: Step, n: number): void {
  const joined = 'text' in one && one.text !== null ? one.text.join(' ') : null;
  const run = (sql: string, ...values: unknown[]) => db.prepare<unknown[]>(sql).run(...values);
  if (one.what === 'say') {
    run(
      `INSERT INTO messages (session_id, id, type, kind, content, timestamp)
       VALUES ('s', ?, 'user', ?, ?, '')`,
      `m${n}`,
      one.kind,
      joined,
    );
  } else if (one.what === 'change') {
    run('UPDATE messages SET kind = ?, content = ? WHERE seq = ?', one.kind, joined, one.place);
  } else if (one.what === 'unsay') {
    run('DELETE FROM messages WHERE seq = ?', one.place);
  } else if (one.what === 'call') {
    run(
      `INSERT INTO tool_calls (session_id, tool_use_id, summary) VALUES ('s', ?, ?)`,
      `c${n}`,
      joined,
    );
  } else if (one.what === 'end') {
    run(`UPDATE tool_calls SET status = 'failure', error = ? WHERE seq = ?`, joined, one.place);
  } else if (one.what === 'drop') {
    run('DELETE FROM tool_calls WHERE seq = ?', one.place);
  } else {
    indexTexts(db, { limit: one.limit, batchBytes: 1 });
  }
}

/** What an index says, and what a look at the rows says. */
function compare(db: SpoorDatabase, index: TextIndex): void {
  db.getDb().exec(
    `INSERT INTO ${index.index} (${index.index}, rank) VALUES ('integrity-check', 1)`,
  );
  const whole = index.columns.map((column) => `coalesce(${column}, '')`).join(" || ' ' || ");
  for (const word of WORDS) {
    const found = db
      .getDb()
      .prepare(`SELECT rowid FROM ${index.index} WHERE ${index.index} MATCH ? ORDER BY rowid`)
      .pluck()
      .all(word);
    const there = db
      .getDb()
      .prepare(
        `SELECT seq FROM ${index.table} AS t
         WHERE seq <= ? AND ${index.holds} AND instr(${whole}, ?) ORDER BY seq`,
      )
      .pluck()
      .all(fedUpTo(db, index), word);
    expect(found).toEqual(there);
  }
}

describe('the full-text indexes of a session', () => {
  test('hold the rows up to where they were fed, whatever happens to them', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const db = temporaryDatabase({ inMemory: true });
        for (const [n, one] of steps.entries()) take(db, one, n);
        compare(db, MESSAGE_INDEX);
        compare(db, CALL_INDEX);
        expect(indexTexts(db).complete).toBe(true);
        compare(db, MESSAGE_INDEX);
        compare(db, CALL_INDEX);
        db.close();
      }),
      { numRuns: 60 },
    );
  });

  test('are fed in steps between which others write', () => {
    const path = `${temporaryFolder()}/spoor.db`;
    const db = openDatabase({ path });
    const other = openDatabase({ path, busyTimeoutMs: 1 });
    for (let n = 0; n < 20; n++) take(db, { what: 'say', kind: 'prompt', text: ['apple'] }, n);
    const between: number[] = [];
    const transaction = db.transaction.bind(db);
    db.transaction = (run) => {
      const result = transaction(run);
      take(other, { what: 'call', text: ['berry'] }, between.length);
      between.push(fedUpTo(other, MESSAGE_INDEX));
      return result;
    };
    expect(indexTexts(db, { batchBytes: 25, limit: 20 })).toEqual({ indexed: 20, complete: false });
    expect(between).toEqual([5, 10, 15, 20]);
  });

  test('stop when their time is up, and when they are asked to', () => {
    const db = temporaryDatabase({ inMemory: true });
    for (let n = 0; n < 20; n++) take(db, { what: 'say', kind: 'prompt', text: ['apple'] }, n);
    const options = { batchBytes: 1, budgetMs: 0 };
    expect(indexTexts(db, options)).toEqual({ indexed: 1, complete: false });
    expect(indexTexts(db, { signal: AbortSignal.abort() })).toEqual({
      indexed: 0,
      complete: false,
    });
    expect(indexTexts(db)).toEqual({ indexed: 19, complete: true });
    expect(indexTexts(db, { budgetMs: 0 })).toEqual({ indexed: 0, complete: true });
  });
});
