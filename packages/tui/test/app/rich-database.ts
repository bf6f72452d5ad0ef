import { join } from 'node:path';
import {
  AuditLogger,
  type Handle,
  LessonsStore,
  MessageStore,
  SpoorDatabase,
  WorkflowLog,
} from '@spoor/storage';
import { onTestFinished } from 'vitest';
import { at, callRecord, putSession, sessionRecord, turnRecord } from './records.js';
import { scratchFolder } from './scratch.js';

/** A database with something for every screen; each of its texts is the one given. */
export function richDatabase(text: string, sessions = 4): SpoorDatabase {
  const db = new SpoorDatabase({ path: join(scratchFolder(), 'spoor.db') });
  onTestFinished(() => db.close());
  fillDatabase(db, text, sessions);
  return db;
}

/** Fills a database with sessions, and what hangs on them, whose every text is the one given. */
export function fillDatabase(db: SpoorDatabase, text: string, sessions: number): void {
  for (let i = 0; i < sessions; i += 1) fillSession(db, `s${i}`, i, text);
  if (sessions === 0) return;
  new LessonsStore(db).create({
    category: 'pattern',
    title: text,
    summary: text,
    details: text,
    tags: [text.slice(0, 40)],
  });
}

const STATUSES = ['active', 'waiting', 'idle', 'ended', 'abandoned'] as const;
const KINDS = ['prompt', 'thinking', 'answer', 'tool_call', 'tool_output', 'notice'] as const;

function fillSession(db: SpoorDatabase, id: string, number: number, text: string): void {
  putSession(
    db,
    sessionRecord(id, {
      status: STATUSES[number % STATUSES.length] ?? 'idle',
      title: number % 2 === 0 ? text : null,
      projectId: `/home/${text}`,
      workingDirectory: `/home/${text}`,
      gitBranch: text,
      model: text,
      lastActivityAt: at(60 - number),
    }),
    {
      turns: [0, 1].map((turn) =>
        turnRecord(id, `${id}-t${turn}`, { prompt: text, startedAt: at(turn * 10) }),
      ),
      calls: Array.from({ length: 12 }, (_, call) =>
        callRecord(id, `${id}-c${call}`, {
          traceId: `${id}-t${call % 2}`,
          toolName: call % 3 === 0 ? text : 'Bash',
          summary: text,
          filePath: text,
          error: call % 4 === 0 ? text : null,
          status: call % 4 === 0 ? 'failure' : 'success',
          startedAt: at(call),
        }),
      ),
    },
  );
  const logger = new AuditLogger(db);
  logger.log({
    action: text,
    category: 'agent',
    agent: text,
    projectId: `/home/${text}`,
    sessionId: id,
    taskId: id,
    details: { [text]: text },
    timestamp: at(number),
  });
  new MessageStore(db).addMany(
    KINDS.map((kind, i) => ({
      sessionId: id,
      id: `${id}-m${i}`,
      type: kind === 'prompt' || kind === 'tool_output' ? 'user' : 'assistant',
      kind,
      role: kind === 'prompt' ? 'user' : 'assistant',
      model: text,
      content: text,
      toolUseId: kind === 'tool_output' ? `${id}-c0` : null,
      timestamp: at(i),
    })),
  );
  new WorkflowLog(db).addTransition({
    id: `${id}-w`,
    taskId: id,
    projectId: `/home/${text}`,
    toState: text,
    trigger: text,
    timestamp: at(number),
  });
}

/**
 * Overwrites each text of each row that the schema lets be any text, and each text in its JSON;
 * keys are left out, unless all is meant kinds and times too: what hooks and transcripts would
 * never write is shown too.
 */
export function spoilTexts(db: SpoorDatabase, text: string, all = false): void {
  const handle = db.getDb();
  const tables = handle
    .prepare(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE '%fts%'",
    )
    .all() as { name: string }[];
  for (const { name } of tables) {
    const columns = handle.prepare('SELECT name, type, pk FROM pragma_table_info(?)').all(name) as {
      name: string;
      type: string;
      pk: number;
    }[];
    for (const column of columns) {
      if (column.pk > 0 || !/^text$/i.test(column.type)) continue;
      if ((all ? LINKS : KEYS).test(column.name)) continue;
      spoilColumn(handle, name, column.name, text);
    }
  }
}

function spoilColumn(handle: Handle, table: string, column: string, text: string): void {
  const values = handle.prepare(`SELECT DISTINCT "${column}" AS value FROM "${table}"`).all();
  const update = handle.prepare(`UPDATE "${table}" SET "${column}" = ? WHERE "${column}" IS ?`);
  for (const { value } of values as { value: string | null }[]) {
    try {
      update.run(spoilt(value, text), value);
    } catch {
      // The schema holds this column to something else.
    }
  }
}

/** JSON stays JSON, with the text in place of each of its texts, and as the name of a field. */
function spoilt(value: string | null, text: string): string {
  if (value === null || !/^[[{]/.test(value)) return text;
  try {
    const parsed: unknown = JSON.parse(value, (_, part: unknown) =>
      typeof part === 'string' ? text : part,
    );
    const more = Array.isArray(parsed) ? parsed : { ...(parsed as object), [text]: text };
    return JSON.stringify(more);
  } catch {
    return text;
  }
}

/** What a row is found by. */
const LINKS = /(?:^|_)id$|^task_id$/;

const KEYS = /(?:^|_)(?:id|at|timestamp|status|kind|origin|type|role)$/;
