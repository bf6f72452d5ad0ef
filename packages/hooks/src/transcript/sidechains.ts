import type { JsonObject } from '@spoor/core';
import type { AgentMeta } from '../record/subagent-telling.js';
import { textField } from '../wire/payload.js';
import type { SortedLine } from './copies.js';
import type { TranscriptLine } from './line.js';
import type { ReducerContext } from './line-reducer.js';

/** The tool that starts a subagent, under its names. */
const STARTS: ReadonlySet<string> = new Set(['Task', 'Agent']);

/** Two long texts that begin with so many equal characters are the same: they may be cut. */
const TELLING_LENGTH = 1_000;

/** So many lines with calls are looked at for the one that started a subagent. */
const MOST_LOOKED_AT = 500;

/** A call that may have started a subagent. */
interface Start {
  readonly toolUseId: string;
  readonly input: JsonObject;
  /** The line that asks for it, and whose that line is. */
  readonly uuid: string;
  readonly agentId: string | null;
}

/**
 * Names the subagents of lines that only say that they are a subagent's: clients of 2025 wrote them
 * among the session's own. A run's lines follow each other from its prompt, which follows none; it is
 * named by that line. The call that started it is the first with this prompt that no other run has;
 * the run's first line then follows the line of that call, and what the call gave back is of the run.
 * Lines come in the order of their file; any batching gives the same.
 */
export function nameSidechains(
  context: ReducerContext,
  sorted: readonly SortedLine[],
): readonly SortedLine[] {
  if (context.file.agentId !== null) return sorted;
  const finder = new SidechainFinder(context);
  return sorted.map((one) => {
    const line = finder.take(one.line);
    return line === one.line ? one : { ...one, line };
  });
}

class SidechainFinder {
  readonly #context: ReducerContext;
  /** Subagents of the lines of this batch; null for the main agent. */
  readonly #agents = new Map<string, string | null>();
  readonly #starts: Start[] = [];
  /** Runs by the call that started them. */
  #runs: Map<string, string> | undefined;

  constructor(context: ReducerContext) {
    this.#context = context;
  }

  take(line: TranscriptLine): TranscriptLine {
    const { uuid } = line;
    if (uuid === null) return line;
    const taken = this.#isOfSidechain(line) ? this.#named(line, uuid) : this.#linked(line);
    this.#agents.set(uuid, taken.agentId);
    this.#keepStarts(taken, uuid);
    return taken;
  }

  #isOfSidechain({ isSidechain, agentId }: TranscriptLine): boolean {
    return isSidechain === true && agentId === null;
  }

  #named(line: TranscriptLine, uuid: string): TranscriptLine {
    const named = this.#agentOf(uuid) ?? this.#agentOf(line.parentUuid) ?? uuid;
    if (named !== uuid) return { ...line, agentId: named };
    const start = line.body.kind === 'prompt' ? this.#startOf(line, uuid, line.body.text) : null;
    if (start === null) return { ...line, agentId: uuid };
    this.#knownRuns().set(start.toolUseId, uuid);
    return { ...line, agentId: uuid, parentUuid: start.uuid, startedBy: noteOf(start) };
  }

  /** What a call gave back that started such a run. */
  #linked(line: TranscriptLine): TranscriptLine {
    const { body } = line;
    if (body.kind !== 'tool_results') return line;
    const runOf = (toolUseId: string) => this.#knownRuns().get(toolUseId);
    if (!body.results.some(({ toolUseId }) => runOf(toolUseId) !== undefined)) return line;
    const results = body.results.map((result) => ({
      ...result,
      startedAgentId: result.startedAgentId ?? runOf(result.toolUseId) ?? null,
    }));
    return { ...line, body: { ...body, results } };
  }

  #keepStarts({ body, agentId }: TranscriptLine, uuid: string): void {
    if (body.kind !== 'answer') return;
    for (const { id, name, input } of body.toolUses) {
      if (STARTS.has(name)) this.#starts.push({ toolUseId: id, input, uuid, agentId });
    }
  }

  /** Read again, a line is of the agent that it was of. */
  #agentOf(uuid: string | null): string | null {
    if (uuid === null) return null;
    const known = this.#agents.get(uuid);
    if (known !== undefined) return known;
    const kept = this.#context.db
      .prepare<[string, string], { agentId: string | null }>(
        'SELECT agent_id AS agentId FROM messages WHERE session_id = ? AND id = ?',
      )
      .get(this.#context.file.sessionId, uuid);
    const agentId = kept?.agentId ?? null;
    this.#agents.set(uuid, agentId);
    return agentId;
  }

  #startOf(line: TranscriptLine, uuid: string, prompt: string): Start | null {
    const runs = this.#knownRuns();
    const isFree = ({ toolUseId }: Start) => (runs.get(toolUseId) ?? uuid) === uuid;
    const isIt = (start: Start) =>
      isFree(start) && isSameText(textField(start.input, 'prompt') ?? '', prompt);
    return this.#keptStarts(line).find(isIt) ?? this.#starts.find(isIt) ?? null;
  }

  /** Calls of earlier batches, the first one first. */
  #keptStarts({ timestamp }: TranscriptLine): Start[] {
    const { db, file } = this.#context;
    const rows = db
      .prepare<object, { uuid: string; agentId: string | null; toolUses: string }>(
        `SELECT id AS uuid, agent_id AS agentId, tool_uses AS toolUses FROM messages
         WHERE session_id = @sessionId AND timestamp <= @at AND tool_uses IS NOT NULL
           AND (tool_uses LIKE '%"name":"Task"%' OR tool_uses LIKE '%"name":"Agent"%')
         ORDER BY timestamp DESC, seq DESC LIMIT ${MOST_LOOKED_AT}`,
      )
      .all({ sessionId: file.sessionId, at: timestamp ?? file.changedAt });
    return rows.reverse().flatMap(({ uuid, agentId, toolUses }) => {
      const uses = JSON.parse(toolUses) as { id: string; name: string; input: JsonObject }[];
      return uses
        .filter(({ name }) => STARTS.has(name))
        .map(({ id, input }) => ({ toolUseId: id, input, uuid, agentId }));
    });
  }

  /** Runs that are named by their first line. */
  #knownRuns(): Map<string, string> {
    this.#runs ??= new Map(
      this.#context.db
        .prepare<[string], { toolUseId: string; agentId: string }>(
          `SELECT i.tool_use_id AS toolUseId, i.agent_id AS agentId FROM agent_invocations AS i
           JOIN messages AS m ON m.session_id = i.session_id AND m.id = i.agent_id
           WHERE i.session_id = ? AND i.tool_use_id IS NOT NULL`,
        )
        .all(this.#context.file.sessionId)
        .map(({ toolUseId, agentId }) => [toolUseId, agentId]),
    );
    return this.#runs;
  }
}

function isSameText(a: string, b: string): boolean {
  const [textA, textB] = [a.trim(), b.trim()];
  if (textA === textB) return textA !== '';
  const shorter = Math.min(textA.length, textB.length);
  return (
    shorter > TELLING_LENGTH && textA.slice(0, TELLING_LENGTH) === textB.slice(0, TELLING_LENGTH)
  );
}

/** What the client notes beside the files of subagents, where they have some. */
function noteOf({ toolUseId, input, agentId }: Start): AgentMeta {
  return {
    agentType: textField(input, 'subagent_type') ?? null,
    description: textField(input, 'description') ?? null,
    toolUseId,
    parentAgentId: agentId,
    spawnDepth: agentId === null ? 1 : null,
    model: null,
    isFinished: null,
  };
}
