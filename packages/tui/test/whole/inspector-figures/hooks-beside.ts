import { readFileSync } from 'node:fs';
import { isoTime, newEventId } from '@spoor/core';
import { createRecorder, parseHookEvent } from '@spoor/hooks';
import type { SpoorDatabase } from '@spoor/storage';

interface Line {
  readonly type?: string;
  readonly subtype?: string;
  readonly timestamp?: string;
  readonly promptId?: string;
  readonly toolDenialKind?: string;
  readonly toolUseResult?: unknown;
  readonly origin?: { readonly kind?: string };
  readonly message?: { readonly content?: string | readonly Block[] };
}

interface Block {
  readonly type: string;
  readonly id?: string;
  readonly name?: string;
  readonly input?: object;
  readonly tool_use_id?: string;
  readonly is_error?: boolean;
  readonly content?: unknown;
}

/** Who wrote a transcript. */
export interface Writer {
  readonly path: string;
  readonly sessionId: string;
  /** Null for the main agent. */
  readonly agent: { readonly id: string; readonly type: string } | null;
  /** Its client was killed: no hook tells of its end. */
  readonly wasKilled: boolean;
}

/** Records the events that hooks would have told while transcripts were written, at the times of their lines. */
export function recordBeside(db: SpoorDatabase, writers: readonly Writer[]): void {
  const recorder = createRecorder({ db });
  const events = writers.flatMap(eventsOf).toSorted((a, b) => a.ms - b.ms);
  for (const { ms, payload } of events) {
    const told = { id: newEventId(ms), capturedAt: isoTime(ms) };
    recorder.record(parseHookEvent(JSON.stringify(payload), told));
  }
}

interface Told {
  readonly ms: number;
  readonly payload: object;
}

function eventsOf(writer: Writer): Told[] {
  const lines = readFileSync(writer.path, 'utf8')
    .split('\n')
    .flatMap((text): Line[] => (text === '' ? [] : [JSON.parse(text)]))
    .filter(({ timestamp }) => timestamp !== undefined);
  const begin = writer.agent === null ? ['SessionStart', { source: 'startup' }] : ['SubagentStart'];
  const end = writer.agent === null ? ['SessionEnd', { reason: 'other' }] : ['SubagentStop'];
  let promptId: string | undefined;
  const told = (line: Line | undefined, [name, fields]: readonly unknown[]): Told => ({
    ms: Date.parse(line?.timestamp ?? ''),
    payload: {
      session_id: writer.sessionId,
      transcript_path: writer.path,
      cwd: '/home/dev/elsewhere',
      ...(promptId === undefined ? {} : { prompt_id: promptId }),
      ...(writer.agent === null
        ? {}
        : { agent_id: writer.agent.id, agent_type: writer.agent.type }),
      hook_event_name: name,
      ...(fields as object | undefined),
    },
  });
  const inside = lines.flatMap((line) => {
    promptId = line.promptId ?? promptId;
    return happenedOn(line, writer.agent === null).map((event) => told(line, event));
  });
  return [told(lines[0], begin), ...inside, ...(writer.wasKilled ? [] : [told(lines.at(-1), end)])];
}

type Happened = readonly [name: string, fields: object];

/** What hooks tell of a line: nothing of a denial or of Esc. */
function happenedOn(line: Line, isMain: boolean): Happened[] {
  const { content } = line.message ?? {};
  if (isMain && line.origin?.kind === 'human') return [['UserPromptSubmit', { prompt: content }]];
  if (line.subtype === 'turn_duration') return [['Stop', {}]];
  if (!Array.isArray(content)) return [];
  return (content as readonly Block[]).flatMap((block): Happened[] => {
    if (block.type === 'tool_use') {
      const call = { tool_use_id: block.id, tool_name: block.name, tool_input: block.input };
      return [['PreToolUse', call]];
    }
    const isDenied = line.toolDenialKind !== undefined;
    if (block.type !== 'tool_result' || isDenied) return [];
    const call = { tool_use_id: block.tool_use_id };
    return block.is_error === true
      ? [['PostToolUseFailure', { ...call, error: String(block.content) }]]
      : [['PostToolUse', { ...call, ...gaveBack(line) }]];
  });
}

/** A call's result, with the client's own measure of its time where it has one. */
function gaveBack({ toolUseResult }: Line): object {
  const told = (typeof toolUseResult === 'object' ? toolUseResult : null) as {
    readonly totalDurationMs?: number;
    readonly durationMs?: number;
  } | null;
  const durationMs = told?.totalDurationMs ?? told?.durationMs;
  return {
    tool_response: toolUseResult,
    ...(durationMs === undefined ? {} : { duration_ms: durationMs }),
  };
}
