import { nextRollingRange } from '../../state/rolling-range.js';
import type { Surroundings } from '../../state/screen.js';
import { type AuditCriteria, readCriteria, writeCriteria } from './audit-criteria.js';
import { placeOf, settledAudit } from './audit-scroll.js';
import { type AuditState, chosenEntry } from './audit-state.js';
import { appliedLine, complete } from './filter-editing.js';

/** Puts a filter in force; one stays near the entry where one was. */
export function withLine(state: AuditState, line: string, around: Surroundings): AuditState {
  if (line === state.line) return settledAudit(state, around);
  const at = state.follow ? null : (placeOf(chosenEntry(state)) ?? state.at);
  const goal = state.follow ? 'newest' : 'keep';
  return settledAudit({ ...state, line, at, goal, narrowing: null }, around);
}

/** Takes the filter away. */
export function cleared(state: AuditState, around: Surroundings): AuditState {
  return withLine(state, '', around);
}

/** What keys do while the filter is typed. */
export function filterPressed(
  state: AuditState,
  command: string,
  around: Surroundings,
): AuditState {
  const { editing } = state;
  if (editing === null) return state;
  switch (command) {
    case 'accept-filter':
      return withLine({ ...state, editing: null }, editing.field.text.trim(), around);
    case 'undo-filter':
      return withLine({ ...state, editing: null }, editing.before, around);
    case 'complete': {
      const next = complete(editing, state.known.names);
      return withLine({ ...state, editing: next }, appliedLine(next), around);
    }
    default:
      return state;
  }
}

/** Leaves out what the chosen entry tells of, besides what is left out already. */
export function withoutLike(state: AuditState, around: Surroundings): AuditState {
  const entry = chosenEntry(state);
  if (entry === null || /[",]/.test(entry.action)) return state;
  const criteria = readCriteria(state.line);
  const names = (criteria.without ?? '').split(',').filter((name) => name !== '');
  const without = [...new Set([...names, entry.action])].join(',');
  return withLine(state, writeCriteria({ ...criteria, without }), around);
}

/** The next range of time. */
export function nextRange(state: AuditState, around: Surroundings): AuditState {
  const { since, ...rest } = readCriteria(state.line);
  const next = nextRollingRange(since ?? 'all');
  const line = writeCriteria(next === 'all' ? rest : { ...rest, since: next });
  return withLine(state, line, around);
}

/**
 * Keeps only entries like the chosen one: of its category, then of its action, its session, its
 * agent; then again what was there before.
 */
export function narrowed(state: AuditState, around: Surroundings): AuditState {
  const entry = chosenEntry(state);
  if (entry === null) return state;
  const { narrowing } = state;
  const goesOn = narrowing?.id === entry.id && narrowing.after === state.line;
  const before = goesOn ? narrowing.before : state.line;
  const { category, action, sessionId, agent } = entry;
  const likes = (
    [
      { category },
      { action },
      sessionId === null ? null : { session: sessionId },
      agent === null ? null : { agent },
    ] satisfies (Partial<AuditCriteria> | null)[]
  ).filter((like) => like !== null);
  const step = goesOn ? narrowing.step + 1 : 0;
  const like = likes[step];
  const line = like === undefined ? before : writeCriteria({ ...readCriteria(before), ...like });
  const next = withLine({ ...state, follow: false }, line, around);
  const kept = { id: entry.id, step, before, after: line };
  return { ...next, narrowing: like === undefined ? null : kept };
}
