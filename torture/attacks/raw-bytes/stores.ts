import {
  AuditLogger,
  ConfigurationStore,
  CounterStore,
  DurableWriter,
  ExecutionTracker,
  LessonsStore,
  MessageStore,
  SessionStore,
  SpoorDatabase,
  SQLiteStateStore,
} from '@spoor/storage';
import { NAMED } from '../../support/secrets.ts';
import type { Poison } from './poison.ts';

/** Writes secrets through every public store, as a program that embeds the package would. */
export async function writeStores(
  databasePath: string,
  poison: Poison,
  rounds: number,
): Promise<void> {
  const db = new SpoorDatabase({ path: databasePath });
  try {
    for (let n = 0; n < rounds; n++) await writeOnce(db, poison, n);
  } finally {
    db.close();
  }
  const writer = new DurableWriter({ database: { path: databasePath } });
  await writer.write('audit.log', {
    action: poison.text(),
    category: 'user',
    details: { text: poison.text() },
  });
  await writer.close();
}

async function writeOnce(db: SpoorDatabase, poison: Poison, n: number): Promise<void> {
  const text = () => poison.text();
  const details = () => ({ [poison.line()]: [text(), { deep: text() }], ...NAMED });
  const projectId = `/nowhere/${poison.line()}`;
  new SessionStore(db).create({
    id: `stored-${n}`,
    name: text(),
    title: text(),
    client: text(),
    projectId,
    workingDirectory: `/nowhere/${poison.line()}`,
    gitBranch: `feature/${poison.line()}`,
    source: text(),
    model: text(),
    clientVersion: text(),
    transcriptPath: `/nowhere/${poison.line()}.jsonl`,
    endReason: text(),
    entrypoint: text(),
    metadata: details(),
    clientUsage: details(),
  });
  new SessionStore(db).rename(`stored-${n}`, text());
  new MessageStore(db).add({
    sessionId: `stored-${n}`,
    type: text(),
    subtype: text(),
    role: text(),
    model: text(),
    content: text(),
    toolUses: [details()],
    usage: details(),
  });
  const tracker = new ExecutionTracker(db);
  const trace = tracker.startTrace(projectId, `stored-${n}`, text());
  tracker.completeTrace(trace, true, undefined, details());
  const run = tracker.recordInvocation({ traceId: trace, agent: text(), taskFragment: text() });
  tracker.updateInvocation(run, { outputSummary: text(), error: text() });
  new AuditLogger(db).log({
    action: text(),
    category: 'user',
    projectId,
    agent: text(),
    details: details(),
    userId: text(),
    ipAddress: text(),
  });
  const lessons = new LessonsStore(db);
  const lesson = lessons.create({
    category: 'bug',
    title: text(),
    summary: text(),
    details: text(),
    tags: [text(), text()],
    projectId,
    sourceAgent: text(),
    sourceFile: `/nowhere/${poison.line()}`,
    evidence: [{ sessionId: `stored-${n}`, toolUseId: 'call', note: text() }],
  });
  lessons.update(lesson.id, { title: text(), tags: [text()] });
  const states = new SQLiteStateStore(db);
  await states.saveState({
    taskId: `task-${n}`,
    projectId,
    state: text(),
    context: { ...details(), checkpoints: [{ data: text(), ...details() }] },
    history: [
      { fromState: text(), toState: text(), trigger: text(), metadata: details(), more: text() },
    ],
  });
  new CounterStore(db).increment(`project:${projectId}`, poison.line());
  new CounterStore(db).reset(`project:${projectId}`, poison.line());
  new ConfigurationStore(db).set(`setting.${poison.line()}`, details(), { projectId });
  new ConfigurationStore(db).set('service.api_key', NAMED.api_token);
}
