import { messageOf } from '@spoor/core';
import {
  type AuditCategory,
  type AuditFilter,
  indexAudit,
  SessionStore,
  type SpoorDatabase,
} from '@spoor/storage';
import { sinceOf, untilOf } from '../../input/moment.js';
import { safeText } from '../../present/safe-text.js';
import type { CliIo } from '../io.js';
import { projectOf } from '../project-option.js';
import { findSessionId } from '../sessions/find-session.js';
import { withStore } from '../store.js';
import { withWritableStore } from '../writable-store.js';

/** The entries that the user asked for. */
export interface AuditChoice {
  readonly project?: string;
  readonly session?: string;
  readonly task?: string;
  readonly category?: AuditCategory;
  readonly agent?: string;
  readonly action?: string;
  readonly user?: string;
  readonly address?: string;
  readonly text?: string;
  readonly since?: string;
  readonly until?: string;
}

/**
 * Reads the audit log after catching up with what is recorded.
 * @param read gets null when nothing was ever recorded.
 */
export async function withAudit<T>(
  io: CliIo,
  choice: AuditChoice,
  read: (db: SpoorDatabase | null, filter: AuditFilter) => T | Promise<T>,
): Promise<T> {
  return withStore(io, async (db) => {
    if (db !== null && choice.text !== undefined) await bringIndexUp(io);
    return read(db, filterOf(io, db, choice));
  });
}

/** Searches find what isn't indexed too, but with more work; more than so many wait for upkeep. */
const INDEXED_AT_ONCE = 20_000;

async function bringIndexUp(io: CliIo): Promise<void> {
  try {
    await withWritableStore(io, { create: false }, (db) => {
      indexAudit(db, { limit: INDEXED_AT_ONCE });
    });
  } catch (error) {
    io.stderr.write(`spoor: the search takes longer: ${safeText(messageOf(error))}\n`);
  }
}

function filterOf(io: CliIo, db: SpoorDatabase | null, choice: AuditChoice): AuditFilter {
  return {
    projectId: choice.project === undefined ? undefined : projectOf(io, choice.project),
    sessionId: choice.session === undefined ? undefined : sessionOf(db, choice.session),
    taskId: choice.task,
    category: choice.category,
    agent: choice.agent,
    action: choice.action,
    userId: choice.user,
    ipAddress: choice.address,
    startDate: sinceOf(choice.since, io.now()),
    endDate: untilOf(choice.until, io.now()),
    text: choice.text,
  };
}

/** A session that was deleted has entries still: it is named by its whole id. */
function sessionOf(db: SpoorDatabase | null, idOrStart: string): string {
  const isKnown = db !== null && new SessionStore(db).idsStartingWith(idOrStart, 1).length > 0;
  return isKnown ? findSessionId(db, idOrStart) : idOrStart;
}
