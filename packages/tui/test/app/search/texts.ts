import { LessonsStore, SpoorDatabase } from '@spoor/storage';
import { onTestFinished } from 'vitest';
import { scratchFolder } from '../scratch.js';

const at = (minutes: number) =>
  new Date(Date.parse('2026-11-21T09:00:00Z') + minutes * 60_000).toISOString();

/** A database with texts of two sessions of two projects, and a lesson; the path of its file. */
export function textsDatabase(): { db: SpoorDatabase; path: string } {
  const path = `${scratchFolder()}/spoor.db`;
  const db = new SpoorDatabase({ path });
  onTestFinished(() => db.close());
  const insert = (table: string, row: Record<string, unknown>) => {
    const names = Object.keys(row);
    db.prepare<object>(
      `INSERT INTO ${table} (${names}) VALUES (${names.map((name) => `@${name}`)})`,
    ).run(row);
  };
  for (const [id, project_id, title] of [
    ['s1', '/home/dev/zoo', 'Paint the crossing'],
    ['s2', '/home/dev/farm', 'Count \u001b[2J the goats'],
  ]) {
    insert('sessions', { id, project_id, title, started_at: at(0), last_activity_at: at(50) });
  }
  const say = (id: string, session_id: string, kind: string, content: string, minutes: number) =>
    insert('messages', { id, session_id, type: 'user', kind, content, timestamp: at(minutes) });
  say('m1', 's1', 'prompt', 'Paint the zebra crossing', 1);
  say('m2', 's1', 'answer', `${'words '.repeat(200)} the zebra is painted \u202e\u001b[2J`, 2);
  say('m3', 's2', 'answer', 'No zebra among the goats', -3_000);
  insert('tool_calls', {
    session_id: 's1',
    tool_use_id: 'toolu_1',
    tool_name: 'Bash',
    status: 'failure',
    started_at: at(3),
    summary: 'paint --zebra',
    error: 'the zebra ran away',
  });
  insert('execution_traces', {
    id: 't1',
    task_id: 's2',
    prompt: 'A zebra that only hooks told of',
    started_at: at(5),
  });
  new LessonsStore(db).create({
    category: 'pattern',
    title: 'Zebras have stripes',
    summary: 'Look at the zebra before you paint it.',
  });
  return { db, path };
}
