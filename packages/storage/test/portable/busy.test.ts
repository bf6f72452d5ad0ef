import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import {
  exportRows,
  exportToFile,
  importFile,
  importRows,
  SpoorDatabase,
} from '../../src/index.js';
import { run, start } from '../support/child.js';
import { at } from '../support/events.js';
import { temporaryDatabase, temporaryFolder } from '../support/temporary.js';
import { dump } from './dump.js';

/** A database with so many events in each of some sessions, and their audit entries. */
function eventful(sessions: number, events: number): SpoorDatabase {
  const db = temporaryDatabase();
  db.transaction(() => {
    for (let s = 0; s < sessions; s++) {
      const id = `s${String(s).padStart(3, '0')}`;
      db.prepare<object>(
        'INSERT INTO sessions (id, started_at, last_activity_at) VALUES (@id, @at, @at)',
      ).run({ id, at: at(s) });
      for (let n = 0; n < events; n++) {
        const row = {
          id: `${id}-${n}`,
          session: id,
          at: at(n % 7),
          text: `"${'text '.repeat(50)}"`,
        };
        db.prepare<object>(
          `INSERT INTO hook_executions (id, session_id, payload_json, created_at)
           VALUES (@id, @session, @text, @at)`,
        ).run(row);
        db.prepare<object>(
          `INSERT INTO audit_logs (id, session_id, action, category, timestamp)
           VALUES (@id, @session, 'Stop', 'state', @at)`,
        ).run(row);
        db.prepare<object>(
          `INSERT INTO messages (session_id, id, type, timestamp)
           VALUES (@session, @id, 'user', @at)`,
        ).run(row);
        db.prepare<object>(
          'INSERT INTO tool_calls (session_id, tool_use_id) VALUES (@session, @id)',
        ).run(row);
      }
    }
  });
  return db;
}

describe('many rows', () => {
  it('go through page by page, each once, in chunks of bounded size', async () => {
    const db = eventful(2, 900);
    let most = 0;
    async function* chunks() {
      for await (const chunk of exportRows(db)) {
        most = Math.max(most, chunk.split('\n').length);
        yield Buffer.from(chunk);
      }
    }
    const other = temporaryDatabase();
    const report = await importRows(other, chunks());
    expect(report).toMatchObject({ new: 2 + 4 * 1_800, merged: 0, end: 'whole' });
    // Where reading a session takes longer than a view is held, its row stands there once more.
    expect(report.rows - report.new).toBeLessThanOrEqual(2);
    expect(most).toBeLessThanOrEqual(201);
    expect(dump(other)).toEqual(dump(db));
  });

  it('go through each once however slowly they are read', async () => {
    const db = eventful(2, 300);
    async function* slowly() {
      let pages = 0;
      for await (const chunk of exportRows(db)) {
        // Longer than a view is held, in the middle of a session's rows.
        if (++pages === 4) await sleep(1_100);
        yield Buffer.from(chunk);
      }
    }
    const other = temporaryDatabase();
    const report = await importRows(other, slowly());
    expect(report).toMatchObject({ new: 2 + 4 * 600, merged: 0, end: 'whole' });
    expect(report.tables['sessions']).toMatchObject({ new: 2, known: expect.any(Number) });
    expect(report.tables['sessions']?.known).toBeGreaterThanOrEqual(1);
    expect(dump(other)).toEqual(dump(db));
  });

  it('are found by an index, whatever the size', () => {
    const db = eventful(1, 1);
    const plan = (sql: string) =>
      (
        db
          .getDb()
          .prepare(`EXPLAIN QUERY PLAN ${sql}`)
          .all({ owner: 's', after0: '', after1: 0 }) as {
          detail: string;
        }[]
      ).map(({ detail }) => detail);
    for (const [table, order] of [
      ['hook_executions', 'created_at, seq'],
      ['audit_logs', 'timestamp, seq'],
      ['messages', 'timestamp, rowid'],
      ['tool_calls', 'tool_use_id'],
    ]) {
      const columns = order?.split(', ').length === 2 ? '(@after0, @after1)' : '(@after0)';
      const steps = plan(
        `SELECT * FROM ${table} WHERE session_id = @owner AND (${order}) > ${columns}
         ORDER BY ${order} LIMIT 200`,
      );
      expect(steps).toEqual([
        expect.stringMatching(/^SEARCH .* USING INDEX .*\(session_id=\? AND/),
      ]);
    }
  });
});

describe('an import that is killed', () => {
  it('is made whole by the next one', async () => {
    const db = eventful(30, 60);
    const file = join(temporaryFolder(), 'all.jsonl.gz');
    await exportToFile(db, file);
    const path = join(temporaryFolder(), 'spoor.db');
    const child = start('import.mjs', { path, file, tellBegin: true });
    await child.printed('begun');
    child.process.kill('SIGKILL');
    await child.done;
    const other = new SpoorDatabase({ path });
    const counted = other.prepare<[], { n: number }>('SELECT count(*) AS n FROM hook_executions');
    expect(counted.get()?.n).toBeLessThan(30 * 60);
    const report = await importFile(other, file);
    expect(report.known).toBeGreaterThan(0);
    expect(report.new).toBeGreaterThan(0);
    expect(dump(other)).toEqual(dump(db));
    other.close();
  });

  it('can be stopped, and keeps what it has', async () => {
    const db = eventful(3, 100);
    const file = join(temporaryFolder(), 'all.jsonl');
    await exportToFile(db, file);
    const other = temporaryDatabase();
    const stopper = new AbortController();
    const work = importFile(other, file, {
      signal: stopper.signal,
      onProgress: ({ done }) => done > 300 && stopper.abort(),
    });
    await expect(work).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(dump(other)['hook_executions']?.length).toBeGreaterThan(50);
    await importFile(other, file);
    expect(dump(other)).toEqual(dump(db));
  });
});

describe('while four hooks write', () => {
  it('exports what was there, and imports without keeping one of them out', async () => {
    const db = eventful(12, 60);
    const path = db.getDb().name;
    const there = dump(db)['hook_executions'] as { id: string }[];
    const incoming = join(temporaryFolder(), 'incoming.jsonl');
    const source = eventful(15, 60);
    source.getDb().exec(`
      UPDATE sessions SET id = 'x' || id; UPDATE messages SET session_id = 'x' || session_id;
      UPDATE hook_executions SET id = 'x' || id, session_id = 'x' || session_id;
      UPDATE audit_logs SET id = 'x' || id, session_id = 'x' || session_id;
      UPDATE tool_calls SET session_id = 'x' || session_id`);
    await exportToFile(source, incoming);

    const writers = [0, 1, 2, 3].map((n) =>
      start('write-like-hooks.mjs', { path, name: `w${n}`, session: `s00${n}` }),
    );
    await Promise.all(writers.map((writer) => writer.printed('writing')));
    const file = join(temporaryFolder(), 'out.jsonl');
    const [, report] = await Promise.all([
      exportToFile(db, file),
      run<{ new: number; refused: number }>('import.mjs', { path, file: incoming }),
    ]);
    for (const writer of writers) writer.process.stdin?.end();
    const ends = await Promise.all(writers.map((writer) => writer.done));
    const told = ends.map(({ stdout }) => JSON.parse(stdout.split('\n').at(-1) ?? ''));

    // A hook that doesn't get through in its time leaves its event in the spool; few may have to.
    const failed = told.flatMap(({ failures }) => failures).length;
    const done = told.flatMap(({ acknowledged }) => acknowledged).length;
    expect(failed).toBeLessThan(done / 5);
    expect(report).toMatchObject({ new: 15 + 4 * 900, refused: 0 });
    const ids = new Set((dump(db)['hook_executions'] as { id: string }[]).map(({ id }) => id));
    for (const { acknowledged } of told) {
      expect(acknowledged.length).toBeGreaterThan(0);
      expect(acknowledged.filter((id: string) => !ids.has(id))).toEqual([]);
    }
    const text = readFileSync(file, 'utf8');
    expect(there.filter(({ id }) => !text.includes(`"id":"${id}"`))).toEqual([]);
    const other = temporaryDatabase();
    expect(await importFile(other, file)).toMatchObject({ refused: 0, end: 'whole' });
  });
});
