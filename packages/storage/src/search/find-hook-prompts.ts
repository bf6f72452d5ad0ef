import type { IsoTime } from '@spoor/core';
import type { SpoorDatabase } from '../database/spoor-database.js';
import type { Wanted } from './wanted.js';
import { createWordMatcher } from './word-matcher.js';

/** A turn whose prompt holds what was looked for, and that no transcript told of. */
export interface FoundPrompt {
  readonly id: string;
  readonly sessionId: string;
  readonly projectId: string | null;
  readonly at: IsoTime;
  readonly prompt: string;
}

/** Prompts that were found, and whether all there are were looked at. */
export interface FoundPrompts {
  readonly prompts: readonly FoundPrompt[];
  readonly complete: boolean;
}

/** Turns that are looked through at most, the latest first: once transcripts are read, few are left. */
const MOST_TURNS = 10_000;

const STEP = 200;

/**
 * Looks through the prompts that only hooks told of. One that a message of its session holds too is
 * left to the message.
 */
export function findHookPrompts(db: SpoorDatabase, wanted: Wanted): FoundPrompts {
  const { kinds, filter, query, most, isOver } = wanted;
  const isMain = filter.agent === undefined || filter.agent === 'main';
  if (!kinds.has('prompt') || !isMain) return { prompts: [], complete: true };
  const matcher = query.match === null ? null : createWordMatcher(['prompt'], query.match);
  try {
    const prompts: FoundPrompt[] = [];
    let looked = 0;
    for (const page of pagesOf(db, wanted)) {
      looked += page.length;
      const places = matcher?.matching(page.map(({ prompt }) => [prompt])) ?? [...page.keys()];
      prompts.push(
        ...places.flatMap((place) => page[place] ?? []).filter((turn) => !isTold(db, turn)),
      );
      if (page.length < STEP) return { prompts, complete: true };
      if (prompts.length >= most || looked >= MOST_TURNS || isOver()) break;
    }
    return { prompts, complete: false };
  } finally {
    matcher?.close();
  }
}

/** Pages of prompts that may fit; the words are not looked at, but where that is cheap. */
function* pagesOf(db: SpoorDatabase, { filter, query }: Wanted): Iterable<FoundPrompt[]> {
  const plain = query.phrases
    .flatMap(({ words }) => words)
    .filter((word) => /^[a-z0-9]+$/.test(word));
  const conditions = [
    "t.origin = 'hook'",
    't.prompt IS NOT NULL',
    '(t.started_at, t.id) < (@before, @beforeId)',
    ...(filter.sessionId === undefined ? [] : ['t.task_id = @sessionId']),
    ...(filter.projectId === undefined ? [] : ['t.project_id = @projectId']),
    ...(filter.since === undefined ? [] : ['t.started_at >= @since']),
    ...(filter.until === undefined ? [] : ['t.started_at <= @until']),
    ...query.parts.map((_, index) => `instr(t.prompt, @part${index})`),
    // A text of ASCII letters that lacks a word's letters lacks the word.
    ...plain.map(
      (_, index) =>
        `(instr(lower(t.prompt), @word${index}) OR length(t.prompt) <> octet_length(t.prompt))`,
    ),
  ];
  const statement = db.prepare<object, FoundPrompt>(
    `SELECT t.id, t.task_id AS sessionId, t.project_id AS projectId, t.started_at AS at, t.prompt
     FROM execution_traces AS t WHERE ${conditions.join(' AND ')}
     ORDER BY t.started_at DESC, t.id DESC LIMIT ${STEP}`,
  );
  const parameters = {
    sessionId: filter.sessionId,
    projectId: filter.projectId,
    since: filter.since,
    until: filter.until,
    ...Object.fromEntries(query.parts.map((part, index) => [`part${index}`, part])),
    ...Object.fromEntries(plain.map((word, index) => [`word${index}`, word])),
  };
  for (let before = AFTER_ALL; ; ) {
    const page = statement.all({ ...parameters, ...before });
    yield page;
    const last = page.at(-1);
    if (last === undefined) return;
    before = { before: last.at, beforeId: last.id };
  }
}

const AFTER_ALL = { before: '~', beforeId: '' };

/** As much of a prompt as tells it from others; hooks and transcripts may cut it at other lengths. */
const TELLING = 200;

function isTold(db: SpoorDatabase, { sessionId, prompt }: FoundPrompt): boolean {
  return (
    db
      .prepare<[string, number, string]>(
        `SELECT 1 FROM messages WHERE session_id = ? AND kind = 'prompt'
           AND substr(trim(content, char(32, 9, 10, 13)), 1, ?) = ? LIMIT 1`,
      )
      .get(sessionId, TELLING, [...prompt.trim()].slice(0, TELLING).join('')) !== undefined
  );
}
