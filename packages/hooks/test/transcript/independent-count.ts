import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/** Tokens of API messages. */
export interface CountedTokens {
  readonly messages: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cacheReadTokens: number;
  readonly cacheWriteTokens: number;
}

/** A call, as its lines tell of it. */
export interface CountedCall {
  readonly session: string;
  readonly id: string;
  readonly tool: string;
  readonly agent: string | null;
  readonly at: string;
  readonly status: 'success' | 'failure' | 'denied' | 'cancelled' | 'open';
  /** From line to line, or the client's own measure. */
  readonly durationMs: number | null;
}

/** A turn, as its lines tell of it. */
interface CountedTurn {
  readonly session: string;
  readonly promptId: string;
  readonly at: string;
  /** Where the client closes the turn with a line of its own. */
  readonly closedMs: number | null;
}

/** What transcripts hold, counted with nothing of Spoor's: `JSON.parse` and loops. */
export interface IndependentCount {
  /** Distinct uuids by session, forks' copies and subagents' lines among them. */
  readonly messages: Readonly<Record<string, number>>;
  readonly tokens: CountedTokens;
  /** By the time of a message's first line. */
  readonly tokensAt: readonly (CountedTokens & { readonly at: string })[];
  readonly calls: readonly CountedCall[];
  readonly turns: readonly CountedTurn[];
  /** Session and time of each. */
  readonly apiErrors: readonly string[];
}

interface Line {
  readonly type?: string;
  readonly subtype?: string;
  readonly uuid?: string;
  readonly parentUuid?: string | null;
  readonly timestamp?: string;
  readonly agentId?: string;
  readonly promptId?: string;
  readonly isMeta?: boolean;
  readonly isSidechain?: boolean;
  readonly isCompactSummary?: boolean;
  readonly isApiErrorMessage?: boolean;
  readonly forkedFrom?: object;
  readonly toolDenialKind?: string;
  readonly toolDenialBeforeRun?: boolean;
  readonly toolUseResult?: unknown;
  readonly message?: {
    readonly id?: string;
    readonly model?: string;
    readonly usage?: Readonly<Record<string, unknown>>;
    readonly content?: string | readonly Block[];
  };
}

interface Block {
  readonly type: string;
  readonly text?: string;
  readonly id?: string;
  readonly name?: string;
  readonly tool_use_id?: string;
  readonly is_error?: boolean;
  readonly content?: unknown;
}

interface File {
  readonly session: string;
  readonly agent: string | null;
  readonly lines: readonly Line[];
}

/** Counts what stands in the transcripts below a folder, in the client's layout. */
export function countIndependently(folder: string): IndependentCount {
  const files = filesBelow(folder);
  const own = withoutCopies(files);
  const tokensAt = tokensIn(files);
  return {
    messages: messagesIn(files),
    tokens: tokensAt.reduce(addTokens, NO_TOKENS),
    tokensAt,
    calls: callsIn(own),
    turns: turnsIn(own),
    apiErrors: own.flatMap(({ session, lines }) =>
      lines
        .filter((line) => line.isApiErrorMessage === true || line.subtype === 'api_error')
        .map(({ timestamp }) => `${session} ${timestamp}`),
    ),
  };
}

/** Adds tokens up. */
export function addTokens(a: CountedTokens, b: CountedTokens): CountedTokens {
  return {
    messages: a.messages + b.messages,
    inputTokens: a.inputTokens + b.inputTokens,
    outputTokens: a.outputTokens + b.outputTokens,
    cacheReadTokens: a.cacheReadTokens + b.cacheReadTokens,
    cacheWriteTokens: a.cacheWriteTokens + b.cacheWriteTokens,
  };
}

/** None. */
export const NO_TOKENS: CountedTokens = {
  messages: 0,
  inputTokens: 0,
  outputTokens: 0,
  cacheReadTokens: 0,
  cacheWriteTokens: 0,
};

/** The smallest of some numbers that so many percent don't exceed; null of none. */
export function nearestRank(values: readonly number[], percent: number): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.ceil((sorted.length * percent) / 100) - 1] ?? null;
}

function filesBelow(folder: string): File[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.jsonl') && !path.includes('tool-results'))
    .sort()
    .map((path) => {
      const agent = /^agent-(.*)\.jsonl$/.exec(basename(path))?.[1] ?? null;
      const parts = path.split('/');
      const session = agent === null ? basename(path, '.jsonl') : (parts.at(-3) ?? '');
      const texts = readFileSync(join(folder, path), 'utf8').split('\n');
      const lines: Line[] = [];
      for (const text of texts) if (text !== '') lines.push(JSON.parse(text));
      return { session, agent, lines };
    });
}

function messagesIn(files: readonly File[]): Record<string, number> {
  const ids = new Map<string, Set<string>>();
  for (const { session, lines } of files) {
    const known = ids.get(session) ?? new Set();
    ids.set(session, known);
    for (const { uuid } of lines) if (uuid !== undefined) known.add(uuid);
  }
  return Object.fromEntries([...ids].map(([session, uuids]) => [session, uuids.size]));
}

/** A line is of the session that ended first of those that hold it, unless it says otherwise. */
function withoutCopies(files: readonly File[]): File[] {
  const endOf = ({ lines }: File) =>
    lines.reduce((end, { timestamp = '' }) => (timestamp > end ? timestamp : end), '');
  const keyed = files.map((file) => ({ file, key: `${endOf(file)} ${file.session}` }));
  const seen = new Set<string>();
  return keyed
    .toSorted((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ file }) => {
      if (file.agent !== null) return file;
      const lines = file.lines.filter(
        ({ uuid, forkedFrom }) =>
          forkedFrom === undefined && (uuid === undefined || !seen.has(uuid)),
      );
      for (const { uuid } of lines) if (uuid !== undefined) seen.add(uuid);
      return { ...file, lines };
    });
}

function tokensIn(files: readonly File[]): (CountedTokens & { at: string })[] {
  const messages = new Map<string, CountedTokens & { at: string }>();
  for (const line of files.flatMap(({ lines }) => lines)) {
    const { message, timestamp = '' } = line;
    if (message?.id === undefined || message.usage === undefined) continue;
    if (message.model === '<synthetic>' || line.isApiErrorMessage === true) continue;
    const number = (key: string) => Number(message.usage?.[key] ?? 0);
    const known = messages.get(message.id);
    messages.set(message.id, {
      at: known === undefined || timestamp < known.at ? timestamp : known.at,
      messages: 1,
      inputTokens: Math.max(known?.inputTokens ?? 0, number('input_tokens')),
      outputTokens: Math.max(known?.outputTokens ?? 0, number('output_tokens')),
      cacheReadTokens: Math.max(known?.cacheReadTokens ?? 0, number('cache_read_input_tokens')),
      cacheWriteTokens: Math.max(
        known?.cacheWriteTokens ?? 0,
        number('cache_creation_input_tokens'),
      ),
    });
  }
  return [...messages.values()];
}

function callsIn(files: readonly File[]): CountedCall[] {
  const calls = new Map<string, CountedCall>();
  const answers = new Map<string, { line: Line; block: Block }>();
  for (const { session, lines } of files) {
    for (const line of lines) {
      for (const block of blocksOf(line)) {
        if (block.tool_use_id !== undefined && block.type.endsWith('tool_result')) {
          const key = `${session} ${block.tool_use_id}`;
          if (!answers.has(key)) answers.set(key, { line, block });
        }
      }
    }
  }
  for (const { session, agent, lines } of files) {
    for (const line of lines) {
      for (const { type, id, name = '' } of blocksOf(line)) {
        const isCall = ['tool_use', 'server_tool_use', 'mcp_tool_use'].includes(type);
        if (!isCall || id === undefined || calls.has(`${session} ${id}`)) continue;
        const at = line.timestamp ?? '';
        const answer = answers.get(`${session} ${id}`);
        const isServer = type !== 'tool_use';
        const status = answer === undefined && isServer ? 'success' : outcomeOf(answer);
        const durationMs = answer === undefined ? null : durationOf(at, answer.line);
        calls.set(`${session} ${id}`, { session, id, tool: name, agent, at, status, durationMs });
      }
    }
  }
  return [...calls.values()];
}

function outcomeOf(answer: { line: Line; block: Block } | undefined): CountedCall['status'] {
  if (answer === undefined) return 'open';
  const { line, block } = answer;
  const kind = line.toolDenialKind;
  if (kind === 'interrupted' || kind === 'cancelled') return 'cancelled';
  if (kind === 'user-rejected' && line.toolDenialBeforeRun !== true) return 'cancelled';
  if (kind !== undefined) return 'denied';
  const told = line.toolUseResult as { interrupted?: boolean } | undefined;
  if (told?.interrupted === true) return 'cancelled';
  if (block.is_error !== true) return 'success';
  // Clients of 2025 have only words for it.
  const text = JSON.stringify(block.content ?? '');
  if (/The user doesn't want to|Permission to use .* has been denied/.test(text)) return 'denied';
  return text.includes('[Request interrupted by user') ? 'cancelled' : 'failure';
}

function durationOf(at: string, { toolUseResult, timestamp = '' }: Line): number {
  const told = (typeof toolUseResult === 'object' ? toolUseResult : null) as Record<
    string,
    number | undefined
  > | null;
  const { totalDurationMs, durationMs, durationSeconds } = told ?? {};
  if (totalDurationMs !== undefined) return Math.round(totalDurationMs);
  if (durationMs !== undefined) return Math.round(durationMs);
  if (durationSeconds !== undefined) return Math.round(durationSeconds * 1_000);
  return Date.parse(timestamp) - Date.parse(at);
}

/** What was said to the main agent, unless it is a command that nobody answered. */
function turnsIn(files: readonly File[]): CountedTurn[] {
  return files.flatMap(({ session, agent, lines }) => {
    if (agent !== null) return [];
    const turns = new Map<string, CountedTurn>();
    const byUuid = new Map(lines.map((line) => [line.uuid, line]));
    const answered = new Set<string>();
    for (const line of lines) {
      if (line.type !== 'assistant' || line.message?.model === '<synthetic>') continue;
      let above: Line | undefined = line;
      while (above !== undefined && promptOf(above) === null) {
        above = byUuid.get(above.parentUuid ?? undefined);
      }
      if (above !== undefined) answered.add(promptOf(above) ?? '');
    }
    for (const line of lines) {
      const id = isSaid(line) ? promptOf(line) : null;
      if (id === null || turns.has(id) || (isCommand(line) && !answered.has(id))) continue;
      const at = line.timestamp ?? '';
      turns.set(id, { session, promptId: id, at, closedMs: null });
    }
    let last: string | undefined;
    for (const line of lines) {
      const id = promptOf(line);
      if (id !== null && turns.has(id)) last = id;
      const turn = turns.get(last ?? '');
      if (turn === undefined || line.subtype !== 'turn_duration') continue;
      const closedMs = Date.parse(line.timestamp ?? '') - Date.parse(turn.at);
      turns.set(turn.promptId, { ...turn, closedMs });
    }
    return [...turns.values()];
  });
}

function promptOf(line: Line): string | null {
  if (line.promptId !== undefined) return line.promptId;
  return isSaid(line) ? (line.uuid ?? null) : null;
}

function isSaid(line: Line): boolean {
  if (line.type !== 'user' || line.isMeta === true || line.isCompactSummary === true) return false;
  if (line.isSidechain === true) return false;
  if (blocksOf(line).some(({ type }) => type === 'tool_result')) return false;
  return !/^\s*(?:<local-command-|<bash-std|\[Request interrupted)/.test(textOf(line));
}

function isCommand(line: Line): boolean {
  return /^\s*<(?:command-|bash-input)/.test(textOf(line));
}

function textOf({ message }: Line): string {
  const content = message?.content ?? '';
  if (typeof content === 'string') return content;
  return content.map(({ text = '' }) => text).join('\n');
}

function blocksOf({ message }: Line): readonly Block[] {
  const content = message?.content;
  return Array.isArray(content) ? (content as readonly Block[]) : [];
}
