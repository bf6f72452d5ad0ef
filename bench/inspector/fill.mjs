// `node bench/inspector/fill.mjs --home FOLDER`: a database as months of work leave it, for looking
// at the inspector and for measuring it: sessions with transcripts, hook events, tokens, subagents,
// failures, audit entries and lessons, some of them still running. `--sessions N` (1,000),
// `--events N` (1,000,000), `--messages N` (100,000), `--now TIME`.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { isoTime, newEventId } from '../../packages/core/dist/index.js';
import { createRecorder, importHistory, parseHookEvent } from '../../packages/hooks/dist/index.js';
import { LessonsStore, resolveStore, SpoorDatabase } from '../../packages/storage/dist/index.js';
import { sessionEvents } from '../storage/events.mjs';
import { multiply } from '../storage/fill.mjs';
import { generateTranscripts } from '../transcripts/generate.mjs';
import { liveSessions } from './live-sessions.mjs';
import { LESSONS, PROJECTS, TITLES } from './words.mjs';

const DAYS = 90;
const DAY_S = 86_400;

/** Sessions that are made one by one; all others are copies of them. */
const ORIGINALS = 20;

/**
 * Fills the database of a home folder.
 * @returns where it is.
 */
export async function fillHome(home, { sessions, events, messages, nowMs }) {
  mkdirSync(home, { recursive: true, mode: 0o700 });
  const { paths } = resolveStore({ env: {}, homeDir: home, platform: process.platform });
  mkdirSync(paths.dataDir, { recursive: true, mode: 0o700 });
  const originals = Math.min(ORIGINALS, sessions);
  await importOriginals(paths.databasePath, { originals, messages, sessions, nowMs });
  const db = new SpoorDatabase({ path: paths.databasePath });
  const handle = db.getDb();
  handle.exec('PRAGMA synchronous=OFF; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-262144');
  recordOriginals(db, { calls: Math.ceil(events / sessions / 2.19) });
  name(handle);
  // What a hook's process took, as its last statement notes.
  handle.exec('UPDATE hook_executions SET duration_ms = 9 + abs(seq * 7919) % 23');
  const copies = Math.ceil(sessions / originals) - 1;
  const quote = (text) => `'${text}'`;
  multiply(db, {
    copies,
    apartSeconds: -Math.floor((DAYS * DAY_S) / (copies + 1)),
    projectOf: (copy) => quote(PROJECTS[copy % PROJECTS.length]),
  });
  name(handle);
  addLessons(db);
  const recorder = createRecorder({ db });
  db.transaction(() => {
    for (const event of liveSessions(nowMs)) record(recorder, event, PROJECTS[0]);
  });
  handle.exec('ANALYZE');
  db.close();
  return paths.databasePath;
}

async function importOriginals(path, { originals, messages, sessions, nowMs }) {
  const folder = mkdtempSync(join(tmpdir(), 'spoor-fill-'));
  try {
    // A session of weight 1 has some 250 messages.
    generateTranscripts({
      folder,
      sessions: originals,
      days: Math.ceil(DAYS / 45),
      end: isoTime(nowMs - 3_600_000),
      weight: Math.min(1, messages / sessions / 140),
    });
    await importHistory({ database: { path }, places: [folder] });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function recordOriginals(db, { calls }) {
  const recorder = createRecorder({ db });
  const rows = db.getDb().prepare('SELECT id, started_at FROM sessions').all();
  db.transaction(() => {
    for (const [index, { id, started_at: start }] of rows.entries()) {
      const project = PROJECTS[index % PROJECTS.length];
      const given = { session: id, project, outputLength: 160, startMs: Date.parse(start) };
      for (const event of sessionEvents({ ...given, calls })) record(recorder, event, project);
    }
  });
}

function record(recorder, { at, payload }, projectId) {
  const capture = { id: newEventId(at), capturedAt: isoTime(at) };
  const event = parseHookEvent(JSON.stringify(payload), capture);
  recorder.record({ ...event, workplace: { cwd: payload.cwd, projectId, gitBranch: 'main' } });
}

/** Gives sessions titles, and turns prompts, that read like somebody's. */
function name(handle) {
  const pick = (list, seed) =>
    `(SELECT value FROM json_each('${JSON.stringify(list).replaceAll("'", "''")}')
      WHERE key = abs(${seed}) % ${list.length})`;
  handle.exec(`UPDATE sessions SET title = ${pick(TITLES, 'sessions.rowid * 7919')}, git_branch =
    CASE rowid % 5 WHEN 0 THEN 'main' WHEN 1 THEN 'fix/drain' WHEN 2 THEN 'main'
      WHEN 3 THEN 'feature/export-of-audit-log' ELSE 'release' END`);
  handle.exec(`UPDATE execution_traces SET prompt = ${pick(TITLES, 'execution_traces.rowid * 104729')}
    WHERE prompt LIKE '%const %' OR prompt IS NULL`);
}

function addLessons(db) {
  const lessons = new LessonsStore(db);
  for (const [index, lesson] of LESSONS.entries()) {
    const { id } = lessons.create({ projectId: PROJECTS[index % PROJECTS.length], ...lesson });
    for (let n = 0; n < index % 4; n++) lessons.recordApplication(id, n % 2 === 0);
  }
}

if (process.argv[1] !== undefined && resolve(process.argv[1]) === import.meta.filename) {
  const { values } = parseArgs({
    options: {
      home: { type: 'string' },
      sessions: { type: 'string', default: '1000' },
      events: { type: 'string', default: '1000000' },
      messages: { type: 'string', default: '100000' },
      now: { type: 'string' },
    },
  });
  if (values.home === undefined) throw new Error('say where with --home');
  const path = await fillHome(resolve(values.home), {
    sessions: Number(values.sessions),
    events: Number(values.events),
    messages: Number(values.messages),
    nowMs: values.now === undefined ? Date.now() : Date.parse(values.now),
  });
  console.log(path);
}
