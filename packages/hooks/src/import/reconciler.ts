import { isJsonObject, type JsonObject } from '@spoor/core';
import type { PortableRow, Reconciler, SpoorDatabase } from '@spoor/storage';
import { openStores, type RecordStores } from '../record/context.js';
import { joinSession, type SessionFacts, sessionRecord } from '../record/session-facts.js';
import {
  invocationRecord,
  isSubagentOver,
  joinSubagent,
  type SubagentFacts,
  subagentStart,
} from '../record/subagent-facts.js';
import { isAnswered, joinTool, type ToolFacts, toolRecord } from '../record/tool-facts.js';
import { joinTurn, type TurnFacts, turnRecord } from '../record/turn-facts.js';
import { areFacts } from './facts-shape.js';
import { settleSession } from './settle-session.js';

/**
 * What an import asks of the recorder: rows that several machines (or several recordings of one
 * session) tell of are merged by their facts, as the recorder merges events, so that they come to
 * what recording all the events would have given.
 */
export function createReconciler(db: SpoorDatabase): Reconciler {
  const stores = openStores(db);
  return {
    check: (table, row) => {
      const facts = factsOf(row);
      return facts !== null && areFacts(table, facts) ? null : '`facts` are none of the recorder';
    },
    merge: (table, known, offered) => mergeFacts(stores, table, known, offered),
    settle: (sessionId) => settleSession(db, stores, sessionId),
  };
}

function mergeFacts(
  stores: RecordStores,
  table: string,
  known: PortableRow,
  offered: PortableRow,
): PortableRow | null {
  const [mine, theirs] = [factsOf(known), factsOf(offered)];
  if (mine === null || theirs === null || isEmpty(mine) || isEmpty(theirs)) return null;
  const text = (column: string) => String(known[column] ?? '');
  switch (table) {
    case 'sessions': {
      const facts = joinSession(as<SessionFacts>(mine), as<SessionFacts>(theirs));
      return columnsOf(sessionRecord(text('id'), facts));
    }
    case 'execution_traces': {
      const facts = joinTurn(as<TurnFacts>(mine), as<TurnFacts>(theirs));
      // Texts and followers are settled when all the session's rows are there.
      const alone = { prompts: [], isFollowed: false };
      const { prompt: _later, ...record } = turnRecord(text('task_id'), text('id'), facts, alone);
      return columnsOf(record);
    }
    case 'tool_calls': {
      const joined = joinTool(as<ToolFacts>(mine), as<ToolFacts>(theirs));
      const facts = isAnswered(joined) ? { ...joined, cancelledAt: undefined } : joined;
      return columnsOf(toolRecord(text('session_id'), text('tool_use_id'), facts));
    }
    case 'agent_invocations': {
      const [session, agent] = [text('session_id'), text('agent_id')];
      const facts = joinSubagent(as<SubagentFacts>(mine), as<SubagentFacts>(theirs));
      const startedAt = subagentStart(facts);
      const end =
        startedAt === undefined || isSubagentOver(facts)
          ? null
          : stores.log.firstSessionEndAfter(session, startedAt);
      return columnsOf(invocationRecord(session, agent, facts, end));
    }
    default:
      return null;
  }
}

/** A row's facts; empty when it has none, null when they are no object. */
function factsOf({ facts = '{}' }: PortableRow): JsonObject | null {
  const value: unknown = JSON.parse(String(facts));
  return isJsonObject(value) ? value : null;
}

function isEmpty(facts: JsonObject): boolean {
  return Object.keys(facts).length === 0;
}

/** The shape was checked when the row came in, or the recorder wrote it. */
function as<Facts>(facts: JsonObject): Facts {
  return facts as unknown as Facts;
}

/** A record's fields under the names of their columns. */
function columnsOf(record: object): PortableRow {
  return Object.fromEntries(
    Object.entries(record).map(([name, value]) => [
      name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      value,
    ]),
  );
}
