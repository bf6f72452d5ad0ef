import type { IsoTime } from '@spoor/core';
import { earlierOf, earliest, laterOf, latest, type Mark } from './mark.js';
import { laterStanding, type Standing } from './standing.js';

/** What the client notes beside a subagent's transcript. */
export interface AgentMeta {
  readonly agentType: string | null;
  readonly description: string | null;
  /** The call that started it. */
  readonly toolUseId: string | null;
  /** Null for a subagent of the main agent. */
  readonly parentAgentId: string | null;
  /** 1 for a subagent of the main agent. */
  readonly spawnDepth: number | null;
  readonly model: string | null;
  /** The run is over. Null when the client doesn't say: it notes nothing while it is not. */
  readonly isFinished: boolean | null;
}

/** What transcripts tell of a subagent's run, merged. */
export interface SubagentTelling {
  /** First and last line of its own file. */
  readonly first?: IsoTime | undefined;
  readonly last?: IsoTime | undefined;
  readonly path?: string | undefined;
  readonly prompt?: Mark<string> | undefined;
  readonly model?: Mark<string> | undefined;
  readonly standing?: Mark<Standing> | undefined;
  readonly meta?: AgentMeta | undefined;
  /** What the call that started it gave back. */
  readonly call?: Mark<StartingCall> | undefined;
  /** What the client told the model when a run in the background was over. */
  readonly notice?: Mark<RunNotice> | undefined;
}

/** The end of the call that started a run. */
interface StartingCall {
  readonly toolUseId: string;
  readonly parentAgentId: string | null;
  readonly promptId: string | null;
  readonly status: 'success' | 'failure' | 'denied' | 'cancelled';
  /** The run goes on after it. */
  readonly isAsync: boolean;
  readonly text: string | null;
}

/** A notice that a run is over. */
export interface RunNotice {
  readonly status: 'completed' | 'failed' | 'killed';
  readonly text: string | null;
}

/** How a run came out. */
export interface EndRead {
  readonly at: IsoTime;
  readonly outcome: 'success' | 'failure' | 'partial';
  readonly message: string | null;
  readonly error: string | null;
}

/** Merges two tellings of one run; commutative and idempotent. */
export function joinSubagentTelling(
  a: SubagentTelling | undefined,
  b: SubagentTelling | undefined,
): SubagentTelling | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return {
    first: earlierOf(a.first, b.first),
    last: laterOf(a.last, b.last),
    path: lesser(a.path, b.path),
    prompt: earliest(a.prompt, b.prompt),
    model: earliest(a.model, b.model),
    standing: laterStanding(a.standing, b.standing),
    meta: laterMeta(a.meta, b.meta),
    call: earliest(a.call, b.call),
    notice: latest(a.notice, b.notice),
  };
}

/** A file that was moved is told of under both its paths. */
function lesser(a: string | undefined, b: string | undefined): string | undefined {
  return a === undefined || (b !== undefined && b < a) ? b : a;
}

/** The client adds to what it notes: the fuller note is the later one. */
function laterMeta(a: AgentMeta | undefined, b: AgentMeta | undefined): AgentMeta | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  if (a.isFinished !== b.isFinished) return lead(a) > lead(b) ? a : b;
  const [textA, textB] = [JSON.stringify(a), JSON.stringify(b)];
  if (textA.length !== textB.length) return textA.length > textB.length ? a : b;
  return textA < textB ? a : b;
}

const lead = ({ isFinished }: AgentMeta) => (isFinished === null ? 0 : isFinished ? 2 : 1);

/**
 * How a run came out, by transcripts: its own last word, else what the client said of it, else what
 * its call gave back. One that was stopped is partial.
 */
export function endRead(told: SubagentTelling): EndRead | undefined {
  const { standing, notice, call, meta, last } = told;
  const stopped = stopOf(notice, standing?.at);
  if (stopped !== undefined) return stopped;
  if (standing !== undefined && standing.value.state !== 'open') return endOfStanding(standing);
  const ended = endOfNotice(notice) ?? endOfCall(call);
  if (ended !== undefined) return ended;
  return meta?.isFinished === true && last !== undefined
    ? { at: last, outcome: 'partial', message: null, error: null }
    : undefined;
}

/** A run that was killed, or failed, after its last word said nothing of it. */
function stopOf(
  notice: Mark<RunNotice> | undefined,
  lastWordAt: IsoTime | undefined,
): EndRead | undefined {
  if (notice === undefined || notice.value.status === 'completed') return undefined;
  return lastWordAt === undefined || notice.at >= lastWordAt ? endOfNotice(notice) : undefined;
}

function endOfStanding({ at, value }: Mark<Standing>): EndRead {
  const { state, text } = value;
  if (state === 'failed') return { at, outcome: 'failure', message: null, error: text };
  const outcome = state === 'done' ? 'success' : 'partial';
  return { at, outcome, message: state === 'done' ? text : null, error: null };
}

function endOfNotice(notice: Mark<RunNotice> | undefined): EndRead | undefined {
  if (notice === undefined) return undefined;
  const { status, text } = notice.value;
  if (status === 'failed') return { at: notice.at, outcome: 'failure', message: null, error: text };
  const outcome = status === 'completed' ? 'success' : 'partial';
  return { at: notice.at, outcome, message: null, error: null };
}

/** A call that waits for its run ends with it. */
function endOfCall(call: Mark<StartingCall> | undefined): EndRead | undefined {
  if (call === undefined || call.value.isAsync) return undefined;
  const { status, text } = call.value;
  if (status === 'failure') return { at: call.at, outcome: 'failure', message: null, error: text };
  const isDone = status === 'success';
  const message = isDone ? text : null;
  return { at: call.at, outcome: isDone ? 'success' : 'partial', message, error: null };
}
