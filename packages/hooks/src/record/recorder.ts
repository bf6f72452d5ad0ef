import {
  type CapturedEvent,
  type HookEvent,
  messageOf,
  type Redacted,
  type RedactOptions,
  redactHookEvent,
  redactText,
} from '@spoor/core';
import {
  isEnvironmental,
  isForgotten,
  type NewHookExecution,
  type SpoorDatabase,
  UNTOLD_EVENT,
} from '@spoor/storage';
import { auditEntryOf } from './audit.js';
import { refreshCheckpoints } from './compaction.js';
import { type Handler, openStores, type RecordStores } from './context.js';
import { HANDLERS, type HandlerTable } from './handlers.js';
import { lookUp } from './look-up.js';
import { recordSession, recordTransition } from './session.js';

/** What a recorder is made of. */
export interface RecorderOptions {
  readonly db: SpoorDatabase;
  /** Handlers of your own, run after Spoor's, in the same transaction. */
  readonly handlers?: HandlerTable;
  /** What counts as secret, and caps, for events that are not redacted yet. */
  readonly redaction?: RedactOptions;
}

/** What recording an event came to. */
export interface Recorded {
  /** False when the event was there already, or its session is forgotten; nothing was changed then. */
  readonly isNew: boolean;
  /** What a handler threw; the event is kept, what was derived from it is not. */
  readonly error?: string;
}

/** Writes events into the store. */
export interface Recorder {
  /** Redacts an event, then writes it with all that follows from it, in one transaction. */
  record(event: CapturedEvent): Recorded;
  /**
   * Writes an event that is redacted already.
   * @param elapsedMs how long the hook's process has run, asked just before the commit.
   */
  recordRedacted(event: Redacted<CapturedEvent>, elapsedMs?: () => number): Recorded;
}

/** Makes a recorder on a connection. */
export function createRecorder({ db, handlers = {}, redaction }: RecorderOptions): Recorder {
  const stores = openStores(db);
  const recordRedacted: Recorder['recordRedacted'] = (event, elapsedMs) =>
    db.transaction(() => write(db, stores, handlers, event, elapsedMs));
  return { recordRedacted, record: (event) => recordRedacted(redactHookEvent(event, redaction)) };
}

function write(
  db: SpoorDatabase,
  stores: RecordStores,
  handlers: HandlerTable,
  event: CapturedEvent,
  elapsedMs?: () => number,
): Recorded {
  if (event.kind === 'event' && isForgotten(db, event.sessionId, event.capturedAt)) {
    return { isNew: false };
  }
  if (!stores.log.append(rowOf(event))) return { isNew: false };
  stores.audit.append(auditEntryOf(event));
  const error =
    event.kind === 'event' ? derive(db, stores, handlersOf(event, handlers), event) : undefined;
  const durationMs = elapsedMs === undefined ? null : Math.round(elapsedMs());
  if (durationMs !== null || error !== undefined) {
    stores.log.finish(event.id, durationMs, error ?? null);
  }
  return error === undefined ? { isNew: true } : { isNew: true, error };
}

function handlersOf(event: HookEvent, own: HandlerTable): Handler[] {
  return [
    recordSession,
    recordTransition,
    ...(lookUp(HANDLERS, event.hookType) ?? []),
    refreshCheckpoints,
    ...(lookUp(own, event.hookType) ?? []),
  ];
}

/** Runs the handlers in a savepoint: all of what they write, or nothing. */
function derive(
  db: SpoorDatabase,
  stores: RecordStores,
  handlers: readonly Handler[],
  event: HookEvent,
): string | undefined {
  const handle = db.getDb();
  handle.exec('SAVEPOINT handlers');
  try {
    for (const handle of handlers) handle(event, stores);
    handle.exec('RELEASE handlers');
    return undefined;
  } catch (error) {
    // A full disk or an I/O error ends the transaction by itself: the event then stays in the spool.
    if (!handle.inTransaction) throw error;
    handle.exec('ROLLBACK TO handlers; RELEASE handlers');
    if (isEnvironmental(error)) throw error;
    return redactText(messageOf(error));
  }
}

function rowOf(event: CapturedEvent): NewHookExecution {
  const { id, capturedAt: createdAt } = event;
  if (event.kind === 'malformed') {
    const { reason, length, position, hash } = event;
    return {
      ...UNTOLD_EVENT,
      id,
      createdAt,
      status: 'malformed',
      errorMessage: reason,
      payloadJson: JSON.stringify({ length, position, hash }),
    };
  }
  return {
    id,
    createdAt,
    status: 'success',
    errorMessage: null,
    sessionId: event.sessionId,
    hookType: event.hookType,
    promptId: event.promptId ?? null,
    toolUseId: event.toolUseId ?? null,
    toolName: event.toolName ?? null,
    agentId: event.agentId ?? null,
    agentType: event.agentType ?? null,
    agentTranscriptPath: event.agentTranscriptPath ?? null,
    cwd: event.workplace.cwd ?? null,
    payloadJson: JSON.stringify(event.payload),
  };
}
