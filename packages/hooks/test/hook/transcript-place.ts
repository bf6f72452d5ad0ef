import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { JsonObject } from '@spoor/core';
import { UNCONFIGURED } from '@spoor/storage';
import { type CatchUpTranscripts, catchUp } from '../../src/index.js';
import { type Place, query } from './run-hook.js';

/** The session of these tests. */
export const SESSION = '6f0e8a7e-0000-4000-8000-000000000001';

/** Where the client would keep its file. */
export function sessionFile(place: Place, session = SESSION): string {
  return join(place.root, '.claude/projects/-home-dev-repo', `${session}.jsonl`);
}

/** Where it would keep a subagent's. */
export function agentFile(place: Place, agent: string, session = SESSION): string {
  const own = sessionFile(place, session);
  return join(own.slice(0, -'.jsonl'.length), 'subagents', `agent-${agent}.jsonl`);
}

/** An event as the client sends it. */
export function eventOf(place: Place, name: string, extra: JsonObject = {}): JsonObject {
  return {
    session_id: SESSION,
    transcript_path: sessionFile(place),
    cwd: '/',
    hook_event_name: name,
    ...extra,
  };
}

/** The client has used a tool. */
export function toolEvent(place: Place, id: string, extra: JsonObject = {}): JsonObject {
  const input = { command: 'echo' };
  const call = { tool_name: 'Bash', tool_use_id: id, tool_input: input, tool_response: {} };
  return eventOf(place, 'PostToolUse', { ...call, ...extra });
}

/** A prompt, the answer to it, which uses a tool, and what that gave back, as lines. */
export const LINES_OF_TURN = 3;

/** Makes them. */
export function turnLines(index: number, text = 'Nothing much', extra: JsonObject = {}): string {
  const at = (ms: number) => new Date(Date.UTC(2026, 10, 21, 9) + index * 1_000 + ms).toISOString();
  const common = { sessionId: SESSION, cwd: '/', isSidechain: false, ...extra };
  const prompt = {
    ...common,
    type: 'user',
    uuid: `${extra['agentId'] ?? 'main'}-prompt-${index}`,
    promptId: `p${index}`,
    timestamp: at(0),
    message: { role: 'user', content: `Prompt ${index}` },
  };
  const answer = {
    ...common,
    type: 'assistant',
    uuid: `${extra['agentId'] ?? 'main'}-answer-${index}`,
    parentUuid: prompt.uuid,
    requestId: `r${index}`,
    timestamp: at(500),
    message: {
      id: `${extra['agentId'] ?? 'msg'}-${index}`,
      role: 'assistant',
      model: 'claude-opus-5-5',
      content: [
        { type: 'text', text },
        { type: 'tool_use', id: `call-${index}`, name: 'Bash', input: { command: 'echo' } },
      ],
      stop_reason: 'tool_use',
      usage: { input_tokens: 10, output_tokens: index },
    },
  };
  const result = {
    ...common,
    type: 'user',
    uuid: `${extra['agentId'] ?? 'main'}-result-${index}`,
    promptId: `p${index}`,
    timestamp: at(700),
    message: {
      role: 'user',
      content: [{ type: 'tool_result', tool_use_id: `call-${index}`, content: 'done' }],
    },
  };
  return [prompt, answer, result].map((line) => `${JSON.stringify(line)}\n`).join('');
}

/** Writes to the end of a file, which is made when it's missing. */
export function append(path: string, text: string | Buffer): void {
  mkdirSync(dirname(path), { recursive: true });
  appendFileSync(path, text);
}

/** How transcripts of a place are caught up with. */
function transcriptsOfPlace(place: Place, budgetMs = 60_000): CatchUpTranscripts {
  return { settings: UNCONFIGURED, dataDir: place.dataDir, budgetMs };
}

/** Does what a listing does, transcripts and all. */
export function listWithTranscripts(place: Place, budgetMs?: number) {
  const { databasePath, spoolDir } = place;
  const transcripts = transcriptsOfPlace(place, budgetMs);
  return catchUp({ databasePath, spoolDirs: [spoolDir], transcripts });
}

/** How many messages are kept. */
export function countMessages(place: Place): number {
  return query<{ n: number }>(place, 'SELECT count(*) AS n FROM messages')[0]?.n ?? -1;
}

/** How far files are read, by the end of their path. */
export function cursors(place: Place) {
  return query<{ path: string; offset: number; size: number; updatedAt: string }>(
    place,
    'SELECT path, offset, size, updated_at AS updatedAt FROM transcript_cursors ORDER BY path',
  );
}

/** What is taken from transcripts alone, in an order of its own; numbers of rows apart. */
export function rowsFromTranscripts(place: Place): Record<string, string[]> {
  const tables = [
    'messages',
    'token_usage',
    'tool_calls',
    'execution_traces',
    'transcript_problems',
  ];
  return Object.fromEntries(
    tables.map((table) => {
      const rows = query(place, `SELECT * FROM ${table}`);
      const texts = rows.map(({ seq: _seq, found_at: _at, path: _path, ...row }) =>
        JSON.stringify(row),
      );
      return [table, texts.sort()];
    }),
  );
}
