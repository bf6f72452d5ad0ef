import {
  appendFileSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { forgetSession, SpoorDatabase } from '@spoor/storage';
import { describe, expect, it, onTestFinished } from 'vitest';
import { importPayloads } from '../../src/index.js';
import { readRows } from '../record/rows.js';

const EXAMPLES = fileURLToPath(new URL('../fixtures/payloads.jsonl', import.meta.url));
const SESSION = '11111111-2222-4333-8444-555555555555';

function database(): SpoorDatabase {
  const db = new SpoorDatabase({ inMemory: true });
  onTestFinished(() => db.close());
  return db;
}

function file(content: string | Buffer, name = 'capture.jsonl'): string {
  const folder = mkdtempSync(join(tmpdir(), 'spoor-payloads-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, name);
  writeFileSync(path, content);
  const written = new Date('2026-11-21T10:00:00.000Z');
  utimesSync(path, written, written);
  return path;
}

function payload(hook_event_name: string, fields: object = {}) {
  return { session_id: SESSION, hook_event_name, cwd: '/nowhere', ...fields };
}

/** Rows without the audit entries of the imports themselves. */
function rowsOf(db: SpoorDatabase) {
  const { audit_logs, ...rows } = readRows(db);
  const others = audit_logs.filter((row) => (row as { action: string }).action !== 'import');
  return { ...rows, audit_logs: others };
}

const lines = (...values: unknown[]) =>
  values.map((value) => `${JSON.stringify(value)}\n`).join('');

describe('a capture of payloads', () => {
  it('of the client is recorded whole, once, however often it is imported', async () => {
    const db = database();
    const count = readFileSync(EXAMPLES, 'utf8').trimEnd().split('\n').length;
    const first = await importPayloads(db, EXAMPLES);
    expect(first).toMatchObject({ lines: count, events: count, new: count, refused: 0, failed: 0 });
    const before = rowsOf(db);
    expect(before.hook_executions).toHaveLength(count);
    expect(before.sessions.length).toBeGreaterThan(10);
    expect(before.tool_calls.length).toBeGreaterThan(5);
    const second = await importPayloads(db, EXAMPLES);
    expect(second).toMatchObject({ new: 0, known: count });
    expect(rowsOf(db)).toEqual(before);
  });

  it('gives each event its own stamp, or else its place in the file', async () => {
    const db = database();
    const path = file(
      lines(
        payload('SessionStart'),
        {
          stdin: payload('UserPromptSubmit', { prompt_id: 'p' }),
          timestamp: '2026-11-21T09:00:00Z',
        },
        { payload: JSON.stringify(payload('PreCompact')), ts: 1_795_251_661 },
        { stdin: payload('PostCompact') },
        { input: payload('Stop', { prompt_id: 'p' }), at: 1_795_251_662_500 },
      ),
    );
    expect(await importPayloads(db, path)).toMatchObject({ new: 5, refused: 0 });
    const rows = db.getDb().prepare('SELECT hook_type, created_at FROM hook_executions').all();
    expect(rows).toEqual([
      { hook_type: 'SessionStart', created_at: '2026-11-21T09:59:59.996Z' },
      { hook_type: 'UserPromptSubmit', created_at: '2026-11-21T09:00:00.000Z' },
      { hook_type: 'PreCompact', created_at: '2026-11-21T09:01:01.000Z' },
      { hook_type: 'PostCompact', created_at: '2026-11-21T09:01:01.001Z' },
      { hook_type: 'Stop', created_at: '2026-11-21T09:01:02.500Z' },
    ]);
  });

  it('that has grown brings what is new; equal payloads are events of their own', async () => {
    const db = database();
    const path = file(lines(payload('Notification'), payload('Notification')));
    expect(await importPayloads(db, path)).toMatchObject({ new: 2 });
    appendFileSync(path, lines(payload('Notification'), payload('SessionEnd')));
    expect(await importPayloads(db, path)).toMatchObject({ new: 2, known: 2 });
    expect(await importPayloads(db, path)).toMatchObject({ new: 0, known: 4 });
  });

  it('may be compressed, and a trial changes nothing', async () => {
    const db = database();
    const path = file(gzipSync(lines(payload('SessionStart'), payload('Stop'))), 'c.jsonl.gz');
    expect(await importPayloads(db, path, { dryRun: true })).toMatchObject({
      new: 2,
      dryRun: true,
    });
    expect(Object.values(readRows(db)).flat()).toEqual([]);
    expect(await importPayloads(db, path)).toMatchObject({ new: 2, dryRun: false });
  });

  it('that is hostile is refused line by line', async () => {
    const db = database();
    const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
    const path = file(
      [
        'not JSON',
        '[]',
        '{}',
        '{"stdin":"{"}',
        '{"hook_event_name":"Stop"}',
        `{"session_id":"../..","hook_event_name":"Stop"}`,
        `{"session_id":"s","hook_event_name":"St op"}`,
        `{"session_id":"s","hook_event_name":"Stop","x":"${'y'.repeat(200_000)}"}`,
        '',
        `{"session_id":"s","hook_event_name":"Odd","__proto__":{"a":1},"deep":${deep}}`,
        lines({ stdin: payload('Stop', { token: 'ghp_a1B2a1B2a1B2a1B2a1B2a1B2a1B2a1B2a1B2' }) }),
      ].join('\n'),
    );
    const report = await importPayloads(db, path, { maxLineBytes: 100_000 });
    expect(report).toMatchObject({ lines: 11, new: 2, refused: 8, failed: 0 });
    expect(report.refusals.map(({ line }) => line)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(report.refusals.at(-1)).toEqual({ line: 8, reason: 'is too long' });
    expect(JSON.stringify(readRows(db))).not.toContain('ghp_a1B2');
  });

  it('of a forgotten session is left out', async () => {
    const db = database();
    const path = file(lines(payload('SessionStart'), payload('Stop')));
    await importPayloads(db, path);
    await forgetSession(db, SESSION);
    expect(await importPayloads(db, path)).toMatchObject({ new: 0, known: 0, forgotten: 2 });
    expect(rowsOf(db).hook_executions).toEqual([]);
  });

  it('that is not there is an error that names it', async () => {
    await expect(importPayloads(database(), '/nowhere/at/all')).rejects.toMatchObject({
      code: 'CANT_OPEN',
    });
  });
});
