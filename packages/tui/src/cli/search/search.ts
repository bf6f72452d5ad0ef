import { messageOf, UsageError } from '@spoor/core';
import {
  type FoundKind,
  indexTexts,
  readSessionLabels,
  type SessionLabel,
  type SpoorDatabase,
  searchTexts,
  type TextSearchResult,
} from '@spoor/storage';
import { sinceOf, untilOf } from '../../input/moment.js';
import { safeText } from '../../present/safe-text.js';
import type { CliIo } from '../io.js';
import { createPaint, widthOf } from '../output/paint.js';
import { printJson, printLines } from '../output/print.js';
import { noticesAbove } from '../pause/notice.js';
import { projectOf } from '../project-option.js';
import { findSessionId } from '../sessions/find-session.js';
import { withStore } from '../store.js';
import { withWritableStore } from '../writable-store.js';
import { hitLines } from './hit-lines.js';

/** What the user asked for. */
export interface SearchOptions {
  readonly project?: string;
  readonly session?: string;
  readonly tool?: string;
  readonly agent?: string;
  readonly kind?: readonly FoundKind[];
  readonly since?: string;
  readonly until?: string;
  readonly limit: number;
  readonly sort: 'relevance' | 'time';
  readonly json?: true;
}

const NOTHING: TextSearchResult = { hits: [], more: false, complete: true };

/** Finds texts of all sessions. */
export async function searchSessions(
  io: CliIo,
  text: string,
  options: SearchOptions,
): Promise<void> {
  if (!/[^\s\p{Cc}]/u.test(text)) throw new UsageError('say what to look for');
  const range = {
    since: sinceOf(options.since, io.now()),
    until: untilOf(options.until, io.now()),
  };
  const result = await withStore(io, async (db) => {
    if (db === null) return null;
    await bringIndexesUp(io);
    const found = searchTexts(db, { text, ...filterOf(io, db, options), ...range });
    const ids = found.hits.map(({ sessionId }) => sessionId);
    return { found, labels: readSessionLabels(db, ids) };
  });
  const notices = noticesAbove(io, options.json);
  if (options.json === true) {
    printJson(io, result?.found ?? NOTHING);
    return;
  }
  printLines(io, [...notices, ...linesOf(io, result, options)]);
}

function filterOf(io: CliIo, db: SpoorDatabase, options: SearchOptions) {
  const { project, session, tool, agent, kind, limit, sort } = options;
  return {
    projectId: project === undefined ? undefined : projectOf(io, project),
    sessionId: session === undefined ? undefined : findSessionId(db, session),
    toolName: tool,
    agent,
    kinds: kind,
    limit,
    sort,
  };
}

/** Searches find what isn't indexed too, but with more work; what takes longer waits for upkeep. */
const INDEXING_MS = 3_000;

async function bringIndexesUp(io: CliIo): Promise<void> {
  try {
    await withWritableStore(io, { create: false }, (db) => {
      indexTexts(db, { budgetMs: INDEXING_MS });
    });
  } catch (error) {
    io.stderr.write(`spoor: the search takes longer: ${safeText(messageOf(error))}\n`);
  }
}

function linesOf(
  io: CliIo,
  result: { found: TextSearchResult; labels: ReadonlyMap<string, SessionLabel> } | null,
  { limit }: SearchOptions,
): readonly string[] {
  if (result === null) {
    return [
      'Nothing is recorded yet. Record Claude Code from now on: spoor hooks install',
      'Bring in what it has kept of earlier sessions: spoor import',
    ];
  }
  const { hits, more, complete } = result.found;
  if (hits.length === 0) {
    return complete
      ? ['Nothing found. All words must be there; try fewer, or without filters.']
      : ['Nothing found so far: not all texts could be looked at in time. Try again in a moment.'];
  }
  const look = { width: widthOf(io), paint: createPaint(io) };
  const rest = [
    ...(more ? [`There are more: --limit ${limit * 2}`] : []),
    ...(more && !complete ? ['Of very many hits, those recorded last were weighed.'] : []),
    ...(more || complete ? [] : ['Not all texts could be looked at in time; try again.']),
    `Open one: spoor sessions show ${safeText(hits[0]?.sessionId.slice(0, 8) ?? '')} --messages`,
  ];
  return [
    ...hitLines(hits, result.labels, look),
    '',
    ...rest.map((line) => look.paint(line, 'faint')),
  ];
}
