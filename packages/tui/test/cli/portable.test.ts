import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, lstatSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Spool, SpoorDatabase } from '@spoor/storage';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeUser, runSpoor, SPOOR, type TestUser } from './spoor-process.js';

const PAYLOADS = fileURLToPath(
  new URL('../../../hooks/test/fixtures/payloads.jsonl', import.meta.url),
);

let user: TestUser;
beforeEach(() => {
  user = makeUser();
});
afterEach(() => user.remove());

const spoor = (...args: string[]) => runSpoor(user, args);
const inRoot = (name: string) => join(user.root, name);

function read<T>(sql: string): T[] {
  const db = new SpoorDatabase({ path: user.databasePath, readonly: true });
  try {
    return db.getDb().prepare(sql).all() as T[];
  } finally {
    db.close();
  }
}

const ids = () => read<{ id: string }>('SELECT id FROM sessions ORDER BY id').map(({ id }) => id);

function hasSessions(): boolean {
  try {
    return existsSync(user.databasePath) && ids().length > 0;
  } catch {
    // It is just being made.
    return false;
  }
}

describe('spoor import', () => {
  it('brings captured payloads in, once', async () => {
    const first = await spoor('import', '--from', 'payloads', PAYLOADS);
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(first.stdout).toMatch(/^Imported .+\n {2}128 events: 128 new, 0 here already\n$/);
    const second = await spoor('import', '--from', 'payloads', PAYLOADS, '--json');
    expect(JSON.parse(second.stdout)).toMatchObject([{ from: 'payloads', new: 0, known: 128 }]);
  });

  it("brings an orchestrator's states in", async () => {
    const folder = inRoot('states');
    mkdirSync(folder);
    const state = { taskId: 't', projectId: '/p', state: 'coding', context: {}, history: [] };
    writeFileSync(join(folder, 'good.json'), JSON.stringify(state));
    expect(await spoor('import', '--from', 'state-files', folder)).toMatchObject({
      code: 0,
      stdout: 'Imported 1 state: 1 new, 0 here already\n',
    });
    writeFileSync(join(folder, 'bad.json'), '{');
    const { code, stdout } = await spoor('import', '--from', 'state-files', folder);
    expect(code).toBe(1);
    expect(stdout).toContain('Refused 1:');
    expect(stdout).toContain('bad.json is not valid JSON');
  });

  it('says where what is wrong in a file, takes the rest, and fails', async () => {
    const file = inRoot('bad.jsonl');
    const row = { id: 's1', started_at: TIME, last_activity_at: TIME };
    const lines = [
      { spoor: 'export', version: 1 },
      { table: 'sessions', row },
      { table: 'sessions', row: { ...row, id: 's2', status: '\u001b[2J' } },
      { table: 'nothing\u001b[2J', row },
    ];
    writeFileSync(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    const { code, stdout, stderr } = await spoor('import', file);
    expect(code).toBe(1);
    expect(stderr).toBe('');
    expect(stdout).toContain('3 rows: 1 new');
    expect(stdout).toContain('line 3: CHECK constraint failed');
    expect(stdout).toContain('The file is cut');
    expect(stdout).not.toContain('\u001b');
    expect(ids()).toEqual(['s1']);
  });

  it('reads the standard input, and stops when it is told to', async () => {
    const child = spawn(process.execPath, [SPOOR, 'import', '-'], { env: user.env });
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.stdin.on('error', () => undefined);
    child.stdin.write('{"spoor":"export","version":1}\n');
    for (let n = 0; n < 30; n++) {
      const title = 'word '.repeat(20_000);
      const row = { id: `s${n}`, started_at: TIME, last_activity_at: TIME, title };
      child.stdin.write(`${JSON.stringify({ table: 'sessions', row })}\n`);
    }
    // The first rows are in; the rest waits for more input, which never comes.
    await vi.waitUntil(hasSessions, { timeout: 20_000 });
    child.kill('SIGINT');
    const [code] = await once(child, 'close');
    expect({ code, stderr }).toEqual({ code: 1, stderr: 'spoor: stopped as asked\n' });
  });

  it('tries without making anything', async () => {
    const { code, stdout } = await spoor('import', '--from', 'payloads', PAYLOADS, '--dry-run');
    expect(code).toBe(0);
    expect(stdout).toContain('Would import');
    expect(existsSync(user.databasePath)).toBe(false);
  });

  it.each([
    [['import', '--from', 'payloads'], 2, 'give the files'],
    [['import', '--from', 'mars', 'x'], 2, 'transcripts, spoor, state-files, payloads'],
    [['import', '--from', 'payloads', '-'], 2, 'reads files'],
    [['import', '--from', 'payloads', '--include-forgotten', 'x'], 2, '--include-forgotten'],
    [['import', '/nowhere/at/all'], 1, '/nowhere/at/all: there is no such file or folder'],
    [['import', '--from', 'spoor', '/'], 1, '/: is a folder'],
    [['import', PAYLOADS], 1, `${PAYLOADS}: the file is no export of Spoor`],
    [['export', '--since', 'yesterday'], 2, 'give 2026-11-20'],
    [['export', '--json'], 2, '--output'],
    [['export'], 1, 'nothing is recorded'],
    [['forget', 'x', '--yes'], 1, 'nothing is recorded'],
  ])('%j exits with %d', async (args, code, text) => {
    const result = await spoor(...args);
    expect(result.code).toBe(code);
    expect(result.stdout).toBe('');
    expect(result.stderr).toContain(text);
    expect(result.stderr.trimEnd().split('\n')).toHaveLength(1);
  });
});

describe('spoor export', () => {
  it('writes what another user imports, whole', async () => {
    await spoor('import', '--from', 'payloads', PAYLOADS);
    const file = inRoot('all.jsonl.gz');
    const told = await spoor('export', '--output', file);
    expect(told).toMatchObject({ code: 0, stderr: '' });
    expect(told.stdout).toMatch(/^Exported \d+ sessions, [\d,]+ rows to \/.+\n$/);
    expect(lstatSync(file).mode & 0o777).toBe(0o600);
    const sessions = ids();
    const other = makeUser();
    try {
      const { code } = await runSpoor(other, ['import', file]);
      expect(code).toBe(0);
      const listed = await runSpoor(other, ['sessions', 'list', '--json', '--limit', '200']);
      const found = (JSON.parse(listed.stdout) as { id: string }[]).map(({ id }) => id);
      expect(found.sort()).toEqual(sessions);
      const again = await runSpoor(other, ['import', file, '--json']);
      expect(JSON.parse(again.stdout)).toMatchObject([{ new: 0, merged: 0, end: 'whole' }]);
    } finally {
      other.remove();
    }
  });

  it('asks for another place before it does anything else', async () => {
    await spoor('import', '--from', 'payloads', PAYLOADS);
    new Spool([join(user.dataDir, 'spool')]).put('one', '{}');
    const db = new SpoorDatabase({ path: user.databasePath });
    db.getDb().exec('BEGIN IMMEDIATE');
    const { code, stdout, stderr } = await spoor('export', '--output', user.root);
    db.close();
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^spoor: [^\n]*is no regular file[^\n]*\n$/);
    const below = await spoor('export', '--output', join(user.databasePath, 'x.json'));
    expect(below).toMatchObject({ code: 1, stdout: '' });
    expect(below.stderr).toMatch(/^spoor: (?!unexpected)[^\n]*x\.json[^\n]*\n$/);
  });

  it('writes to a pipe, only what was chosen, and is audited', async () => {
    await spoor('import', '--from', 'payloads', PAYLOADS);
    const [id = ''] = ids();
    const { code, stdout, stderr } = await spoor('export', '--session', id.slice(0, 8));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const lines = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines[0]).toMatchObject({ spoor: 'export', sessions: 1 });
    expect(lines.at(-1)).toMatchObject({ spoor: 'end', tables: { sessions: 1 } });
    expect(lines[1]).toMatchObject({ table: 'sessions', row: { id } });
    const noted = read(`SELECT action, category FROM audit_logs WHERE action = 'export'`);
    expect(noted).toEqual([{ action: 'export', category: 'security' }]);
    const none = await spoor('export', '--project', user.root);
    expect(none.stdout.split('\n')).toHaveLength(3);
  });
});

describe('spoor forget', () => {
  it('asks where somebody can be asked, and else needs to be told', async () => {
    await spoor('import', '--from', 'payloads', PAYLOADS);
    const [id = ''] = ids();
    const { code, stderr } = await spoor('forget', id);
    expect(code).toBe(2);
    expect(stderr).toContain('--yes');
    expect(ids()).toContain(id);
  });

  it('removes a session, says which backups may hold it, and keeps it away', async () => {
    await spoor('import', '--from', 'payloads', PAYLOADS);
    const [id = '', ...others] = ids();
    mkdirSync(join(user.dataDir, 'backups'));
    writeFileSync(join(user.dataDir, 'backups', 'old.db.gz'), 'x');
    const { code, stdout, stderr } = await spoor('forget', id.slice(0, 12), '--yes');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain(`Forgot session ${id}:`);
    expect(stdout).toContain('1 backup made before may still hold it');
    expect(stdout).toContain(join(user.dataDir, 'backups', 'old.db.gz'));
    expect(ids()).toEqual(others);
    const again = await spoor('import', '--from', 'payloads', PAYLOADS);
    expect(again.stdout).toContain('of forgotten sessions');
    expect(ids()).toEqual(others);
    // The transcript's path holds the id; the audit log and the list of the forgotten do too.
    const bytes = readFileSync(user.databasePath).toString('latin1');
    expect(bytes.split(`${id}.jsonl`)).toHaveLength(1);
    const json = await spoor('forget', id, '--yes', '--json');
    expect(JSON.parse(json.stdout)).toMatchObject({ sessionId: id, rows: {}, walEmptied: true });
  });
});

const TIME = '2026-11-21T09:00:00.000Z';
