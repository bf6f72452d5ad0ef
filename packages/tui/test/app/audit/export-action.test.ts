import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AuditLogger, SpoorDatabase } from '@spoor/storage';
import { describe, expect, it } from 'vitest';
import { exportAuditAction } from '../../../src/app/live/actions/export-audit.js';
import { indexAuditAction } from '../../../src/app/live/actions/index-audit.js';
import { scratchFolder } from '../scratch.js';

function recorded(): { folder: string; databasePath: string } {
  const folder = scratchFolder();
  const databasePath = join(folder, 'spoor.db');
  const db = new SpoorDatabase({ path: databasePath });
  const audit = new AuditLogger(db);
  for (let i = 0; i < 30; i++) {
    audit.log({
      action: `did${i}`,
      category: i % 3 === 0 ? 'security' : 'file',
      details: { number: i },
    });
  }
  db.close();
  return { folder, databasePath };
}

describe('an export', () => {
  it('writes what the filter lets through, for its owner alone, and notes that', async () => {
    const { folder, databasePath } = recorded();
    const path = join(folder, 'log.jsonl');
    const filter = { category: 'security' } as const;
    const told = await exportAuditAction(
      { databasePath },
      { path, format: 'jsonl', filter, replace: false },
    );
    expect(told).toEqual({ path, exists: false, entries: 10 });
    const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { action: string }).action)).toEqual(
      Array.from({ length: 10 }, (_, i) => `did${i * 3}`),
    );
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const db = new SpoorDatabase({ path: databasePath });
    expect(new AuditLogger(db).query({ action: 'audit.export' })).toMatchObject([
      { category: 'security', agent: 'user', details: { format: 'jsonl', entries: 10 } },
    ]);
    db.close();
  });

  it('leaves a file alone unless told to replace it', async () => {
    const { folder, databasePath } = recorded();
    const path = join(folder, 'log.csv');
    writeFileSync(path, 'mine');
    const wanted = { path, format: 'csv', filter: {}, replace: false } as const;
    expect(await exportAuditAction({ databasePath }, wanted)).toEqual({
      path,
      exists: true,
      entries: 0,
    });
    expect(readFileSync(path, 'utf8')).toBe('mine');
    await exportAuditAction({ databasePath }, { ...wanted, replace: true });
    expect(readFileSync(path, 'utf8')).toMatch(/^id,timestamp,/);
  });

  it('leaves nothing behind where it cannot write', async () => {
    const { folder, databasePath } = recorded();
    const path = join(folder, 'missing', 'log.json');
    const wanted = { path, format: 'json', filter: {}, replace: false } as const;
    await expect(exportAuditAction({ databasePath }, wanted)).rejects.toThrow(/can't be written/);
    expect(readdirSync(folder).filter((name) => !name.startsWith('spoor.db'))).toEqual([]);
  });
});

it('entries come into the index before words are looked for', () => {
  const { databasePath } = recorded();
  indexAuditAction({ databasePath }, null);
  const db = new SpoorDatabase({ path: databasePath, readonly: true });
  const cursor = db
    .prepare<[], { seq: number }>("SELECT seq FROM search_cursors WHERE name = 'audit'")
    .get();
  expect(cursor?.seq).toBe(30);
  db.close();
});
