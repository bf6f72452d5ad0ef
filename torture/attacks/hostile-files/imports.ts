import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { read } from '../../support/kept.ts';
import { inPlace, type Place } from '../../support/place.ts';
import { runCommand } from '../../support/run-command.ts';
import type { Case } from './case.ts';

const TIME = '2026-11-21T09:00:00.000Z';
const ID = '11111111-2222-4333-8444-555555555555';
const HEADER = { spoor: 'export', version: 1, schema: 5, exportedAt: TIME, sessions: 1 };

const session = (fields: object) => ({
  table: 'sessions',
  row: { id: ID, started_at: TIME, last_activity_at: TIME, ...fields },
});

const lines = (...rows: unknown[]) =>
  `${[HEADER, ...rows].map((row) => JSON.stringify(row)).join('\n')}\n`;

/** Exports that somebody wrote by hand, with what their rows would have done. */
const EXPORTS: Readonly<Record<string, string | Buffer>> = {
  'names of objects': `${JSON.stringify(HEADER)}\n{"table":"__proto__","row":{"polluted":1}}\n{"table":"constructor","row":{"prototype":{"polluted":1}}}\n{"__proto__":{"table":"sessions","row":{"id":"x"}}}\n{"table":"sessions","row":{"__proto__":{"id":"x"},"id":"${ID}","started_at":"${TIME}","last_activity_at":"${TIME}","metadata":"{\\"__proto__\\":{\\"polluted\\":1}}","facts":"{\\"__proto__\\":{\\"polluted\\":1}}"}}\n`,
  'SQL as names': lines(
    session({ 'id); DROP TABLE sessions; --': 1, '"': 1, name: "'); DROP TABLE sessions; --" }),
    { table: 'sessions; DROP TABLE sessions', row: { id: 'x' } },
    { table: 'sqlite_schema', row: { type: 'trigger', name: 't', tbl_name: 'sessions', sql: 'x' } },
    { table: 'sqlite_sequence', row: { name: 'hook_executions', seq: 9e15 } },
  ),
  'tables that are not for export': lines(
    {
      table: 'leases',
      row: { name: 'upkeep', holder: 'x', expires_at: '9999-01-01T00:00:00.000Z' },
    },
    { table: 'schema_versions', row: { version: 99, description: 'x', applied_at: TIME } },
    { table: 'transcript_cursors', row: { path: '/etc/passwd' } },
    { table: 'maintenance_state', row: { name: 'x', value: '{}' } },
    { table: 'config_cache', row: { path: '/x', value: '{}' } },
    { table: 'lessons_fts', row: { title: 'x' } },
    session({}),
  ),
  'a compressed bomb': gzipSync(Buffer.alloc(300_000_000, 'x')),
  'lines that never end': Buffer.concat([
    Buffer.from(lines(session({}))),
    Buffer.alloc(80_000_000, '['),
  ]),
  depth: `${lines(session({}))}{"table":"sessions","row":{"id":"d","metadata":${JSON.stringify('['.repeat(100_000))}}}\n${'{"a":'.repeat(200_000)}\n`,
};

/** Files of other kinds, at which `--from` is pointed. */
const FILES: Readonly<Record<string, (path: string) => void>> = {
  'a pipe': (path) => execFileSync('mkfifo', [path]),
  'a folder': (path) => mkdirSync(path),
  'a database with triggers': (path) => writeFileSync(path, 'SQLite format 3\0CREATE TRIGGER'),
};

/** Who names a pipe waits for it; and state files lie in folders. */
const MEANT: Readonly<Record<string, readonly string[]>> = {
  spoor: ['a pipe'],
  payloads: ['a pipe'],
  'state-files': ['a folder'],
};

/** `spoor import` of all of these. */
export function importCases(): Case[] {
  const exports = Object.entries(EXPORTS).map(([name, content]) => ({
    name: `an export with ${name}`,
    run: () => inPlace((place) => harmless(place, content)),
  }));
  const places = ['/etc/passwd', '/dev/zero', '../../../../etc/passwd', 'file:///etc/passwd'].map(
    (path) => ({
      name: `an export whose session’s transcript is ${path}`,
      run: () =>
        inPlace((place) =>
          harmless(place, lines(session({ transcript_path: path, status: 'active' }))),
        ),
    }),
  );
  const kinds = ['spoor', 'payloads', 'state-files'].flatMap((from) =>
    Object.entries(FILES)
      .filter(([name]) => !MEANT[from]?.includes(name))
      .map(([name, make]) => ({
        name: `${from} that are ${name}`,
        run: () => inPlace((place) => unread(place, from, make)),
      })),
  );
  return [...exports, ...places, ...kinds, pipeAsTranscript(), linkedHistory(), stateNames()];
}

/** Takes a file in, lists, and looks at what is there: our tables, and nothing that ran. */
async function harmless(place: Place, content: string | Buffer): Promise<string | null> {
  const path = join(place.home, 'given.jsonl');
  writeFileSync(path, content);
  await runCommand(place, ['db', 'init']);
  const schema = () =>
    JSON.stringify(
      read(place.databasePath, 'SELECT type, name, sql FROM sqlite_schema ORDER BY name'),
    );
  const version = () => JSON.stringify(read(place.databasePath, 'SELECT * FROM schema_versions'));
  const before = schema() + version();
  const taken = await runCommand(place, ['import', path], { timeoutMs: 50_000 });
  if (taken.status === null) return 'the import did not end';
  const said = taken.stderr.toString();
  if (said.includes('unexpected error')) return said.slice(0, 200);
  if (schema() + version() !== before) return 'the schema is another now';
  const [leases] = read<{ n: number }>(
    place.databasePath,
    "SELECT count(*) AS n FROM leases WHERE holder = 'x'",
  );
  if ((leases?.n ?? 0) > 0) return 'it holds a lease';
  for (const args of [
    ['sessions', 'list', '--json'],
    ['sessions', 'show', ID, '--messages'],
    ['db', 'maintain', '--force'],
  ]) {
    const { status, stdout, stderr } = await runCommand(place, args, { timeoutMs: 50_000 });
    if (status === null) return `\`spoor ${args.join(' ')}\` did not end`;
    const text = `${stdout}${stderr}`;
    if (text.includes('root:')) return `\`spoor ${args.join(' ')}\` shows another file`;
    if (text.includes('polluted":1,"') || text.includes('unexpected error'))
      return text.slice(0, 200);
  }
  const texts = read<{ content: string }>(
    place.databasePath,
    "SELECT content FROM messages WHERE content LIKE '%root:%'",
  );
  return texts.length === 0 ? null : 'another file’s text was recorded';
}

async function unread(
  place: Place,
  from: string,
  make: (path: string) => void,
): Promise<string | null> {
  const path = join(place.home, 'given');
  make(path);
  const { status, stderr } = await runCommand(place, ['import', '--from', from, path], {
    timeoutMs: 15_000,
  });
  if (status === null) return 'the import waits for ever';
  if (status === 0) return 'it was taken';
  return stderr.toString().includes('unexpected error') ? stderr.toString().slice(0, 200) : null;
}

/** A pipe under a transcript's name would hold up every listing. */
function pipeAsTranscript(): Case {
  return {
    name: 'a transcript that is a pipe',
    run: () =>
      inPlace(async (place) => {
        const folder = join(place.home, '.claude/projects/-x');
        mkdirSync(folder, { recursive: true });
        execFileSync('mkfifo', [join(folder, `${ID}.jsonl`)]);
        const path = join(place.home, 'given.jsonl');
        writeFileSync(
          path,
          lines(session({ transcript_path: join(folder, `${ID}.jsonl`), status: 'active' })),
        );
        for (const args of [
          ['import', path],
          ['sessions', 'list'],
          ['import'],
          ['db', 'maintain', '--force'],
        ]) {
          const { status } = await runCommand(place, args, { timeoutMs: 20_000 });
          if (status === null) return `\`spoor ${args[0]}\` waits for ever`;
        }
        return null;
      }),
  };
}

/** Links in a history that lead round and out. */
function linkedHistory(): Case {
  return {
    name: 'a history with links that lead out of it',
    run: () =>
      inPlace(async (place) => {
        const folder = join(place.home, 'theirs/projects/-x');
        mkdirSync(folder, { recursive: true });
        const outside = join(place.home, `outside.jsonl`);
        writeFileSync(
          outside,
          `${JSON.stringify({ type: 'user', sessionId: ID, uuid: 'u', timestamp: TIME, message: { role: 'user', content: 'not theirs' } })}\n`,
        );
        symlinkSync(outside, join(folder, `${ID}.jsonl`));
        symlinkSync(join(place.home, 'theirs'), join(folder, 'round'));
        symlinkSync('/', join(place.home, 'theirs/projects/root'));
        const { status } = await runCommand(place, ['import', join(place.home, 'theirs')], {
          timeoutMs: 40_000,
        });
        if (status === null) return 'the import goes round';
        const found = read(
          place.databasePath,
          "SELECT 1 FROM messages WHERE content LIKE '%not theirs%'",
        );
        return found.length === 0 ? null : 'what a link names was taken in';
      }),
  };
}

/** A state file's names are texts, whatever they look like. */
function stateNames(): Case {
  return {
    name: 'state files with names that lead out',
    run: () =>
      inPlace(async (place) => {
        const path = join(place.home, 'state.json');
        const taskId = '../../../../evil';
        writeFileSync(
          path,
          JSON.stringify({
            taskId,
            projectId: '/etc',
            state: 'x',
            context: { __proto__: 1 },
            history: [],
          }),
        );
        await runCommand(place, ['import', '--from', 'state-files', path]);
        if (existsSync(join(place.dataDir, taskId))) return 'a file was made outside';
        const known = new Set(['data', 'state.json', '.config', '.cache']);
        const strange = readdirSync(place.home).filter((name) => !known.has(name));
        return strange.length === 0 ? null : `made ${strange.join(', ')}`;
      }),
  };
}
