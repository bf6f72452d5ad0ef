import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importHistory } from '@spoor/hooks';
import { SpoorDatabase } from '@spoor/storage';
import { generateTranscripts, type Truth } from '../../../../../bench/transcripts/generate.mjs';
import { countPlainly, type PlainCount } from './plain-count.js';

/** When the screens are looked at: some hours after the last session began. */
export const NOW = Date.parse('2026-11-04T12:00:00.000Z');

/** A database with what transcripts hold, and what they hold by a plain count. */
export interface Corpus {
  readonly db: SpoorDatabase;
  readonly folder: string;
  readonly truth: Truth;
  readonly counted: PlainCount;
  /** Where the database lies. */
  readonly path: string;
  /** Closes it, and removes all files. */
  readonly remove: () => void;
}

/**
 * Imports generated transcripts and hand-made ones, around the ends of summer time: a fork, old
 * clients, sessions that were killed, subagents in subagents and in the background.
 */
export async function importedCorpus(): Promise<Corpus> {
  const root = mkdtempSync(join(tmpdir(), 'spoor-figures-'));
  const folder = join(root, 'transcripts');
  const truth = generateTranscripts({
    folder,
    seed: 20,
    sessions: 14,
    weight: 0.3,
    days: 14,
    end: '2026-11-04T00:00:00.000Z',
  });
  writeOddSessions(join(folder, 'projects', '-home-dev-odd'));
  const path = join(root, 'spoor.db');
  const db = new SpoorDatabase({ path });
  await importHistory({
    database: { path, busyTimeoutMs: 5_000, synchronous: 'FULL' },
    places: [folder],
    threads: 0,
    now: () => NOW,
  });
  const remove = () => {
    db.close();
    rmSync(root, { recursive: true, force: true });
  };
  return { db, folder, truth, counted: countPlainly(folder), path, remove };
}

/** Ids of the hand-made sessions. */
export const ODD = {
  unpriced: '00000000-0000-4000-8000-00000000000a',
  compacted: '00000000-0000-4000-8000-00000000000b',
  failed: '00000000-0000-4000-8000-00000000000c',
  interrupted: '00000000-0000-4000-8000-00000000000d',
};

/** What a run of the generator may lack: models without a price, a compaction, errors of the API, Esc. */
function writeOddSessions(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const write = (session: string, day: number, lines: readonly object[]) => {
    let parentUuid: string | null = null;
    const texts = lines.map((line, n) => {
      const uuid = `${session.slice(0, 35)}${n.toString(16)}-${session.at(-1)}`;
      const timestamp = new Date(Date.UTC(2026, 10, day, 9, 0, n * 7)).toISOString();
      const whole = {
        parentUuid,
        isSidechain: false,
        ...line,
        uuid,
        timestamp,
        cwd: '/home/dev/odd',
        sessionId: session,
        version: '2.1.329',
        gitBranch: 'main',
      };
      parentUuid = uuid;
      return `${JSON.stringify(whole)}\n`;
    });
    writeFileSync(join(folder, `${session}.jsonl`), texts.join(''));
  };
  write(ODD.unpriced, 2, [
    said('p1', 'with a model of tomorrow'),
    answered('odd-a1', 'claude-tomorrow-9', [use('odd-t1', 'mcp__lab__echo')]),
    gave('p1', 'odd-t1'),
    answered('odd-a2', 'claude-opus-5-5', [use('odd-t2', 'mcp__lab__boom')]),
    gave('p1', 'odd-t2', { is_error: true }),
    answered('odd-a3', 'claude-tomorrow-9'),
  ]);
  write(ODD.compacted, 3, [
    said('p1', 'fill it'),
    answered('odd-b1', 'claude-opus-5-5', undefined, { cache_read_input_tokens: 170_000 }),
    {
      type: 'system',
      subtype: 'compact_boundary',
      content: 'Conversation compacted',
      compactMetadata: { trigger: 'manual', preTokens: 170_107, postTokens: 8_000 },
    },
    {
      type: 'user',
      message: { role: 'user', content: 'This session is being continued.' },
      isCompactSummary: true,
      promptId: 'p1',
    },
  ]);
  write(ODD.failed, 3, [
    said('p1', 'while the API is down'),
    answered('odd-c1', 'claude-opus-5-5', [use('odd-t3', 'Bash')]),
    gave('p1', 'odd-t3'),
    {
      type: 'assistant',
      message: {
        id: 'odd-c2',
        model: '<synthetic>',
        role: 'assistant',
        usage: { input_tokens: 0, output_tokens: 0 },
        content: [{ type: 'text', text: 'API Error: Request rejected (529) · Overloaded' }],
      },
      error: 'overloaded',
      isApiErrorMessage: true,
    },
  ]);
  write(ODD.interrupted, 3, [
    said('p1', 'stop it with Esc'),
    answered('odd-d1', 'claude-opus-5-5', [use('odd-t4', 'Bash')]),
    {
      ...gave('p1', 'odd-t4', {
        is_error: true,
        content: '[Request interrupted by user for tool use]',
      }),
      toolDenialKind: 'interrupted',
    },
    {
      ...said('p1', ''),
      message: {
        role: 'user',
        content: [{ type: 'text', text: '[Request interrupted by user for tool use]' }],
      },
    },
  ]);
}

const said = (promptId: string, content: string) => ({
  type: 'user',
  promptId,
  message: { role: 'user', content },
});

const answered = (
  id: string,
  model: string,
  content: object[] = [{ type: 'text', text: 'done' }],
  usage: object = {},
) => ({
  type: 'assistant',
  message: {
    id,
    model,
    role: 'assistant',
    content,
    usage: {
      input_tokens: 7,
      output_tokens: 50,
      cache_read_input_tokens: 1_000,
      cache_creation_input_tokens: 100,
      ...usage,
    },
  },
});

const use = (id: string, name: string) => ({
  type: 'tool_use',
  id,
  name,
  input: { command: `run ${id}` },
});

const gave = (promptId: string, id: string, result: object = {}) => ({
  type: 'user',
  promptId,
  message: {
    role: 'user',
    content: [{ type: 'tool_result', tool_use_id: id, content: 'x', ...result }],
  },
});
