import { join } from 'node:path';
import { type Handle, SpoorDatabase } from '@spoor/storage';
import { onTestFinished } from 'vitest';
import { recordTranscript } from '../cli/transcript-demo.js';
import { fillDatabase } from './rich-database.js';
import { scratchFolder } from './scratch.js';

/** A database in which every table that a screen reads has rows. */
export function fullDatabase(text = 'a text', sessions = 6): SpoorDatabase {
  const path = join(scratchFolder(), 'spoor.db');
  recordTranscript(path);
  const db = new SpoorDatabase({ path });
  onTestFinished(() => db.close());
  fillDatabase(db, text, sessions);
  fillRest(db.getDb());
  return db;
}

function fillRest(handle: Handle): void {
  const time = '2026-11-21T09:00:00.000Z';
  const run = (sql: string, ...values: unknown[]) => handle.prepare(sql).run(...values);
  run(
    `INSERT INTO lesson_evidence (lesson_id, session_id, tool_use_id, note, created_at)
     SELECT l.id, c.session_id, c.tool_use_id, 'a note', ? FROM lessons l, tool_calls c LIMIT 3`,
    time,
  );
  run(
    `INSERT INTO transcript_problems (path, offset, line, length, reason, session_id, found_at)
     SELECT '/t', seq, seq, 9, 'not JSON', session_id, ? FROM messages LIMIT 2`,
    time,
  );
  for (const operation of ['check', 'maintain', 'backup']) {
    run(
      `INSERT INTO maintenance_runs (operation, started_at, finished_at, outcome, details)
       VALUES (?, ?, ?, 'failure', '{"error":"a reason"}')`,
      operation,
      time,
      time,
    );
  }
  for (const [number, state] of ['analysis', 'design', 'analysis', 'done'].entries()) {
    run(
      `INSERT INTO state_transitions (id, task_id, project_id, from_state, to_state, "trigger", timestamp, metadata)
       VALUES (?, 'own-task', '/home/dev/zoo', ?, ?, 'a trigger', ?, '{"a":{"b":["c"]}}')`,
      `own-${number}`,
      number === 0 ? null : 'before',
      state,
      time,
    );
  }
  run(
    `INSERT INTO workflow_states (task_id, project_id, state, context, created_at, updated_at)
     VALUES ('own-task', '/home/dev/zoo', 'done', '{"a":[1,{"b":"c"}],"d":"e"}', ?, ?)`,
    time,
    time,
  );
  run(
    `INSERT INTO checkpoints (id, task_id, name, state, data, created_at)
     VALUES ('own-c', 'own-task', 'a name', 'design', '{"a":[1,{"b":"c"}]}', ?)`,
    time,
  );
}
