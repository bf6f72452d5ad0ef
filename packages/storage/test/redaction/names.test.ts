import { REDACTION_RULES, redactText } from '@spoor/core';
import { describe, expect, it } from 'vitest';
import {
  AuditLogger,
  ConfigurationStore,
  CounterStore,
  ExecutionTracker,
  LessonsStore,
  MessageStore,
  SessionStore,
  type SpoorDatabase,
  SQLiteStateStore,
  TranscriptCursors,
} from '../../src/index.js';
import { at } from '../support/events.js';
import { temporaryDatabase } from '../support/temporary.js';

/** A token that can stand in a path. */
const TOKEN =
  REDACTION_RULES.flatMap(({ examples }) => examples).find(
    (text) => /^[\w-]{30,}$/.test(text) && redactText(`/x/${text}/y`).startsWith('/x/[REDACTED'),
  ) ?? '';
const PROJECT = `/home/dev/${TOKEN}/app`;

/** All rows of all tables as one text. */
function everything(db: SpoorDatabase): string {
  const tables = db
    .getDb()
    .prepare(`SELECT name FROM sqlite_schema WHERE type = 'table'`)
    .pluck()
    .all() as string[];
  return tables
    .map((name) => JSON.stringify(db.getDb().prepare(`SELECT * FROM "${name}"`).all()))
    .join('\n');
}

describe('a name with a token in it is kept redacted, and found by what was given', () => {
  it('there is a token to try it with', () => {
    expect(TOKEN).not.toBe('');
  });

  it('of a project', async () => {
    const db = temporaryDatabase();
    new SessionStore(db).create({
      id: 's1',
      projectId: PROJECT,
      workingDirectory: `${PROJECT}/src`,
      gitBranch: `fix-${TOKEN}`,
      transcriptPath: `${PROJECT}/s1.jsonl`,
      client: TOKEN,
      clientVersion: TOKEN,
      entrypoint: TOKEN,
    });
    new AuditLogger(db).log({ action: 'x', category: 'user', projectId: PROJECT });
    new LessonsStore(db).create({ category: 'bug', title: 'title', projectId: PROJECT });
    const states = new SQLiteStateStore(db);
    const state = { taskId: 't', projectId: PROJECT, state: 'a', context: {}, history: [] };
    await states.saveState(state);
    const tracker = new ExecutionTracker(db);
    const trace = tracker.startTrace(PROJECT, 't', 'prompt');

    expect(everything(db)).not.toContain(TOKEN);
    expect(new SessionStore(db).list({ projectId: PROJECT })).toHaveLength(1);
    expect(new AuditLogger(db).query({ projectId: PROJECT })).toHaveLength(1);
    expect(new AuditLogger(db).tail(0, 9, { projectId: PROJECT })).toHaveLength(1);
    expect(new AuditLogger(db).getSummary(PROJECT)).toEqual([{ category: 'user', count: 1 }]);
    expect(new AuditLogger(db).summarize({ by: 'agent', projectId: PROJECT })).toHaveLength(1);
    expect(JSON.parse(new AuditLogger(db).export(PROJECT, 'json'))).toHaveLength(1);
    expect(new LessonsStore(db).search({ projectId: PROJECT })).toHaveLength(1);
    expect(await states.listStates(PROJECT)).toHaveLength(1);
    expect(tracker.getRecentTraces(PROJECT).map(({ id }) => id)).toEqual([trace]);
  });

  it('of a counter and of a setting', () => {
    const db = temporaryDatabase();
    const counters = new CounterStore(db);
    counters.increment(`project:${PROJECT}`, TOKEN);
    counters.increment(`project:${PROJECT}`, TOKEN, 2);
    const settings = new ConfigurationStore(db);
    settings.set(TOKEN, 'value', { projectId: PROJECT });

    expect(everything(db)).not.toContain(TOKEN);
    expect(counters.get(`project:${PROJECT}`, TOKEN)).toBe(3);
    expect(counters.list({ scope: `project:${PROJECT}` })).toHaveLength(1);
    expect(counters.reset(`project:${PROJECT}`, TOKEN)).toBe(true);
    expect(settings.get(TOKEN, { projectId: PROJECT })).toBe('value');
    expect(settings.unset(TOKEN, { projectId: PROJECT })).toBe(true);
  });

  it('of a transcript', () => {
    const db = temporaryDatabase();
    const cursors = new TranscriptCursors(db);
    const path = `${PROJECT}/s1.jsonl`;
    const cursor = { sessionId: 's1', agentId: null, identity: '1:2', size: 1, mtimeMs: 1 };
    const place = { offset: 1, line: 1, headHash: null, tailHash: null, badLines: 0 };
    cursors.put({ ...cursor, ...place, path, updatedAt: at(0) });
    const problem = { path, offset: 0, line: 1, length: 9, reason: 'not valid JSON' };
    cursors.noteProblem({ ...problem, sessionId: 's1', foundAt: at(0) });

    expect(everything(db)).not.toContain(TOKEN);
    expect(cursors.get(path)?.offset).toBe(1);
    expect(cursors.all().get(path)?.offset).toBe(1);
    cursors.move(path, `${PROJECT}/moved.jsonl`);
    expect(cursors.get(path)).toBeNull();
    expect(cursors.remove(`${PROJECT}/moved.jsonl`)).toBe(true);
  });

  it('and so are the words that a source has for a message', () => {
    const db = temporaryDatabase();
    const messages = new MessageStore(db);
    const words = { type: TOKEN, subtype: TOKEN, role: TOKEN, model: TOKEN };
    messages.add({ sessionId: 's1', id: 'm', ...words });
    messages.update('s1', 'm', words);
    expect(everything(db)).not.toContain(TOKEN);
  });
});
