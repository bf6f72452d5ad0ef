import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import {
  type CountedCall,
  countIndependently,
} from '../../../../hooks/test/transcript/independent-count.js';

/** A message of the API as its lines tell of it. */
export interface PlainMessage {
  readonly id: string;
  readonly session: string;
  readonly agent: string | null;
  readonly model: string;
  readonly at: string;
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
  /** US dollars; null where the model has no price. */
  readonly costUsd: number | null;
  /** The turn that it belongs to: that which was said last before it. */
  readonly turn: string | null;
}

/** A run of a subagent. */
interface PlainRun {
  readonly session: string;
  readonly agent: string;
  readonly type: string;
  /** When its first line was written. */
  readonly at: string;
}

/** A turn as its lines tell of it. */
interface PlainTurn {
  readonly session: string;
  readonly promptId: string;
  readonly at: string;
  /** Whether an error of the API ended it. */
  readonly hasFailed: boolean;
}

/** A session as its lines tell of it. */
export interface PlainSession {
  readonly id: string;
  readonly project: string;
  readonly startedAt: string;
  readonly lastAt: string;
  /** When it was compacted last, and what was left. */
  readonly compacted: { readonly at: string; readonly tokens: number | null } | null;
}

/** What transcripts hold, counted with loops over their lines. */
export interface PlainCount {
  readonly sessions: readonly PlainSession[];
  readonly messages: readonly PlainMessage[];
  readonly calls: readonly CountedCall[];
  readonly turns: readonly PlainTurn[];
  readonly runs: readonly PlainRun[];
  /** Ids of the calls that a message of the API asked for. */
  readonly callsOfMessage: ReadonlyMap<string, readonly string[]>;
}

/** Dollars a million tokens: input, output, read from the cache, written to it for 5 minutes, for 1 hour. */
const PRICES: Readonly<Record<string, readonly [number, number, number, number, number]>> = {
  'claude-opus-5-5': [4, 20, 0.2, 5, 8],
  'claude-opus-4-5-20251101': [5, 25, 0.5, 6.25, 10],
  'claude-sonnet-4-5-20250929': [3, 15, 0.3, 3.75, 6],
  'claude-haiku-4-5-20251001': [1, 5, 0.1, 1.25, 2],
};

interface Line {
  readonly uuid?: string;
  readonly timestamp?: string;
  readonly cwd?: string;
  readonly subtype?: string;
  readonly compactMetadata?: { readonly postTokens?: number };
  readonly forkedFrom?: object;
  readonly isApiErrorMessage?: boolean;
  readonly message?: {
    readonly id?: string;
    readonly model?: string;
    readonly usage?: Usage;
    readonly content?: string | readonly { readonly type: string; readonly id?: string }[];
  };
}

interface Usage {
  readonly input_tokens?: number;
  readonly output_tokens?: number;
  readonly cache_read_input_tokens?: number;
  readonly cache_creation_input_tokens?: number;
  readonly cache_creation?: { readonly ephemeral_1h_input_tokens?: number };
  readonly server_tool_use?: { readonly web_search_requests?: number };
}

interface File {
  readonly path: string;
  readonly session: string;
  readonly agent: string | null;
  readonly lines: readonly Line[];
}

/** Counts what stands in the transcripts below a folder, in the client's layout. */
export function countPlainly(folder: string): PlainCount {
  const { calls, turns } = countIndependently(folder);
  const files = filesBelow(folder);
  return {
    sessions: withoutCopies(files.filter(({ agent }) => agent === null)).map(sessionOf),
    messages: messagesIn(files).map((message) => ({
      ...message,
      turn:
        turns
          .filter(({ session, at }) => session === message.session && at <= message.at)
          .toSorted((a, b) => (a.at < b.at ? -1 : 1))
          .at(-1)?.promptId ?? null,
    })),
    calls,
    turns: turns.map((turn) => ({ ...turn, hasFailed: hasFailed(turn, turns, files) })),
    runs: files.flatMap(({ session, agent, path, lines }) =>
      agent === null ? [] : [{ session, agent, type: typeOf(path), at: lines[0]?.timestamp ?? '' }],
    ),
    callsOfMessage: callsOfMessages(files),
  };
}

/** Some numbers together. */
export function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** All tokens of messages. */
export function tokensOf(messages: readonly PlainMessage[]): number {
  return sum(messages.map((one) => one.input + one.output + one.cacheRead + one.cacheWrite));
}

/** What messages cost, as far as it is known; null when nothing is. */
export function costOf(messages: readonly PlainMessage[]): number | null {
  const known = messages.flatMap(({ costUsd }) => costUsd ?? []);
  return known.length === 0 && messages.length > 0 ? null : sum(known);
}

/**
 * How full the context of a session's main agent is: what its last message was sent with, or what was
 * left of it when it was compacted since; null before its first message.
 */
export function contextOf(
  { compacted }: PlainSession,
  messages: readonly PlainMessage[],
): number | null {
  const last = messages
    .filter(({ agent }) => agent === null)
    .toSorted((a, b) => (a.at < b.at ? -1 : 1))
    .at(-1);
  if (last === undefined) return null;
  return compacted !== null && compacted.at > last.at
    ? compacted.tokens
    : last.input + last.cacheRead + last.cacheWrite;
}

function filesBelow(folder: string): File[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.jsonl'))
    .sort()
    .map((path) => {
      const agent = /^agent-(.*)\.jsonl$/.exec(basename(path))?.[1] ?? null;
      const session = agent === null ? basename(path, '.jsonl') : (path.split('/').at(-3) ?? '');
      const lines = readFileSync(join(folder, path), 'utf8')
        .split('\n')
        .flatMap((text): Line[] => (text === '' ? [] : [JSON.parse(text)]));
      return { path: join(folder, path), session, agent, lines };
    });
}

/** Whether the client said in the model's place that the API failed, before the next turn began. */
function hasFailed(
  { session, at }: { readonly session: string; readonly at: string },
  turns: readonly { readonly session: string; readonly at: string }[],
  files: readonly File[],
): boolean {
  const next = turns
    .filter((turn) => turn.session === session && turn.at > at)
    .map((turn) => turn.at);
  const until = next.sort()[0] ?? '9';
  return files
    .filter((file) => file.session === session && file.agent === null)
    .flatMap(({ lines }) => lines)
    .some(
      ({ isApiErrorMessage, timestamp = '' }) =>
        isApiErrorMessage === true && timestamp >= at && timestamp < until,
    );
}

function callsOfMessages(files: readonly File[]): Map<string, readonly string[]> {
  const calls = new Map<string, Set<string>>();
  for (const { message } of files.flatMap(({ lines }) => lines)) {
    const content = Array.isArray(message?.content) ? message.content : [];
    if (message?.id === undefined) continue;
    const own = calls.get(message.id) ?? new Set();
    calls.set(message.id, own);
    for (const { type, id } of content)
      if (type.endsWith('tool_use') && id !== undefined) own.add(id);
  }
  return new Map([...calls].map(([id, own]) => [id, [...own]]));
}

function typeOf(path: string): string {
  const meta = JSON.parse(readFileSync(path.replace(/\.jsonl$/, '.meta.json'), 'utf8'));
  return String(meta.agentType);
}

function sessionOf({ session, lines }: File): PlainSession {
  const own = lines.filter(({ timestamp }) => timestamp !== undefined);
  const boundary = lines.findLast(({ subtype }) => subtype === 'compact_boundary');
  const times = own.map(({ timestamp = '' }) => timestamp).sort();
  return {
    id: session,
    project: own.find(({ cwd }) => cwd !== undefined)?.cwd ?? '',
    startedAt: times[0] ?? '',
    lastAt: times.at(-1) ?? '',
    compacted:
      boundary === undefined
        ? null
        : { at: boundary.timestamp ?? '', tokens: boundary.compactMetadata?.postTokens ?? null },
  };
}

/** A fork begins with another session's lines: they are those of the one that ended first. */
function withoutCopies(files: readonly File[]): File[] {
  const seen = new Set<string>();
  return files
    .toSorted((a, b) => (endOf(a) < endOf(b) ? -1 : 1))
    .map((file) => {
      const lines = file.lines.filter(({ uuid = '' }) => uuid === '' || !seen.has(uuid));
      for (const { uuid } of lines) if (uuid !== undefined) seen.add(uuid);
      return { ...file, lines };
    });
}

/** Each once, by the session that it was written in first: a fork begins with copies. */
function messagesIn(files: readonly File[]): Omit<PlainMessage, 'turn'>[] {
  const found = new Map<string, Omit<PlainMessage, 'turn'>>();
  const lines = files.flatMap((file) => file.lines.map((line) => ({ file, line })));
  const ends = new Map(files.map((file) => [file, endOf(file)]));
  lines.sort((a, b) => ((ends.get(a.file) ?? '') < (ends.get(b.file) ?? '') ? -1 : 1));
  for (const { file, line } of lines) {
    const { message, timestamp = '' } = line;
    if (message?.id === undefined || message.usage === undefined) continue;
    if (message.model === '<synthetic>' || line.isApiErrorMessage === true) continue;
    if (line.forkedFrom !== undefined) continue;
    const known = found.get(message.id);
    if (known !== undefined && known.session !== file.session) continue;
    const { usage, model = '' } = message;
    const most = (before: number | undefined, now: number | undefined) =>
      Math.max(before ?? 0, now ?? 0);
    const counts = {
      input: most(known?.input, usage.input_tokens),
      output: most(known?.output, usage.output_tokens),
      cacheRead: most(known?.cacheRead, usage.cache_read_input_tokens),
      cacheWrite: most(known?.cacheWrite, usage.cache_creation_input_tokens),
    };
    found.set(message.id, {
      id: message.id,
      session: file.session,
      agent: file.agent,
      model,
      at: known === undefined || timestamp < known.at ? timestamp : known.at,
      ...counts,
      costUsd: priceOf(model, counts, usage),
    });
  }
  return [...found.values()];
}

function endOf({ lines }: File): string {
  return lines.reduce((end, { timestamp = '' }) => (timestamp > end ? timestamp : end), '');
}

function priceOf(
  model: string,
  counts: Pick<PlainMessage, 'input' | 'output' | 'cacheRead' | 'cacheWrite'>,
  usage: Usage,
): number | null {
  const prices = PRICES[model];
  if (prices === undefined) return null;
  const [input, output, read, write5m, write1h] = prices;
  const for1h = usage.cache_creation?.ephemeral_1h_input_tokens ?? 0;
  const searches = usage.server_tool_use?.web_search_requests ?? 0;
  return (
    (counts.input * input +
      counts.output * output +
      counts.cacheRead * read +
      (counts.cacheWrite - for1h) * write5m +
      for1h * write1h) /
      1e6 +
    searches * 0.01
  );
}
