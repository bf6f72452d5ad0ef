import { type SpoorDatabase, SQLiteStateStore, WorkflowLog } from '@spoor/storage';
import { at, putSession, sessionRecord, turnRecord } from '../records.js';

export const HOSTILE = 'evil \u001b[31m\u202e\u0007 日本語 🎉';

/** Two sessions with workflows of their own, and tasks of other machines, one of them hostile. */
export async function putWorkflows(db: SpoorDatabase): Promise<void> {
  putSession(db, sessionRecord('s1', { title: 'fix the build', status: 'idle' }));
  putSession(db, sessionRecord('s2', { status: 'ended' }), {
    turns: [turnRecord('s2', 't', { prompt: 'what is new?' })],
  });
  const log = new WorkflowLog(db);
  for (const [session, states] of [
    ['s1', ['starting', 'active', 'waiting', 'active', 'idle']],
    ['s2', ['starting', 'active', 'ended']],
  ] as const) {
    states.forEach((toState, index) => {
      const timestamp = at(index * 10 + (session === 's1' ? 100 : 0));
      const id = `${session}-${index}`;
      log.addTransition({
        id,
        taskId: session,
        projectId: '/p',
        toState,
        trigger: 'Stop',
        timestamp,
      });
    });
  }
  const store = new SQLiteStateStore(db);
  await store.saveState({
    taskId: 'task-1',
    projectId: '/home/dev/src/spoor',
    state: 'reviewing',
    context: {
      goal: 'a parser',
      nested: { deep: { deeper: [1, 2, null, true] } },
      checkpoints: [
        { name: 'before the merge', state: 'reviewing', createdAt: at(250), data: { n: 1 } },
      ],
    },
    history: [
      { fromState: 'planning', toState: 'coding', trigger: 'plan done', timestamp: at(200) },
      { fromState: 'coding', toState: 'reviewing', timestamp: at(260), metadata: { attempt: 2 } },
    ],
  });
  await store.saveState({
    taskId: HOSTILE,
    projectId: HOSTILE,
    state: HOSTILE,
    context: { [HOSTILE]: HOSTILE.repeat(100), list: Array.from({ length: 3_000 }, (_, n) => n) },
    history: Array.from({ length: 300 }, (_, n) => ({
      toState: n % 2 === 0 ? HOSTILE : 'x'.repeat(500),
      trigger: HOSTILE,
      timestamp: at(300 + n),
      metadata: { [HOSTILE]: n },
    })),
  });
}
