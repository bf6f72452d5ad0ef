import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { AuditLogger, SpoorDatabase } from '@spoor/storage';
import Database from 'better-sqlite3';
import { read } from '../../support/kept.ts';
import { inPlace, type Place } from '../../support/place.ts';
import { runCommand } from '../../support/run-command.ts';
import type { Case } from './case.ts';

/** What somebody put into a backup's schema: each must be refused, and nothing of it run. */
const SCHEMAS: Readonly<Record<string, string>> = {
  'a trigger that deletes':
    'CREATE TRIGGER t AFTER INSERT ON audit_logs BEGIN DELETE FROM audit_logs; END',
  'a trigger in place of ours':
    'DROP TRIGGER lessons_inserted; CREATE TRIGGER lessons_inserted AFTER INSERT ON lessons BEGIN DELETE FROM lessons; END',
  'a view': 'CREATE VIEW v AS SELECT load_extension(1)',
  'a view in place of a table': 'DROP TABLE counters; CREATE VIEW counters AS SELECT 1 AS scope',
  'a table': 'CREATE TABLE more (x)',
  'a virtual table': 'CREATE VIRTUAL TABLE more USING fts5(x)',
  'an index of an expression': 'CREATE INDEX i ON sessions (upper(name))',
  'a generated column': 'ALTER TABLE sessions ADD COLUMN g AS (length(name))',
  'a column with a check': 'ALTER TABLE sessions ADD COLUMN c CHECK (c < 5)',
  'a default that computes': 'ALTER TABLE sessions ADD COLUMN d DEFAULT (1 + 1)',
  'a trigger with a name of SQLite’s':
    "CREATE TRIGGER t AFTER INSERT ON audit_logs BEGIN DELETE FROM audit_logs; END; PRAGMA writable_schema=ON; UPDATE sqlite_schema SET name = 'sqlite_x' WHERE name = 't'",
  'SQL that is none':
    "PRAGMA writable_schema=ON; UPDATE sqlite_schema SET sql = sql || ' garbage' WHERE name = 'sessions'",
  'a root page of another table':
    "PRAGMA writable_schema=ON; UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema WHERE name = 'audit_logs') WHERE name = 'sessions'",
  'a newer schema': 'PRAGMA user_version=999',
  'the mark of another program': 'PRAGMA application_id=7',
};

/** Files that are no database. */
const FILES: Readonly<Record<string, (path: string) => void>> = {
  'a pipe': (path) => execFileSync('mkfifo', [path]),
  'a folder': (path) => mkdirSync(path),
  'a link to a device': (path) => symlinkSync('/dev/zero', path),
  nothing: (path) => writeFileSync(path, ''),
  'half a header': (path) => writeFileSync(path, 'SQLite format 3\0'),
  'a compressed bomb without a header': (path) =>
    writeFileSync(path, gzipSync(Buffer.alloc(200_000_000))),
  text: (path) => writeFileSync(path, 'DELETE FROM sessions;'),
};

/** `spoor db restore` of all of these. */
export function restoreCases(): Case[] {
  const schemas = Object.entries(SCHEMAS).map(([name, sql]) => ({
    name: `a backup with ${name}`,
    run: () => inPlace((place) => refused(place, (path) => spoil(path, sql))),
  }));
  const files = Object.entries(FILES).map(([name, make]) => ({
    name: `a backup that is ${name}`,
    run: () => inPlace((place) => refused(place, make)),
  }));
  return [...schemas, ...files, linkedName()];
}

function spoil(path: string, sql: string): void {
  new SpoorDatabase({ path }).close();
  const db = new Database(path);
  try {
    db.unsafeMode(true);
    db.exec(sql);
    db.pragma('journal_mode=DELETE');
  } finally {
    db.close();
  }
}

async function refused(place: Place, make: (path: string) => void): Promise<string | null> {
  fill(place);
  const schema = () =>
    JSON.stringify(read(place.databasePath, 'SELECT type, name, sql FROM sqlite_schema'));
  const before = schema();
  const path = join(place.home, 'given.db');
  make(path);
  const { status, stderr } = await runCommand(place, ['db', 'restore', path, '--yes']);
  if (status !== 1) return `restore ended with ${status}: ${stderr.toString().slice(0, 200)}`;
  if (schema() !== before) return 'the schema is another now';
  const [row] = read<{ n: number }>(
    place.databasePath,
    "SELECT count(*) AS n FROM audit_logs WHERE action = 'mine'",
  );
  return row?.n === 1 ? null : 'what was there is gone';
}

function fill({ databasePath }: Place): void {
  const db = new SpoorDatabase({ path: databasePath });
  new AuditLogger(db).log({ action: 'mine', category: 'user' });
  db.close();
}

/** A link among the backups is no backup, and what it names is nobody's to remove. */
function linkedName(): Case {
  return {
    name: 'a link among the backups',
    run: () =>
      inPlace(async (place) => {
        fill(place);
        const other = join(place.home, 'other.txt');
        writeFileSync(other, 'mine');
        const folder = join(place.dataDir, 'backups');
        mkdirSync(folder, { mode: 0o700 });
        symlinkSync(other, join(folder, 'spoor-2020-01-01T00-00-00.000Z.db'));
        const listed = await runCommand(place, ['db', 'backups', '--json']);
        if (listed.stdout.includes('2020-01-01')) return 'it is listed';
        await runCommand(place, ['db', 'backup'], { env: { SPOOR_BACKUPS_KEEP: '1' } });
        await runCommand(place, ['db', 'backup'], { env: { SPOOR_BACKUPS_KEEP: '1' } });
        const { status } = await runCommand(place, ['db', 'restore', 'latest', '--yes']);
        if (status !== 0) return `the latest is not restored: ${status}`;
        return null;
      }),
  };
}
