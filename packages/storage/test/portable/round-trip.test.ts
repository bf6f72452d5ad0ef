import { execFileSync } from 'node:child_process';
import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  exportRows,
  exportToFile,
  importFile,
  importRows,
  SpoorDatabase,
} from '../../src/index.js';
import { portableColumns } from '../../src/portable/columns.js';
import { PORTABLE_TABLES } from '../../src/portable/tables.js';
import { temporaryDatabase, temporaryFolder } from '../support/temporary.js';
import { withUmask } from '../support/umask.js';
import { dump } from './dump.js';
import { type Contents, contents, fill } from './fill.js';

async function textOf(db: SpoorDatabase, options = {}): Promise<string> {
  let text = '';
  for await (const chunk of exportRows(db, options)) text += chunk;
  return text;
}

async function* bytesOf(text: string) {
  yield Buffer.from(text);
}

function filled(content: Contents): SpoorDatabase {
  const db = new SpoorDatabase({ inMemory: true });
  fill(db, content);
  return db;
}

describe('an export', () => {
  it('brings any contents into an empty database as they were', async () => {
    await fc.assert(
      fc.asyncProperty(contents, async (content) => {
        const db = filled(content);
        const other = new SpoorDatabase({ inMemory: true });
        const report = await importRows(other, bytesOf(await textOf(db)));
        expect(report).toMatchObject({ refused: 0, merged: 0, known: 0, end: 'whole' });
        expect(report.refusals).toEqual([]);
        expect(dump(other)).toEqual(dump(db));
        db.close();
        other.close();
      }),
      { numRuns: 40 },
    );
  });

  it('changes nothing in the database that it comes from', async () => {
    await fc.assert(
      fc.asyncProperty(contents, async (content) => {
        const db = filled(content);
        const before = dump(db);
        const report = await importRows(db, bytesOf(await textOf(db)));
        expect(report).toMatchObject({ new: 0, merged: 0, refused: 0, end: 'whole' });
        expect(dump(db)).toEqual(before);
        db.close();
      }),
      { numRuns: 25 },
    );
  });

  it('of two machines merges into the same rows, again and again', async () => {
    await fc.assert(
      fc.asyncProperty(contents, contents, async (one, two) => {
        const [first, second] = await Promise.all([one, two].map((c) => textOf(filled(c))));
        const db = new SpoorDatabase({ inMemory: true });
        for (const text of [first, second]) await importRows(db, bytesOf(text ?? ''));
        const merged = dump(db);
        for (const text of [first, second, second, first]) {
          const report = await importRows(db, bytesOf(text ?? ''));
          expect(report.new).toBe(0);
        }
        expect(dump(db)).toEqual(merged);
        db.close();
      }),
      { numRuns: 40 },
    );
  });

  it('holds some sessions with what belongs to them only', async () => {
    await fc.assert(
      fc.asyncProperty(contents, async (content) => {
        const db = filled([...content, ['sessions', plainSession('s1')]]);
        const other = new SpoorDatabase({ inMemory: true });
        await importRows(other, bytesOf(await textOf(db, { sessionIds: ['s1', 'none'] })));
        const [all, some] = [dump(db), dump(other)];
        expect(some['sessions']).toEqual(all['sessions']?.filter((row) => has(row, 'id', 's1')));
        expect(some['tool_calls']).toEqual(
          all['tool_calls']?.filter((row) => has(row, 'session_id', 's1')),
        );
        expect(some['counters']).toEqual(all['counters']?.filter((row) => has(row, 'scope', 's1')));
        expect(some['lessons']).toEqual([]);
        expect(some['configurations']).toEqual([]);
        db.close();
        other.close();
      }),
      { numRuns: 20 },
    );
  });

  it('chooses sessions by project and by time', async () => {
    const db = filled([
      ['sessions', { ...plainSession('s1'), project_id: '/p' }],
      ['sessions', { ...plainSession('s2'), last_activity_at: '2026-12-01T00:00:00.000Z' }],
    ]);
    const chosen = async (options: object) => {
      const text = await textOf(db, options);
      return [...text.matchAll(/"row":{"id":"(s\d)"/g)].map((match) => match[1]);
    };
    expect(await chosen({})).toEqual(['s1', 's2']);
    expect(await chosen({ projectId: '/p' })).toEqual(['s1']);
    expect(await chosen({ since: '2026-11-30T00:00:00.000Z' })).toEqual(['s2']);
    expect(await chosen({ since: '2026-11-30T00:00:00.000Z', projectId: '/p' })).toEqual([]);
    db.close();
  });
});

describe('a table', () => {
  /** What can be made again, or means nothing on another machine. */
  const LEFT_OUT = [
    'applied_writes',
    'config_cache',
    'leases',
    'maintenance_runs',
    'maintenance_state',
    'schema_versions',
    'search_cursors',
    'transcript_cursors',
    'usage_quarters',
  ];

  it('is exported, or left out on purpose', () => {
    const db = temporaryDatabase();
    const tables = db
      .prepare<[], { name: string }>(
        `SELECT name FROM pragma_table_list
         WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`,
      )
      .all()
      .map(({ name }) => name);
    const exported = PORTABLE_TABLES.map(({ name }) => name);
    expect([...exported, ...LEFT_OUT].sort()).toEqual(tables);
  });

  it('names only columns that it has', () => {
    const db = temporaryDatabase();
    for (const table of PORTABLE_TABLES) {
      const columns = portableColumns(db, table.name).map(({ name }) => name);
      const named = [...table.key, ...table.ids, ...table.json, table.time ?? table.key[0]];
      expect(columns).toEqual(expect.arrayContaining(named));
      expect(table.ids).toEqual(expect.arrayContaining([...table.key]));
    }
  });
});

describe('an exported file', () => {
  it.each(['all.jsonl', 'all.jsonl.gz'])('%s is whole, private and alone', async (name) => {
    withUmask(0);
    const db = temporaryDatabase();
    fill(db, [['sessions', plainSession('s1')]]);
    const folder = temporaryFolder();
    const path = join(folder, name);
    const report = await exportToFile(db, path);
    expect(report).toEqual({ sessions: 1, rows: 1, tables: { sessions: 1 } });
    expect(readdirSync(folder)).toEqual([name]);
    expect(lstatSync(path).mode & 0o777).toBe(0o600);
    const bytes = readFileSync(path);
    const text = (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString();
    const lines = text.trimEnd().split('\n');
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ spoor: 'export', version: 1, sessions: 1 });
    expect(JSON.parse(lines[1] ?? '')).toMatchObject({ table: 'sessions', row: { id: 's1' } });
    expect(JSON.parse(lines[2] ?? '')).toMatchObject({ spoor: 'end', rows: 1 });

    const other = temporaryDatabase();
    expect(await importFile(other, path)).toMatchObject({ new: 1, end: 'whole' });
    expect(dump(other)).toEqual(dump(db));
  });

  it('is not there when the work was stopped', async () => {
    const db = temporaryDatabase();
    fill(db, [['sessions', plainSession('s1')]]);
    const folder = temporaryFolder();
    const stopper = new AbortController();
    stopper.abort();
    await expect(
      exportToFile(db, join(folder, 'x.jsonl'), { signal: stopper.signal }),
    ).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(readdirSync(folder)).toEqual([]);
  });
});

it('takes the place of no pipe or device', async () => {
  const path = join(temporaryFolder(), 'pipe');
  execFileSync('mkfifo', [path]);
  const refused = exportToFile(temporaryDatabase(), path);
  await expect(refused).rejects.toMatchObject({ code: 'UNSAFE_FILE' });
  expect(lstatSync(path).isFIFO()).toBe(true);
});

function plainSession(id: string) {
  return {
    id,
    started_at: '2026-11-21T09:00:00.000Z',
    last_activity_at: '2026-11-21T10:00:00.000Z',
  };
}

function has(row: unknown, column: string, value: string): boolean {
  return (row as Record<string, unknown>)[column] === value;
}
