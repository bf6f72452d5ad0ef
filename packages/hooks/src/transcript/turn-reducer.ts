import type { IsoTime } from '@spoor/core';
import { earlierOf } from '../record/mark.js';
import { putTurn } from '../record/turn.js';
import { joinTurn, type TurnFacts, turnId } from '../record/turn-facts.js';
import { joinTurnTelling, type TurnTelling } from '../record/turn-telling.js';
import type { TranscriptLine } from './line.js';
import type { LineReducer, ReducerContext } from './line-reducer.js';
import { standingAfter } from './line-standing.js';
import { readPromptText } from './prompt-text.js';
import { readTaskNotice } from './task-notice.js';
import type { TurnFinder } from './turn-finder.js';

/** What the lines of a batch tell of a turn. */
interface Told {
  /** A prompt or an answer is among them: the turn is one. */
  isTurn: boolean;
  telling: TurnTelling;
  readonly prompts: { eventId: string; capturedAt: IsoTime; text: string }[];
}

/** Takes turns from the main agent's lines. */
export class TurnReducer implements LineReducer {
  readonly #context: ReducerContext;
  readonly #turns: TurnFinder;
  readonly #lines: TranscriptLine[] = [];

  constructor(context: ReducerContext, turns: TurnFinder) {
    this.#context = context;
    this.#turns = turns;
  }

  add(line: TranscriptLine, isCopy: boolean): void {
    const isMain = line.agentId === null && this.#context.file.agentId === null;
    if (isCopy || !isMain || line.uuid === null) return;
    const isAbout =
      line.body.kind === 'turn_end' ||
      queuedText(line) !== null ||
      standingAfter(line) !== undefined;
    if (isAbout) this.#lines.push(line);
  }

  flush(): void {
    const told = new Map<string, Told>();
    for (const line of this.#lines) this.#read(line, told);
    for (const [promptId, one] of told) this.#write(promptId, one);
  }

  #read(line: TranscriptLine, told: Map<string, Told>): void {
    const { body, uuid } = line;
    const at = line.timestamp ?? this.#context.file.changedAt;
    const asked = body.kind === 'prompt' ? readPromptText(body.text) : null;
    if (uuid === null || (body.kind === 'prompt' && asked?.isCommand !== false)) return;
    const promptId = this.#turns.promptOf(line);
    if (promptId === null) return;
    const value = standingAfter(line);
    const telling: TurnTelling = {
      first: at,
      last: at,
      prompt: asked === null ? undefined : at,
      standing: value === undefined ? undefined : { at, id: uuid, value: { ...value, text: null } },
      closed: body.kind === 'turn_end' ? at : undefined,
    };
    const isTurn = asked !== null || body.kind === 'answer';
    const one = told.get(promptId) ?? { isTurn, telling, prompts: [] };
    one.telling = joinLines(one, telling, isTurn);
    one.isTurn ||= isTurn;
    told.set(promptId, one);
    const text = asked?.text ?? queuedText(line);
    if (text !== null) one.prompts.push({ eventId: uuid, capturedAt: at, text });
  }

  #write(promptId: string, { isTurn, telling, prompts }: Told): void {
    const { stores, file } = this.#context;
    const id = turnId(file.sessionId, promptId);
    const known = stores.executions.traceFacts(id);
    const facts = known === null ? null : (JSON.parse(known) as TurnFacts);
    // What follows a turn (results, an end) makes none where no prompt or answer is.
    const first = isTurn ? telling.first : facts?.fromTranscript?.first;
    if (first === undefined) return;
    for (const prompt of prompts) stores.executions.addPrompt({ ...prompt, traceId: id });
    const isCommands = facts?.fromTranscript === undefined && telling.prompt === undefined;
    const prompt = earlierOf(
      telling.prompt,
      isCommands ? this.#addCommands(promptId, id) : undefined,
    );
    const joined = joinTurn(facts, { fromTranscript: { ...telling, first, prompt } });
    if (prompts.length > 0 || JSON.stringify(joined) !== known) {
      putTurn(file.sessionId, id, joined, stores);
    }
  }

  /** A command that the model answers is its turn's prompt. @returns when the first was given. */
  #addCommands(promptId: string, traceId: string): IsoTime | undefined {
    const { db, stores, file } = this.#context;
    const lines = db
      .prepare<object, { eventId: string; capturedAt: IsoTime; content: string }>(
        `SELECT id AS eventId, timestamp AS capturedAt, content FROM messages
         WHERE session_id = @sessionId AND coalesce(prompt_id, id) = @promptId
           AND agent_id IS NULL AND type = 'user' AND kind = 'prompt' AND is_summary = 0
           AND content IS NOT NULL`,
      )
      .all({ sessionId: file.sessionId, promptId });
    let first: IsoTime | undefined;
    for (const { eventId, capturedAt, content } of lines) {
      const asked = readPromptText(content);
      if (asked === null) continue;
      stores.executions.addPrompt({ eventId, traceId, capturedAt, text: asked.text });
      first = earlierOf(first, capturedAt);
    }
    return first;
  }
}

/** What was typed while the turn ran, and taken in by it; null for other lines. */
function queuedText({ type, subtype, body }: TranscriptLine): string | null {
  if (type !== 'attachment' || subtype !== 'queued_command') return null;
  if (body.kind !== 'notice' && body.kind !== 'prompt') return null;
  // A task that is over queues too; that nobody has typed.
  return body.text === '' || readTaskNotice(body.text) !== null ? null : body.text;
}

/** Joins what lines tell; only prompts and answers say when a turn begins. */
function joinLines(told: Told, telling: TurnTelling, isTurn: boolean): TurnTelling {
  const joined = joinTurnTelling(told.telling, telling) ?? telling;
  if (told.isTurn && isTurn) return joined;
  const first = told.isTurn ? told.telling.first : telling.first;
  return { ...joined, first };
}
