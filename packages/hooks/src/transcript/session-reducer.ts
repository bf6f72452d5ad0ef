import { addMs, redactText } from '@spoor/core';
import { findWorkplace } from '../capture/workplace.js';
import type { ClientCosts } from '../record/client-costs.js';
import { FORSAKEN_MS } from '../record/forsaken.js';
import type { Placed } from '../record/placed.js';
import { joinSession, type SessionFacts, sessionRecord, spanOf } from '../record/session-facts.js';
import {
  joinSpans,
  joinTellings,
  type SessionTelling,
  type SessionTitles,
  type Span,
  saidGoodbye,
} from '../record/session-telling.js';
import type { TitleBody, TranscriptLine } from './line.js';
import type { LineReducer, ReducerContext } from './line-reducer.js';

/** What the session reducer has to know beside its lines. */
export interface SessionSite {
  /** Milliseconds since 1970: a session that has been quiet for long is over. */
  readonly nowMs: number;
  /** The file is read from its beginning: places of lines that are known are of no use any more. */
  readonly isAnew: boolean;
}

const NOTHING: SessionTelling = { titles: {}, costs: {} };

/** Takes what a session's transcripts tell of the session itself, and writes its row. */
export class SessionReducer implements LineReducer {
  readonly #context: ReducerContext;
  readonly #site: SessionSite;
  #told: SessionTelling = NOTHING;
  #own: Span | undefined;
  #copied: Span | undefined;
  #isTold = false;

  constructor(context: ReducerContext, site: SessionSite) {
    this.#context = context;
    this.#site = site;
  }

  add(line: TranscriptLine, isCopy: boolean, offset = 0): void {
    if (line.uuid !== null) this.#addMessage(line, isCopy);
    if (this.#context.file.agentId !== null || !tellsOfSession(line)) return;
    this.#isTold = true;
    const told = telling(line, isCopy, offset, this.#context.file.path);
    this.#told = joinTellings(this.#told, told);
  }

  flush(): void {
    if (!this.#isTold) return;
    const { stores, file } = this.#context;
    const own = this.#own;
    const copied = this.#copied;
    const undated = own === undefined && copied === undefined ? file.changedAt : undefined;
    const fromTranscript = withProject({ ...this.#told, own, copied, undated });
    const text = stores.sessions.facts(file.sessionId);
    const known = text === null ? {} : this.#readKnown(text);
    const joined = this.#givenUp(joinSession(known, { fromTranscript }));
    const record = sessionRecord(file.sessionId, joined);
    if (record.facts !== text) stores.sessions.put(record);
  }

  #addMessage(line: TranscriptLine, isCopy: boolean): void {
    this.#isTold = true;
    if (line.timestamp === null) return;
    const span = { first: line.timestamp, last: line.timestamp };
    if (isCopy) this.#copied = joinSpans(this.#copied, span);
    else this.#own = joinSpans(this.#own, span);
  }

  #readKnown(text: string): SessionFacts {
    const facts = JSON.parse(text) as SessionFacts;
    const { fromTranscript } = facts;
    const isOwnFile = this.#context.file.agentId === null;
    if (fromTranscript === undefined || !this.#site.isAnew || !isOwnFile) return facts;
    const { ownFrom: _own, lastMessage: _message, lastCount: _count, ...kept } = fromTranscript;
    return { ...facts, fromTranscript: kept };
  }

  /** A session of no known process is given up when it has been quiet for long. */
  #givenUp(facts: SessionFacts): SessionFacts {
    const { fromTranscript } = facts;
    const last = spanOf(facts)?.last;
    if (facts.last !== undefined || fromTranscript === undefined || last === undefined)
      return facts;
    const isQuiet = this.#site.nowMs - Date.parse(last) >= FORSAKEN_MS;
    const isOver = isQuiet && !saidGoodbye(fromTranscript);
    return { ...facts, abandonedAt: isOver ? addMs(last, FORSAKEN_MS) : undefined };
  }
}

/** Bookkeeping that is not about the session tells nothing, and makes none. */
function tellsOfSession({ uuid, body }: TranscriptLine): boolean {
  return uuid !== null || body.kind === 'title' || body.kind === 'cost_state';
}

function telling(
  line: TranscriptLine,
  isCopy: boolean,
  offset: number,
  filePath: string,
): SessionTelling {
  const at = <T>(value: T | null): Placed<T> | undefined =>
    value === null ? undefined : { offset, value };
  const { body, uuid, forkedFrom, cwd } = line;
  const isMessage = uuid !== null;
  const model = body.kind === 'answer' && line.agentId === null ? body.model : null;
  return {
    path: at(filePath),
    place: cwd === null ? undefined : { offset, value: { directory: cwd, project: null } },
    branch: at(line.gitBranch),
    version: at(line.clientVersion),
    entrypoint: at(line.entrypoint),
    model: at(model),
    titles: body.kind === 'title' ? titles(line.type, body, offset) : {},
    fork: isCopy && forkedFrom !== null ? at({ sessionId: forkedFrom.sessionId, uuid }) : undefined,
    costs: costs(line),
    ownFrom: isMessage && !isCopy ? offset : undefined,
    lastMessage: isMessage ? offset : undefined,
    lastCount: body.kind === 'cost_state' ? offset : undefined,
  };
}

function titles(type: string, { title, by }: TitleBody, offset: number): SessionTitles {
  const value = { offset, value: title };
  if (by === 'user') return { user: value };
  if (type === 'agent-name') return { agent: value };
  return type === 'summary' ? { summary: value } : { client: value };
}

function costs({ body }: TranscriptLine): ClientCosts {
  if (body.kind !== 'cost_state') return {};
  const { costUsd, startMs, usage } = body;
  return { [String(startMs ?? 0)]: { costUsd, usage } };
}

/** With the project of the folder; one that is gone, or of another system, is a project by itself. */
function withProject(told: SessionTelling): SessionTelling {
  if (told.place === undefined) return told;
  const { directory } = told.place.value;
  const project = redactText(findWorkplace(directory).projectId ?? directory);
  return { ...told, place: { ...told.place, value: { directory, project } } };
}
