import type { AuditFilter } from '@spoor/storage';
import type { Query } from '../../live/readers.js';
import type { Surroundings } from '../../state/screen.js';
import { type AuditChoice, auditChoiceOf, needsNames } from './audit-choice.js';
import { readCriteria } from './audit-criteria.js';
import { auditHeight } from './audit-height.js';
import { type AuditState, shownEntries } from './audit-state.js';

/** What the filter in force means; null while names in it have to be looked up first. */
export function choiceOf({ line, known }: AuditState, nowMs: number): AuditChoice | null {
  const criteria = readCriteria(line);
  const { session } = criteria;
  if (needsNames(criteria) && known.names === undefined) return null;
  if (session !== undefined && known.sessions?.start !== session) return null;
  const sessionIds = session === undefined ? [] : (known.sessions?.ids ?? []);
  return auditChoiceOf(criteria, { names: known.names ?? null, sessionIds }, nowMs);
}

/** What the screen needs of the database. */
export function auditQueries(state: AuditState, around: Surroundings): Query[] {
  return [...namesQueries(state), ...entryQueries(state, around), ...labelQueries(state, around)];
}

/** Whether an index leads straight to the entries that a filter lets through. */
function isQuick(filter: AuditFilter): boolean {
  const { projectId, startDate, endDate, sessionId, ...rest } = filter;
  return Object.keys(rest).length === 0 && (sessionId === undefined || projectId === undefined);
}

function namesQueries({ editing, line, known }: AuditState): Query[] {
  const criteria = readCriteria(line);
  const { session } = criteria;
  const unknown = known.names === undefined && (editing !== null || needsNames(criteria));
  return [
    ...(unknown ? [{ kind: 'audit.names', asked: null } as const] : []),
    ...(session === undefined || known.sessions?.start === session
      ? []
      : [{ kind: 'audit.sessions', asked: { start: session } } as const]),
  ];
}

/** Entries far apart are read in larger parts: they are waited for. */
const FAR_PART = 500;

function entryQueries(state: AuditState, around: Surroundings): Query[] {
  const choice = choiceOf(state, around.nowMs);
  if (choice === null || choice.filter === null) return [];
  const { filter } = choice;
  const quick = isQuick(filter);
  const part = quick ? 2 * Math.max(10, auditHeight(state, around)) : FAR_PART;
  return [
    {
      kind: quick ? 'audit.stretch' : 'audit.found',
      asked: { filter, at: state.at, older: part, newer: part },
    },
    { kind: 'audit.counts', asked: { filter } },
  ];
}

function labelQueries(state: AuditState, around: Surroundings): Query[] {
  const { list } = state;
  const visible = shownEntries(state).slice(list.top, list.top + auditHeight(state, around));
  const ids = [...new Set(visible.flatMap(({ sessionId }) => sessionId ?? []))].sort();
  return [
    ...(ids.length === 0 ? [] : [{ kind: 'audit.labels', asked: { ids } } as const]),
    ...(list.selected === null
      ? []
      : [{ kind: 'audit.entry', asked: { id: list.selected } } as const]),
  ];
}
