import type { IsoTime } from '@spoor/core';
import type { SpoorDatabase } from '../../database/spoor-database.js';
import { StorageError } from '../../errors.js';
import { boundUsage, mergePlace, mergeUsage } from './usage-merge.js';
import {
  ADD_USAGE,
  type CostOf,
  REPLACE_USAGE,
  USAGE_COLUMNS,
  type UsagePlace,
  type UsageTold,
} from './usage-told.js';

/** What became of a message's row. */
export interface UsageChange {
  readonly owner: UsagePlace;
  /** Who had the message until now; null when it stayed where it was, or is new. */
  readonly lost: UsagePlace | null;
}

/** Where a message of a session stands in it. */
export interface HeldMessage {
  readonly messageId: string;
  readonly agentId: string | null;
  readonly promptId: string | null;
  readonly timestamp: IsoTime;
}

/** A message as a fork has copied it; its usage is JSON, without what is zero. */
interface CopiedMessage {
  readonly messageId: string;
  readonly model: string | null;
  readonly usage: string;
  readonly timestamp: IsoTime;
}

const NO_USAGE = {
  requestId: null,
  inputTokens: 0,
  outputTokens: 0,
  cacheReadTokens: 0,
  cacheWriteTokens: 0,
  cacheWrite1hTokens: 0,
  thinkingTokens: 0,
  webSearchRequests: 0,
  webFetchRequests: 0,
  speed: null,
  serviceTier: null,
  inferenceGeo: null,
} as const;

/** A session that isn't known yet comes after all that are. */
const NEVER = '~';

/**
 * What API messages took: one row a message over all sessions and files. It belongs to the session
 * that started first of those that hold it, at the same time to the one with the lesser id. Any
 * order, and any repetition, of what is told gives the same rows.
 */
export class UsageRecords {
  readonly #db: SpoorDatabase;
  readonly #costOf: CostOf;

  constructor(db: SpoorDatabase, costOf: CostOf) {
    this.#db = db;
    this.#costOf = costOf;
  }

  /** Takes in what is told of messages; what a session tells of one comes together first. */
  putAll(tellings: Iterable<UsageTold>): UsageChange[] {
    const merged = new Map<string, UsageTold>();
    for (const told of tellings) {
      const key = `${told.sessionId} ${told.messageId}`;
      const before = merged.get(key);
      merged.set(
        key,
        before === undefined ? told : mergeUsage(before, told, mergePlace(before, told)),
      );
    }
    return [...merged.values()].flatMap((told) => this.put(told) ?? []);
  }

  /** Takes in what a session tells of a message. @returns null when nothing is new in it. */
  put(unbound: UsageTold): UsageChange | null {
    const told = boundUsage(unbound);
    const isNew = this.#write(ADD_USAGE, told);
    if (isNew) return { owner: placeOf(told), lost: null };
    const known = this.#get(told.messageId);
    const merged = mergeUsage(known, told, this.#placeOf(known, told));
    if (isSame(known, merged)) return null;
    this.#write(REPLACE_USAGE, merged);
    return {
      owner: placeOf(merged),
      lost: isSamePlace(known, merged) ? null : placeOf(known),
    };
  }

  /**
   * Gives a session the messages that it holds and that belong to later ones: to be called when it
   * turns out to have started earlier than was known. A fork gets none: what it shares with others
   * it has from them.
   * @param traceOf the turn of a message in this session.
   */
  takeOver(
    sessionId: string,
    traceOf: (message: HeldMessage) => string | null,
  ): readonly UsageChange[] {
    if (this.#isFork(sessionId)) return [];
    return this.#contested(sessionId).flatMap((message) => {
      const { agentId, messageId } = message;
      const traceId = traceOf(message);
      return this.put({ ...this.#get(messageId), sessionId, agentId, traceId }) ?? [];
    });
  }

  /**
   * Gives a fork the messages that it has copied and that no session has which started earlier: what
   * it was forked from was deleted. They are in no turn of its own. To be called once a line of its
   * own says when it started.
   */
  adopt(sessionId: string): readonly UsageChange[] {
    const orphans = this.#db
      .prepare<[string], CopiedMessage>(
        `SELECT m.message_id AS messageId, m.model AS model, m.usage AS usage,
           m.timestamp AS timestamp
         FROM messages AS m
         LEFT JOIN token_usage AS u ON u.message_id = m.message_id
         WHERE m.session_id = ? AND m.message_id IS NOT NULL AND m.usage IS NOT NULL
           AND m.kind IS NOT 'error' AND u.message_id IS NULL`,
      )
      .all(sessionId);
    const place = { sessionId, traceId: null, agentId: null };
    const tellings = orphans.map(({ usage, ...message }) => ({
      ...NO_USAGE,
      ...(JSON.parse(usage) as Partial<UsageTold>),
      ...message,
      ...place,
    }));
    const later = this.#contested(sessionId).map(({ messageId }) => this.#get(messageId));
    return this.putAll([...tellings, ...later.map((told) => ({ ...told, ...place }))]);
  }

  /** Gives a subagent's messages whose turn is not known its own turn. @returns that turn. */
  fillTraces(sessionId: string, agentId: string): string | null {
    const traceId =
      this.#db
        .prepare<[string, string], { traceId: string | null }>(
          `SELECT trace_id AS traceId FROM agent_invocations
           WHERE session_id = ? AND agent_id = ?`,
        )
        .get(sessionId, agentId)?.traceId ?? null;
    if (traceId === null) return null;
    const { changes } = this.#db
      .prepare<object>(
        `UPDATE token_usage SET trace_id = @traceId
         WHERE trace_id IS NULL AND session_id = @sessionId AND agent_id = @agentId`,
      )
      .run({ traceId, sessionId, agentId });
    return changes === 0 ? null : traceId;
  }

  #placeOf(known: UsageTold, told: UsageTold): UsagePlace {
    if (known.sessionId === told.sessionId) return mergePlace(known, told);
    return this.#isBefore(told.sessionId, known.sessionId) ? told : known;
  }

  #isBefore(a: string, b: string): boolean {
    const [startA, startB] = [this.#startOf(a), this.#startOf(b)];
    return startA < startB || (startA === startB && a < b);
  }

  #startOf(sessionId: string): string {
    return (
      this.#db
        .prepare<[string], { at: IsoTime }>('SELECT started_at AS at FROM sessions WHERE id = ?')
        .get(sessionId)?.at ?? NEVER
    );
  }

  #isFork(sessionId: string): boolean {
    const row = this.#db
      .prepare<[string], { isFork: 0 | 1 }>(
        'SELECT forked_from IS NOT NULL AS isFork FROM sessions WHERE id = ?',
      )
      .get(sessionId);
    return row?.isFork === 1;
  }

  /** Messages that a session holds and that later sessions have. */
  #contested(sessionId: string): HeldMessage[] {
    return this.#db
      .prepare<object, HeldMessage>(
        `SELECT m.message_id AS messageId, m.agent_id AS agentId, m.prompt_id AS promptId,
           m.timestamp AS timestamp
         FROM sessions AS mine
         JOIN messages AS m ON m.session_id = mine.id
         JOIN token_usage AS u ON u.message_id = m.message_id AND u.session_id <> mine.id
         LEFT JOIN sessions AS other ON other.id = u.session_id
         WHERE mine.id = @sessionId
           AND (mine.started_at, mine.id) < (coalesce(other.started_at, '${NEVER}'), u.session_id)
         ORDER BY m.timestamp, m.seq`,
      )
      .all({ sessionId });
  }

  /** @returns whether there was a row to write. */
  #write(sql: string, usage: UsageTold): boolean {
    const row = { ...usage, costUsd: this.#costOf(usage) };
    return this.#db.prepare<object>(sql).run(row).changes === 1;
  }

  /** A message that has a row. */
  #get(messageId: string): UsageTold {
    const row = this.#db
      .prepare<[string], UsageTold>(`SELECT ${USAGE_COLUMNS} FROM token_usage WHERE message_id = ?`)
      .get(messageId);
    if (row === undefined) throw new StorageError('NOT_FOUND', `${messageId}: has no row`);
    return row;
  }
}

function placeOf({ sessionId, traceId, agentId }: UsagePlace): UsagePlace {
  return { sessionId, traceId, agentId };
}

function isSamePlace(a: UsagePlace, b: UsagePlace): boolean {
  return a.sessionId === b.sessionId && a.traceId === b.traceId && a.agentId === b.agentId;
}

function isSame(a: UsageTold, b: UsageTold): boolean {
  return Object.entries(a).every(([name, value]) => b[name as keyof UsageTold] === value);
}
