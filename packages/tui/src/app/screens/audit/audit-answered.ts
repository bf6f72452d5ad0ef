import type { Answer } from '../../live/readers.js';
import type { Surroundings } from '../../state/screen.js';
import { choiceOf } from './audit-asked.js';
import { withStretch } from './audit-scroll.js';
import type { AuditState } from './audit-state.js';
import { entryDetail } from './entry-detail.js';

/** The log once the database has said something. */
export function auditAnswered(state: AuditState, answer: Answer, around: Surroundings): AuditState {
  switch (answer.kind) {
    case 'audit.stretch':
    case 'audit.found': {
      const { filter, at } = answer.asked;
      const wanted = choiceOf(state, around.nowMs)?.filter;
      if (!same(filter, wanted) || !same(at, state.at)) return state;
      return withStretch(state, { filter, ...answer.told }, around);
    }
    case 'audit.counts':
      return { ...state, counts: { filter: answer.asked.filter, counts: answer.told } };
    case 'audit.names':
      return { ...state, known: { ...state.known, names: answer.told } };
    case 'audit.sessions': {
      const sessions = { start: answer.asked.start, ids: answer.told };
      return { ...state, known: { ...state.known, sessions } };
    }
    case 'audit.labels': {
      const kept = state.labels.size > MOST_LABELS ? [] : state.labels;
      return { ...state, labels: new Map([...kept, ...answer.told]) };
    }
    case 'audit.entry':
      return { ...state, detail: entryDetail(state.detail, answer.told) };
    default:
      return state;
  }
}

const MOST_LABELS = 500;

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
