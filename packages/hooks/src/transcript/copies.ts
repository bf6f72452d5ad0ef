import type { IsoTime } from '@spoor/core';
import type { SessionFacts } from '../record/session-facts.js';
import type { TranscriptLine } from './line.js';
import type { PlacedLine } from './prepare-batch.js';
import type { IngestContext } from './reducers.js';

/** A line, and whether it belongs to another session. */
export interface SortedLine {
  readonly line: TranscriptLine;
  readonly isCopy: boolean;
  readonly offset: number;
}

/**
 * Tells a fork's copies from the lines of a session's own. Older clients don't say where a line is
 * copied from, but it keeps its id: such lines stand at the beginning of the file, and another
 * session that is in the store already has them as its own.
 */
export function sortLines(context: IngestContext, placed: readonly PlacedLine[]): SortedLine[] {
  const { sessionId } = context.file;
  const originals = findOriginals(context, placed);
  return placed.map(({ line, offset }) => {
    const { forkedFrom, uuid } = line;
    if (forkedFrom !== null) return { line, offset, isCopy: forkedFrom.sessionId !== sessionId };
    const original = originals.get(offset);
    if (original === undefined) return { line, offset, isCopy: false };
    return { line: { ...line, forkedFrom: { sessionId: original, uuid } }, offset, isCopy: true };
  });
}

/** The sessions that lines without a note of it are copied from, by the lines' places. */
function findOriginals(context: IngestContext, placed: readonly PlacedLine[]): Map<number, string> {
  const found = new Map<number, string>();
  const { file, messages } = context;
  if (file.agentId !== null) return found;
  const ownFrom = factsOf(context, file.sessionId).fromTranscript?.ownFrom ?? Infinity;
  const head = placed.filter(({ line, offset }) => isUndecided(line) && offset < ownFrom);
  if (head.length === 0) return found;
  const others = messages.elsewhere(
    file.sessionId,
    head.flatMap(({ line }) => line.uuid ?? []),
  );
  if (others.size === 0) return found;
  const starts = new Map<string, IsoTime | null>();
  const startOf = (id: string): IsoTime | null => {
    const known = starts.get(id);
    if (known !== undefined) return known;
    const start = factsOf(context, id).fromTranscript?.own?.first ?? null;
    starts.set(id, start);
    return start;
  };
  for (const { line, offset } of head) {
    const at = line.timestamp ?? file.changedAt;
    const original = others.get(line.uuid ?? '')?.find((id) => {
      // What stands before a session's own beginning is a copy there too.
      const start = startOf(id);
      return start !== null && start <= at;
    });
    if (original === undefined) return found;
    found.set(offset, original);
  }
  return found;
}

function isUndecided({ uuid, forkedFrom }: TranscriptLine): boolean {
  return uuid !== null && forkedFrom === null;
}

function factsOf({ stores }: IngestContext, sessionId: string): SessionFacts {
  return JSON.parse(stores.sessions.facts(sessionId) ?? '{}') as SessionFacts;
}
