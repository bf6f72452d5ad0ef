import { promptAt } from '@spoor/storage';
import type { TranscriptLine } from './line.js';
import type { ReducerContext } from './line-reducer.js';

/** Finds the prompts that lines belong to. */
export interface PromptFinder {
  /** Takes a line of the batch, copies too, in the order of the file. */
  add(line: TranscriptLine): void;
  /** The id of a line's prompt, asked once all lines are taken; null when it has none. */
  promptOf(line: TranscriptLine): string | null;
}

/**
 * Answers name no prompt: theirs is the one that was named last before them in the file, or in what
 * is kept of earlier batches.
 */
export class PromptTrail implements PromptFinder {
  readonly #context: ReducerContext;
  /** The last prompt that a line named, by agent. */
  readonly #last = new Map<string | null, string>();
  readonly #found = new Map<TranscriptLine, string>();
  #hasFirstLine: boolean | undefined;

  constructor(context: ReducerContext) {
    this.#context = context;
  }

  add(line: TranscriptLine): void {
    if (line.uuid !== null) this.#hasFirstLine ??= line.parentUuid === null;
    const named = promptNamedBy(line);
    if (named !== null) this.#last.set(line.agentId, named);
    const last = this.#last.get(line.agentId);
    if (last !== undefined) this.#found.set(line, last);
  }

  promptOf(line: TranscriptLine): string | null {
    return this.#found.get(line) ?? this.#promptBefore(line);
  }

  /** What earlier batches say; before a subagent's first line there is none. */
  #promptBefore({ agentId, timestamp }: TranscriptLine): string | null {
    if (agentId !== null && this.#hasFirstLine === true) return null;
    const { db, file } = this.#context;
    return promptAt(db, { sessionId: file.sessionId, agentId }, timestamp ?? file.changedAt);
  }
}

/** The prompt that a line belongs to by its own words; clients once gave prompts no ids. */
function promptNamedBy({ body, promptId, agentId, isMeta, uuid }: TranscriptLine): string | null {
  if (promptId !== null) return promptId;
  const isTyped = body.kind === 'prompt' && !isMeta && !body.isSummary && agentId === null;
  return isTyped ? uuid : null;
}
