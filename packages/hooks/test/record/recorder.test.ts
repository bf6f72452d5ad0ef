import type { HookEvent } from '@spoor/core';
import { SpoorDatabase } from '@spoor/storage';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createRecorder, type Handler } from '../../src/index.js';
import { makeEvent } from './events.js';
import { makeStage } from './play.js';
import { readRows } from './rows.js';

describe('handlers of a user', () => {
  it('run after those of Spoor, for their events only', () => {
    const seen: unknown[] = [];
    const handler: Handler = (event, { sessions }) => {
      seen.push([event.hookType, sessions.get(event.sessionId)?.status]);
    };
    const { play } = makeStage({ Stop: [handler], Novelty: [handler] });
    play(makeEvent('SessionStart', 1), makeEvent('Stop', 2), makeEvent('Novelty', 3));
    expect(seen).toEqual([
      ['Stop', 'idle'],
      ['Novelty', 'idle'],
    ]);
  });

  it('get events that are redacted', () => {
    const seen: HookEvent[] = [];
    const { play } = makeStage({ UserPromptSubmit: [(event) => seen.push(event)] });
    play(makeEvent('UserPromptSubmit', 1, { payload: { prompt: `key ${SECRET}` } }));
    expect(seen[0]?.payload['prompt']).toBe('key [REDACTED:github-pat]');
  });

  it('write in the transaction of the event', () => {
    const { play, rows } = makeStage({
      Stop: [(event, { counters }) => counters.increment(event.sessionId, 'mine', 2)],
    });
    play(makeEvent('Stop', 1));
    expect(rows(`SELECT name, value FROM counters ORDER BY name`)).toEqual([
      { name: 'mine', value: 2 },
      { name: 'rounds', value: 1 },
    ]);
  });

  it('that throw leave the event with their error, and no rows', () => {
    const { db, play, rows } = makeStage({
      Stop: [
        (event, { counters }) => {
          counters.increment(event.sessionId, 'mine');
          throw new Error(`no luck with ${SECRET}\nand more`);
        },
      ],
    });
    const before = makeEvent('SessionStart', 1);
    play(before);
    const { sessions } = readRows(db);
    play(makeEvent('Stop', 2, { promptId: 'p1' }));
    expect(
      rows('SELECT hook_type, status, error_message FROM hook_executions ORDER BY seq'),
    ).toEqual([
      { hook_type: 'SessionStart', status: 'success', error_message: null },
      {
        hook_type: 'Stop',
        status: 'error',
        error_message: 'no luck with [REDACTED:github-pat]',
      },
    ]);
    const after = readRows(db);
    expect(after.sessions).toEqual(sessions);
    expect(after.execution_traces).toEqual([]);
    expect(after.counters).toEqual([]);
    expect(after.audit_logs).toHaveLength(2);
    play(makeEvent('UserPromptSubmit', 3, { promptId: 'p2' }));
    expect(readRows(db).execution_traces).toHaveLength(1);
  });
});

describe('an event', () => {
  it('that was recorded before changes nothing', () => {
    const { db, play } = makeStage();
    const stop = makeEvent('Stop', 2, { promptId: 'p1' });
    play(makeEvent('UserPromptSubmit', 1, { promptId: 'p1', payload: { prompt: 'a' } }), stop);
    const before = readRows(db);
    const recorder = createRecorder({ db });
    expect(recorder.record(stop)).toEqual({ isNew: false });
    expect(recorder.record({ ...stop, hookType: 'SessionEnd' })).toEqual({ isNew: false });
    expect(readRows(db)).toEqual(before);
  });

  it('has the time that the hook took', () => {
    const { db, row } = makeStage();
    const recorder = createRecorder({ db });
    const event = makeEvent('Stop', 1) as Parameters<typeof recorder.recordRedacted>[0];
    expect(recorder.recordRedacted(event, () => 12.6)).toEqual({ isNew: true });
    expect(row('SELECT status, duration_ms FROM hook_executions')).toEqual({
      status: 'success',
      duration_ms: 13,
    });
  });

  it.each(['constructor', '__proto__', 'hasOwnProperty', 'toString', 'Novelty'])(
    'of the name %s is recorded as it is',
    (hookType) => {
      const { play, rows } = makeStage();
      play(makeEvent(hookType, 1, { toolName: hookType, payload: { tool_input: { a: 1 } } }));
      expect(rows('SELECT hook_type, tool_name, status FROM hook_executions')).toEqual([
        { hook_type: hookType, tool_name: hookType, status: 'success' },
      ]);
      expect(rows('SELECT status FROM sessions')).toEqual([{ status: 'active' }]);
    },
  );
});

const SECRET = `ghp_${'aB3dE5gH7j'.repeat(4).slice(0, 36)}`;

describe('a secret', () => {
  it('is in no column of any table', () => {
    const db = new SpoorDatabase({ inMemory: true });
    onTestFinished(() => db.close());
    const recorder = createRecorder({ db });
    const text = `before ${SECRET} after`;
    const tool = { promptId: 'p1', toolUseId: 't1', toolName: `tool ${SECRET}` };
    for (const event of [
      makeEvent('SessionStart', 0, {
        payload: { source: text, model: text, session_title: text, [SECRET]: { deep: [text] } },
        client: { version: text, entrypoint: text },
        workplace: { cwd: `/w/${SECRET}`, projectId: `/w/${SECRET}`, gitBranch: SECRET },
        transcriptPath: `/t/${SECRET}.jsonl`,
      }),
      makeEvent('UserPromptSubmit', 1, { promptId: 'p1', payload: { prompt: text } }),
      makeEvent('PreToolUse', 2, {
        ...tool,
        payload: {
          tool_input: {
            command: text,
            file_path: `/f/${SECRET}`,
            nested: JSON.stringify({ a: text }),
          },
        },
      }),
      makeEvent('PreCompact', 3, { payload: { trigger: text } }),
      makeEvent('PostToolUseFailure', 4, { ...tool, payload: { error: text } }),
      makeEvent('SubagentStart', 5, { agentId: 'a1', agentType: text }),
      makeEvent('SubagentStop', 6, {
        agentId: 'a1',
        agentType: text,
        agentTranscriptPath: `/t/${SECRET}`,
        payload: { last_assistant_message: text },
      }),
      makeEvent('StopFailure', 7, { agentId: 'a2', agentType: text, payload: { error: text } }),
      makeEvent('SessionEnd', 8, { payload: { reason: text } }),
    ]) {
      expect(recorder.record(event)).toEqual({ isNew: true });
    }
    const { id, capturedAt } = makeEvent('x', 9);
    recorder.record({
      kind: 'malformed',
      id,
      capturedAt,
      client: {},
      workplace: {},
      reason: text,
      length: 1,
    });
    const dump = dumpOf(db);
    expect(dump).toContain('[REDACTED:github-pat]');
    expect(dump).not.toContain(SECRET);
    expect(dump).not.toContain(SECRET.slice(4));
  });
});

/** Every value of every table, as text. */
function dumpOf(db: SpoorDatabase): string {
  const tables = db
    .getDb()
    .prepare<[], { name: string }>(`SELECT name FROM sqlite_schema WHERE type = 'table'`)
    .all();
  return tables
    .map(({ name }) => JSON.stringify(db.getDb().prepare(`SELECT * FROM "${name}"`).all()))
    .join('\n');
}
