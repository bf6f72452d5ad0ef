import {
  type Effect,
  mount,
  type Screen,
  type ScreenDefinition,
  type Step,
  type Surroundings,
} from '../../state/screen.js';
import { movementOf } from '../../state/table-state.js';
import { sessionScreen } from '../session/session-screen.js';
import { auditAnswered } from './audit-answered.js';
import { auditQueries } from './audit-asked.js';
import { readCriteria } from './audit-criteria.js';
import { askForFile, exported, exportTo } from './audit-export.js';
import {
  cleared,
  filterPressed,
  narrowed,
  nextRange,
  withLine,
  withoutLike,
} from './audit-filtering.js';
import { auditHeight, auditRooms } from './audit-height.js';
import { moved, reversed, settledAudit, toDay, toNewest, unfollowed } from './audit-scroll.js';
import { type AuditState, chosenEntry, rememberedAudit, shownEntries } from './audit-state.js';
import { auditLines } from './audit-view.js';
import { entryJson, sessionPlaceOf } from './entry-detail.js';
import { paneLowest } from './entry-pane.js';
import { appliedLine, startEditing, typeFilter } from './filter-editing.js';

const AUDIT: ScreenDefinition<AuditState> = {
  id: 'audit',
  name: () => 'Audit',
  scopes: ({ editing }) => (editing === null ? ['audit', 'list'] : ['audit-filter', 'typing']),
  queries: auditQueries,
  answered: auditAnswered,
  pressed,
  typed: (state, key, around, pasted) => {
    if (state.editing === null) return { state };
    const editing = typeFilter(state.editing, key, pasted);
    if (editing === state.editing) return { state };
    return { state: withLine({ ...state, editing }, appliedLine(editing), around) };
  },
  clicked: (state, { row, double }, around) => {
    const { head, list } = auditRooms(state, around);
    const entry = shownEntries(state)[state.list.top + row - head - 1];
    if (row <= head || row >= head + list || entry === undefined) return { state };
    const index = shownEntries(state).findIndex(({ id }) => id === state.list.selected);
    const by = state.list.top + row - head - 1 - index;
    const next = by === 0 ? state : moved(state, { by }, around);
    return double ? { state: withPane(next, true, around) } : { state: next };
  },
  heard: (state, heard, around) => {
    switch (heard.type) {
      case 'told':
        return exportTo(state, heard.text, false, around);
      case 'confirmed':
        return state.replacing === null
          ? { state }
          : exportTo(state, state.replacing, true, around);
      case 'acted':
        if (heard.tag !== 'export') return { state };
        return heard.ok
          ? exported(state, heard.value as Parameters<typeof exported>[1])
          : { state, effects: [{ type: 'say', text: heard.message, tone: 'bad' }] };
      default:
        return { state };
    }
  },
  settled: settledAudit,
  remember: ({ newestFirst, pane }) => ({ newestFirst, pane }),
  view: auditLines,
};

/** The audit log. */
export function auditScreen(remembered: unknown): Screen {
  return mount(AUDIT, rememberedAudit(remembered));
}

function pressed(state: AuditState, command: string, around: Surroundings): Step<AuditState> {
  const movement = movementOf(command, auditHeight(state, around));
  if (movement !== null) return { state: { ...moved(state, movement, around), paneTop: 0 } };
  if (state.editing !== null) {
    const next = filterPressed(state, command, around);
    const words = command === 'accept-filter' && readCriteria(next.line).text !== '';
    return { state: next, ...(words ? { effects: [INDEX] } : {}) };
  }
  switch (command) {
    case 'filter':
      return { state: settledAudit({ ...state, editing: startEditing(state.line) }, around) };
    case 'follow':
      return { state: state.follow ? unfollowed(state) : toNewest(state, around) };
    case 'reverse':
      return { state: reversed(state, around) };
    case 'time-range':
      return { state: nextRange(state, around) };
    case 'narrow':
      return { state: narrowed(state, around) };
    case 'open':
      return state.pane ? openSession(state) : { state: withPane(state, true, around) };
    case 'open-session':
      return openSession(state);
    case 'pane-down':
      return { state: paneScrolled(state, 1, around) };
    case 'pane-up':
      return { state: paneScrolled(state, -1, around) };
    case 'next-day':
      return { state: toDay(state, 'next') };
    case 'previous-day':
      return { state: toDay(state, 'previous') };
    case 'leave-out':
      return { state: withoutLike(state, around) };
    case 'export':
      return askForFile(state, around);
    case 'yank':
      return withEntryText(state, (text) => ({ type: 'yank', text, what: 'the entry' }));
    case 'page':
      return withEntryText(state, (text) => ({ type: 'page', text, name: 'audit-entry.json' }));
    case 'back':
      if (state.pane) return { state: withPane(state, false, around) };
      return { state: state.line === '' ? state : cleared(state, around) };
    default:
      return { state };
  }
}

/** Words are found without it as well, only slower. */
const INDEX: Effect = {
  type: 'act',
  request: { name: 'index-audit', input: null },
  tag: 'index',
};

function withPane(state: AuditState, pane: boolean, around: Surroundings): AuditState {
  return settledAudit({ ...state, pane, paneTop: 0 }, around);
}

function paneScrolled(state: AuditState, by: number, around: Surroundings): AuditState {
  const lowest = paneLowest(state.detail, auditRooms(state, around).pane);
  return { ...state, paneTop: Math.max(0, Math.min(state.paneTop + by, lowest)) };
}

function openSession(state: AuditState): Step<AuditState> {
  const { detail } = state;
  if (detail === null || detail.entry.id !== chosenEntry(state)?.id) return { state };
  const place = sessionPlaceOf(detail);
  if (place !== null) {
    return { state, effects: [{ type: 'open', screen: sessionScreen(place) }] };
  }
  const text =
    detail.entry.sessionId === null
      ? 'This entry belongs to no session.'
      : 'Its session is no longer kept.';
  return { state, effects: [{ type: 'say', text }] };
}

type TextEffect = Extract<
  NonNullable<Step<AuditState>['effects']>[number],
  { type: 'yank' | 'page' }
>;

function withEntryText(state: AuditState, effect: (text: string) => TextEffect): Step<AuditState> {
  const entry = state.detail?.entry;
  if (entry === undefined || entry.id !== chosenEntry(state)?.id) return { state };
  return { state, effects: [effect(entryJson(entry))] };
}
