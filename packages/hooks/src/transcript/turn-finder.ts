import type { IsoTime } from '@spoor/core';
import type { SpoorDatabase } from '@spoor/storage';
import type { TranscriptLine } from './line.js';
import type { ReducerContext } from './line-reducer.js';

/** What is needed of a line to find its turn. */
interface Link {
  /** The turn that it names or starts. */
  readonly promptId: string | null;
  readonly parent: string | null;
}

/** Longest way up from a line to one that names its turn; a longer one is a circle, or damaged. */
const LONGEST_WAY = 20_000;

/**
 * Finds the turns of lines that don't name one (answers don't): that of the line that they follow.
 * It looks among the lines of the batch, then among the messages that are kept, so that any batching
 * finds the same. Lines are given in the order of their file; messages are written before it is asked.
 */
export class TurnFinder {
  readonly #context: ReducerContext;
  readonly #links = new Map<string, Link>();

  constructor(context: ReducerContext) {
    this.#context = context;
  }

  /** Takes a line of the batch, copies too. */
  add(line: TranscriptLine): void {
    if (line.uuid === null) return;
    this.#links.set(line.uuid, { promptId: namedTurn(line), parent: line.parentUuid });
  }

  /** The prompt's id of a line's turn, or null when it is in none. */
  promptOf(line: TranscriptLine): string | null {
    const named = namedTurn(line);
    if (named !== null) return named;
    const above = this.#above(line.parentUuid);
    if (above !== null) return above;
    const { db, file } = this.#context;
    const agentId = line.agentId ?? file.agentId;
    const at = line.timestamp ?? file.changedAt;
    return lastPromptBefore(db, file.sessionId, agentId, at);
  }

  #above(parent: string | null): string | null {
    const { db, file } = this.#context;
    let id = parent;
    for (let steps = 0; id !== null && steps < LONGEST_WAY; steps++) {
      const link = this.#links.get(id) ?? keptLink(db, file.sessionId, id);
      if (link === null) return null;
      if (link.promptId !== null) return link.promptId;
      id = link.parent;
    }
    return null;
  }
}

/** The turn that a line names; a prompt of an old client that names none stands for its own. */
function namedTurn({ promptId, uuid, type, body, isMeta, agentId }: TranscriptLine): string | null {
  if (promptId !== null) return promptId;
  const isPrompt = type === 'user' && body.kind === 'prompt' && !body.isSummary;
  return isPrompt && !isMeta && agentId === null ? uuid : null;
}

interface KeptLine {
  readonly promptId: string | null;
  readonly parentId: string | null;
  readonly isPrompt: 0 | 1;
}

function keptLink(db: SpoorDatabase, sessionId: string, id: string): Link | null {
  const line = db
    .prepare<[string, string], KeptLine>(
      `SELECT prompt_id AS promptId, parent_id AS parentId,
         type = 'user' AND kind IS 'prompt' AND is_summary = 0 AND agent_id IS NULL AS isPrompt
       FROM messages WHERE session_id = ? AND id = ?`,
    )
    .get(sessionId, id);
  if (line === undefined) return null;
  const { promptId, parentId, isPrompt } = line;
  return { promptId: promptId ?? (isPrompt === 1 ? id : null), parent: parentId };
}

function lastPromptBefore(
  db: SpoorDatabase,
  sessionId: string,
  agentId: string | null,
  at: IsoTime,
): string | null {
  const line = db
    .prepare<[string, IsoTime, string | null], { promptId: string }>(
      `SELECT prompt_id AS promptId FROM messages
       WHERE session_id = ? AND timestamp <= ? AND agent_id IS ? AND prompt_id IS NOT NULL
       ORDER BY timestamp DESC, seq DESC LIMIT 1`,
    )
    .get(sessionId, at, agentId);
  return line?.promptId ?? null;
}
