import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { describe, expect, test } from 'vitest';
import {
  type AuditExportFormat,
  type AuditFilter,
  AuditLogger,
  exportAudit,
  type Handle,
  indexAudit,
  type SpoorDatabase,
} from '../../src/index.js';
import { at } from '../support/events.js';
import { temporaryDatabase } from '../support/temporary.js';

async function textOf(
  db: SpoorDatabase,
  format: AuditExportFormat,
  filter: AuditFilter = {},
  pageSize = 3,
) {
  const chunks: string[] = [];
  for await (const chunk of exportAudit(db, format, { filter, pageSize })) chunks.push(chunk);
  return chunks.join('');
}

function filled(): SpoorDatabase {
  const db = temporaryDatabase({ inMemory: true });
  const audit = new AuditLogger(db);
  for (let i = 0; i < 20; i++) {
    audit.log({
      id: `a${String(i).padStart(2, '0')}`,
      timestamp: at((i * 7) % 5),
      projectId: `/p${i % 2}`,
      action: i % 3 === 0 ? '=cmd("x")' : 'did, "this"\nand that',
      category: i % 4 === 0 ? 'file' : 'user',
      details: { n: i, text: 'x,"y"' },
    });
  }
  return db;
}

describe('an export', () => {
  test('has every entry once, the oldest first, in every format', async () => {
    const db = filled();
    const all = new AuditLogger(db).query({ limit: 100 }).reverse();
    const entries = all.map(({ seq: _, ...entry }) => entry);
    expect(JSON.parse(await textOf(db, 'json'))).toEqual(entries);
    const lines = (await textOf(db, 'jsonl')).trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toEqual(entries);
    const csv = await textOf(db, 'csv');
    expect(csv.startsWith('id,timestamp,projectId,taskId,sessionId,agent,action,category,')).toBe(
      true,
    );
    expect(csv.match(/^a\d\d,2026-11-21T/gm)).toHaveLength(20);
    expect(csv).toContain(`,"'=cmd(""x"")",`);
    expect(csv).toContain(',"did, ""this""\nand that",');
    expect(csv).toContain(`,"{""n"":5,""text"":""x,\\""y\\""""}"\r\n`);
    expect(JSON.parse(await textOf(db, 'json', { projectId: '/p1', category: 'user' }))).toEqual(
      entries.filter((entry) => entry.projectId === '/p1' && entry.category === 'user'),
    );
    indexAudit(db, { batchSize: 5, limit: 10 });
    expect(JSON.parse(await textOf(db, 'json', { text: 'cmd' }))).toEqual(
      entries.filter((entry) => entry.action.startsWith('=')),
    );
  });

  test('of a project is a text at once', async () => {
    const db = filled();
    const audit = new AuditLogger(db);
    for (const format of ['json', 'csv'] as const) {
      expect(audit.export('/p1', format)).toBe(await textOf(db, format, { projectId: '/p1' }));
    }
    expect(JSON.parse(audit.export('/none', 'json'))).toEqual([]);
    expect(audit.export('/none', 'csv').split('\r\n')).toHaveLength(2);
  });

  test('leaves out what is written while it runs', async () => {
    const db = filled();
    const ids: string[] = [];
    for await (const chunk of exportAudit(db, 'jsonl', { pageSize: 4 })) {
      ids.push(
        ...chunk
          .split('\n')
          .filter(Boolean)
          .map((line) => JSON.parse(line).id as string),
      );
      new AuditLogger(db).log({ action: 'meanwhile', category: 'user' });
    }
    expect(ids).toHaveLength(20);
    expect(new Set(ids).size).toBe(20);
  });

  test('reads page by page as it is asked, with no statement or transaction open between', async () => {
    const db = temporaryDatabase();
    const rows = 100_000;
    db.getDb().exec(`
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${rows})
      INSERT INTO audit_logs (id, timestamp, project_id, action, category, details)
      SELECT printf('%08d', i), printf('2026-11-21T%08d', i / 3), '/p', 'did', 'user',
        '{"text":"' || hex(zeroblob(100)) || '"}' FROM n`);
    const handle = db.getDb();
    const reads = countRows(handle);
    let bytes = 0;
    let most = 0;
    let largest = 0;
    const slow = new Writable({
      highWaterMark: 1,
      write(chunk: Buffer, _encoding, done) {
        bytes += chunk.length;
        largest = Math.max(largest, chunk.length);
        most = Math.max(most, process.memoryUsage().heapUsed);
        expect(handle.inTransaction).toBe(false);
        setImmediate(done);
      },
    });
    const before = process.memoryUsage().heapUsed;
    await pipeline(
      Readable.from(exportAudit(db, 'csv', { filter: { projectId: '/p' } }), { highWaterMark: 1 }),
      slow,
    );
    expect(bytes).toBeGreaterThan(rows * 200);
    expect(largest).toBeLessThan(1_000 * 400);
    expect(Math.max(...reads)).toBe(1_000);
    expect(reads.reduce((sum, count) => sum + count, 0)).toBe(rows);
    expect(most - before).toBeLessThan(bytes);
  });

  test('stops when it is told to', async () => {
    const db = filled();
    const stopper = new AbortController();
    const chunks: string[] = [];
    const run = async () => {
      const work = { pageSize: 5, signal: stopper.signal, onProgress: () => stopper.abort() };
      for await (const chunk of exportAudit(db, 'jsonl', work)) chunks.push(chunk);
    };
    await expect(run()).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(chunks.join('').trimEnd().split('\n').length).toBeLessThanOrEqual(5);
  });
});

/** Counts what each read of entries gives. */
function countRows(handle: Handle): number[] {
  const counts: number[] = [];
  const prepare = handle.prepare.bind(handle);
  handle.prepare = ((sql: string) => {
    const statement = prepare(sql);
    if (!/FROM audit_logs/.test(sql) || !/LIMIT/.test(sql)) return statement;
    const all = statement.all.bind(statement);
    statement.all = (...parameters) => {
      const rows = all(...parameters);
      counts.push(rows.length);
      return rows;
    };
    return statement;
  }) as Handle['prepare'];
  return counts;
}
