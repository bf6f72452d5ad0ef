import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { rowLine } from './run-rows.ts';

/** What the client's transcripts say, counted by nothing but `JSON.parse`. */
export interface TranscriptTruth {
  readonly messages: readonly string[];
  readonly calls: readonly string[];
  readonly tokens: readonly string[];
  readonly subagents: readonly string[];
}

interface Sent {
  readonly type: string;
  readonly uuid?: string;
  readonly timestamp?: string;
  readonly forkedFrom?: object;
  readonly toolDenialKind?: string;
  readonly toolDenialBeforeRun?: boolean;
  readonly message?: {
    readonly id?: string;
    readonly model?: string;
    readonly usage?: Readonly<Record<string, number>>;
    readonly content?: string | readonly Block[];
  };
}

interface Block {
  readonly type: string;
  readonly id?: string;
  readonly name?: string;
  readonly tool_use_id?: string;
  readonly is_error?: boolean;
}

interface File {
  readonly session: string;
  readonly agent: string | null;
  readonly lines: readonly Sent[];
  readonly meta: { readonly agentType?: string; readonly parentAgentId?: string };
}

/** Counts what stands in the transcripts below a profile's `projects` folder. */
export function readTruth(projects: string): TranscriptTruth {
  const files = findFiles(projects);
  return {
    messages: unique(
      files.flatMap(({ session, lines }) =>
        lines.filter(({ uuid }) => uuid !== undefined).map(({ uuid }) => rowLine(session, uuid)),
      ),
    ),
    calls: callsOf(files, copiesIn(files)),
    tokens: tokensOf(files),
    subagents: files
      .filter(({ agent }) => agent !== null)
      .map(({ session, agent, meta }) =>
        rowLine(session, agent, meta.agentType, meta.parentAgentId),
      )
      .sort(),
  };
}

/** Lines, as `session uuid`, that a fork has copied without saying so: the original ended before it. */
function copiesIn(files: readonly File[]): ReadonlySet<string> {
  const ends = (file: File) =>
    file.lines.reduce((end, { timestamp = '' }) => max(end, timestamp), '');
  const seen = new Set<string>();
  const copies = new Set<string>();
  for (const { session, lines } of files.toSorted((a, b) => (ends(a) < ends(b) ? -1 : 1))) {
    const own = lines.flatMap(({ uuid }) => uuid ?? []);
    for (const uuid of own) if (seen.has(uuid)) copies.add(rowLine(session, uuid));
    for (const uuid of own) seen.add(uuid);
  }
  return copies;
}

function max(a: string, b: string): string {
  return a > b ? a : b;
}

function callsOf(files: readonly File[], copies: ReadonlySet<string>): string[] {
  return files
    .flatMap(({ session, agent, lines }) => {
      const own = lines.filter(
        ({ forkedFrom, uuid }) => forkedFrom === undefined && !copies.has(rowLine(session, uuid)),
      );
      return own.flatMap((line) =>
        blocksOf(line)
          .filter(({ type }) => type === 'tool_use')
          .map(({ id, name }) => rowLine(session, id, name, agent, outcomeOf(id, own))),
      );
    })
    .sort();
}

/** What became of a call; one that nothing answered has none. */
function outcomeOf(id: string | undefined, lines: readonly Sent[]): string | undefined {
  for (const line of lines) {
    const result = blocksOf(line).find((block) => block.tool_use_id === id && id !== undefined);
    if (result === undefined) continue;
    if (line.toolDenialKind === 'user-rejected' && line.toolDenialBeforeRun !== true) {
      return 'cancelled';
    }
    if (line.toolDenialKind !== undefined) return 'denied';
    return result.is_error === true ? 'failure' : 'success';
  }
  return undefined;
}

/** Tokens by message, each message once, whichever file holds it. */
function tokensOf(files: readonly File[]): string[] {
  const messages = new Map<string, Readonly<Record<string, number>>>();
  for (const { message } of files.flatMap(({ lines }) => lines)) {
    if (message?.id === undefined || message.usage === undefined) continue;
    if (message.model === '<synthetic>') continue;
    const known = messages.get(message.id);
    if ((known?.['output_tokens'] ?? -1) < (message.usage['output_tokens'] ?? 0)) {
      messages.set(message.id, message.usage);
    }
  }
  return [...messages]
    .map(([id, usage]) =>
      rowLine(
        id,
        usage['input_tokens'] ?? 0,
        usage['output_tokens'] ?? 0,
        usage['cache_read_input_tokens'] ?? 0,
        usage['cache_creation_input_tokens'] ?? 0,
      ),
    )
    .sort();
}

function blocksOf({ message }: Sent): readonly Block[] {
  return Array.isArray(message?.content) ? (message.content as readonly Block[]) : [];
}

function findFiles(projects: string): File[] {
  return readdirSync(projects, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.jsonl'))
    .sort()
    .map((path) => {
      const agent = /^agent-(.*)\.jsonl$/.exec(basename(path))?.[1] ?? null;
      const session = path.split('/')[1]?.replace(/\.jsonl$/, '') ?? '';
      return { session, agent, ...readFile(join(projects, path)) };
    });
}

function readFile(path: string): Pick<File, 'lines' | 'meta'> {
  const lines = readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Sent);
  const beside = path.replace(/\.jsonl$/, '.meta.json');
  return { lines, meta: existsSync(beside) ? JSON.parse(readFileSync(beside, 'utf8')) : {} };
}

function unique(lines: readonly string[]): string[] {
  return [...new Set(lines)].sort();
}
