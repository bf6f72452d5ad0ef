import type { JsonValue } from '@spoor/core';
import type { WholeAuditEntry } from '@spoor/storage';
import { excerpt } from '../../../present/safe-text.js';
import { jsonLines } from '../../present/json-lines.js';
import type { Span } from '../../present/line.js';
import type { SessionPlace } from '../session/session-state.js';

/** An entry that is shown whole, its details laid out once. */
export interface EntryDetail extends WholeAuditEntry {
  readonly lines: readonly (readonly Span[])[];
}

/** Lays an entry out; one whose details are the same keeps its lines. */
export function entryDetail(
  before: EntryDetail | null,
  whole: WholeAuditEntry | null,
): EntryDetail | null {
  if (whole === null) return null;
  const same = before?.entry.details === whole.entry.details;
  return { ...whole, lines: same ? before.lines : detailLines(whole.entry.details) };
}

/** Longer details would take longer to lay out than a frame has: start and end are shown. */
const MOST_LAID_OUT = 500_000;

function detailLines(details: string): readonly (readonly Span[])[] {
  return jsonLines(details.length > MOST_LAID_OUT ? excerpt(details) : parsed(details));
}

/** Where in its session an entry belongs; null when it has none that is kept. */
export function sessionPlaceOf({ entry, session, traceId }: WholeAuditEntry): SessionPlace | null {
  const { sessionId } = entry;
  if (sessionId === null || session === null) return null;
  const key = keyOf(entry.details, traceId);
  return { id: sessionId, ...(key === null ? {} : { key }) };
}

/** The call or the subagent that an entry is about, else the turn that was going on. */
function keyOf(details: string, traceId: string | null): string | null {
  const { toolUseId, agentId } = fieldsOf(details);
  if (typeof toolUseId === 'string') return `call:${toolUseId}`;
  if (typeof agentId === 'string') return `agent:${agentId}`;
  return traceId === null ? null : `turn:${traceId}`;
}

/** An entry as JSON, for other programs. */
export function entryJson({ details, ...rest }: WholeAuditEntry['entry']): string {
  return `${JSON.stringify({ ...rest, details: parsed(details) }, null, 2)}\n`;
}

function fieldsOf(details: string): Readonly<Record<string, unknown>> {
  const value = parsed(details);
  return value !== null && typeof value === 'object' ? (value as Record<string, unknown>) : {};
}

/** A log that others have written to may hold anything. */
function parsed(details: string): JsonValue {
  try {
    return JSON.parse(details) as JsonValue;
  } catch {
    return details;
  }
}
