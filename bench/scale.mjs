// `node bench/scale.mjs`: a store of one million hook events, 100,000 messages and 1,000 sessions;
// what it costs to read and write there, and how large it gets. The store is kept in the temporary
// folder and used again. `--events N`, `--rounds N`, `--fresh`.
import { existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { isoTime, newEventId } from '../packages/core/dist/index.js';
import { createRecorder, parseHookEvent } from '../packages/hooks/dist/index.js';
import {
  AuditLogger,
  ExecutionTracker,
  listSessionOverviews,
  readSessionHistory,
  SCHEMA_VERSION,
  SpoorDatabase,
} from '../packages/storage/dist/index.js';
import { median } from './measure.mjs';
import { fill, sessionName } from './storage/fill.mjs';
import { temporaryFolder } from './storage/support.mjs';

const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '1000000' },
    rounds: { type: 'string', default: '31' },
    fresh: { type: 'boolean', default: false },
  },
});
const rounds = Number(values.rounds);
const events = Number(values.events);

const path = madeOnce(events);
measureOpening(path);
const db = new SpoorDatabase({ path });
measureReading(db);
measureRecording(db);
db.close();
measureSize();

/** The store with so many events; made when there is none yet. */
function madeOnce(count) {
  const folder = join(tmpdir(), 'spoor-bench-scale');
  const made = join(folder, `schema-${SCHEMA_VERSION}-events-${count}.db`);
  if (values.fresh) rmSync(made, { force: true });
  if (!existsSync(made)) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const unfinished = `${made}.unfinished`;
    for (const end of ['', '-wal', '-shm']) rmSync(`${unfinished}${end}`, { force: true });
    const start = performance.now();
    const db = new SpoorDatabase({ path: unfinished });
    fill(db, { events: count, sessions: count / 1_000, messages: count / 10 });
    db.close();
    renameSync(unfinished, made);
    console.log(`scale: made in ${((performance.now() - start) / 1_000).toFixed(0)} s`);
  }
  console.log(`scale: ${made}, ${(statSync(made).size / 2 ** 20).toFixed(0)} MB`);
  return made;
}

function measureOpening(path) {
  const times = { open: [], close: [] };
  for (let round = 0; round <= rounds; round++) {
    const start = performance.now();
    const db = new SpoorDatabase({ path });
    const opened = performance.now();
    db.close();
    if (round > 0) times.open.push(opened - start);
    if (round > 0) times.close.push(performance.now() - opened);
  }
  tell('open', times.open);
  tell('close', times.close);
}

function measureReading(db) {
  const audit = new AuditLogger(db);
  const tracker = new ExecutionTracker(db);
  const { last } = db.prepare('SELECT max(timestamp) AS last FROM audit_logs').get();
  const startDate = isoTime(Date.parse(last) - 24 * 3_600_000);
  time('list of 50 sessions', () => listSessionOverviews(db, { limit: 50 }));
  time('list of 50 sessions, page 10', () => listSessionOverviews(db, { limit: 50, offset: 450 }));
  time('one session whole', (i) => readSessionHistory(db, sessionName(i % 5)));
  time('audit page, project and category and date', (i) =>
    audit.query({ projectId: `/work/project-${i % 20}`, category: 'file', startDate }),
  );
  time('audit page, category and agent and date', () =>
    audit.query({ category: 'security', agent: 'Explore', startDate }),
  );
  time('audit summary of a project', (i) => audit.getSummary(`/work/project-${i % 20}`));
  time('newest turns of a project', (i) => tracker.getRecentTraces(`/work/project-${i % 20}`));
  if (typeof tracker.getAgentMetrics === 'function') {
    const days = Math.ceil((Date.now() - Date.UTC(2026, 0, 1)) / 86_400_000);
    time('agent metrics of all time', () => tracker.getAgentMetrics('Explore', days));
  }
}

/** One event of a session with a thousand others; the difference of the two is the disk's. */
function measureRecording(db) {
  const recorder = createRecorder({ db });
  const record = (tag) => (i) => {
    const at = Date.now();
    const payload = {
      session_id: sessionName(0),
      hook_event_name: 'PostToolUse',
      prompt_id: 'bench',
      cwd: '/work/project-0',
      tool_name: 'Bash',
      tool_use_id: `${tag}-${at}-${i}`,
      tool_input: { command: 'pnpm test' },
      tool_response: { stdout: 'all tests passed\n'.repeat(50) },
    };
    const capture = { id: newEventId(at), capturedAt: isoTime(at) };
    recorder.record(parseHookEvent(JSON.stringify(payload), capture));
  };
  for (const level of ['OFF', 'FULL']) {
    db.getDb().pragma(`synchronous=${level}`);
    time(`one event recorded, synchronous=${level}`, record(level));
  }
}

/** 100 sessions of 200 calls, with the transcripts' text. */
function measureSize() {
  const path = join(temporaryFolder('size'), 'spoor.db');
  const db = new SpoorDatabase({ path });
  fill(db, { events: 100 * 442, sessions: 100, messages: 100 * 400 });
  const { calls, text } = db
    .prepare(
      `SELECT (SELECT count(*) FROM tool_calls) AS calls,
         (SELECT sum(length(payload_json)) FROM hook_executions)
         + (SELECT sum(length(content)) FROM messages) AS text`,
    )
    .get();
  const largest = db
    .prepare(
      `SELECT name, sum(pgsize) AS bytes FROM dbstat GROUP BY name ORDER BY bytes DESC LIMIT 8`,
    )
    .all()
    .map(({ name, bytes }) => `${name} ${(bytes / 1e6).toFixed(1)}`);
  db.close();
  console.log(
    `scale: 100 sessions, ${calls} calls, ${(text / 1e6).toFixed(0)} MB of payloads and messages: ` +
      `${(statSync(path).size / 1e6).toFixed(0)} MB (${largest.join(', ')})`,
  );
}

function time(name, run) {
  const times = [];
  for (let round = 0; round <= rounds; round++) {
    const start = performance.now();
    run(round);
    if (round > 0) times.push(performance.now() - start);
  }
  tell(name, times);
}

function tell(name, times) {
  const largest = Math.max(...times).toFixed(2);
  console.log(
    `scale, ${name}: ${median(times).toFixed(2)} ms (median of ${rounds}, at most ${largest})`,
  );
}
