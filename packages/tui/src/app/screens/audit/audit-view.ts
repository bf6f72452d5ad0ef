import { exactNumber } from '../../../present/amounts.js';
import { excerpt, safeText } from '../../../present/safe-text.js';
import { fieldSpans } from '../../present/field-spans.js';
import { type Line, line, type Span, span, spread } from '../../present/line.js';
import { tableLines } from '../../present/table-view.js';
import type { Surroundings } from '../../state/screen.js';
import { choiceOf } from './audit-asked.js';
import { auditColumns } from './audit-columns.js';
import { AUDIT_FIELDS, readCriteria } from './audit-criteria.js';
import { auditRooms } from './audit-height.js';
import { type AuditState, shownEntries } from './audit-state.js';
import { entryPane } from './entry-pane.js';
import { completions, type FilterEditing } from './filter-editing.js';

/** The audit log: the filter in force and counts, the entries, the chosen one below them. */
export function auditLines(state: AuditState, around: Surroundings): Line[] {
  const { columns, nowMs } = around;
  const { list, pane } = auditRooms(state, around);
  const rows = shownEntries(state).slice(state.list.top, state.list.top + Math.max(0, list - 1));
  return [
    ...headLines(state, around),
    ...tableLines({
      columns: auditColumns(state.labels, nowMs),
      rows,
      keys: rows.map(({ id }) => id),
      selected: state.list.selected,
      width: columns,
      height: list,
      ...(state.read === null ? {} : { empty: emptyText(state) }),
    }),
    ...entryPane(state.detail, state.paneTop, { columns, height: pane, nowMs }),
  ];
}

function headLines(state: AuditState, around: Surroundings): Line[] {
  const { columns, rows } = around;
  const { editing } = state;
  const right = rightSpans(state, around);
  if (editing === null) return [spread(filterSpans(state, around), right, columns)];
  const field = [span(' / ', 'accent'), ...fieldSpans(editing.field, Math.max(1, columns - 4))];
  return [line(field, columns), spread(hintSpans(editing, state, around), right, columns)].slice(
    0,
    rows,
  );
}

/** The filter in force, its fields told from their values. */
function filterSpans(state: AuditState, { nowMs }: Surroundings): Span[] {
  const problem = problemOf(state, nowMs);
  if (problem !== null) return [span(` ${problem}`, 'bad')];
  const { text, ...given } = readCriteria(state.line);
  const spans = AUDIT_FIELDS.flatMap((name) => {
    const value = given[name];
    if (value === undefined) return [];
    return [span(` ${name} `, 'faint'), span(`${shown(value)} `, 'accent')];
  });
  if (text !== '') spans.push(span(' with ', 'faint'), span(`${shown(text)} `, 'match'));
  return spans.length === 0 ? [span(' everything', 'faint')] : spans;
}

function rightSpans(state: AuditState, { nowMs }: Surroundings): Span[] {
  const filter = choiceOf(state, nowMs)?.filter ?? null;
  const reading =
    filter !== null && state.read !== null && !same(filter, state.read.filter)
      ? [span('searching…  ', 'busy')]
      : [];
  return [
    ...reading,
    ...countSpans(state),
    state.follow ? span('● live ', 'good') : span('○ paused ', 'faint'),
  ];
}

/** What is counted, and of which categories it is. */
function countSpans({ counts, read }: AuditState): Span[] {
  if (counts === null || read === null || !same(counts.filter, read.filter)) return [];
  const all = counts.counts.reduce((sum, { count }) => sum + count, 0);
  const noun = all === 1 ? 'entry' : 'entries';
  const security = counts.counts.find(({ key }) => key === 'security')?.count ?? 0;
  const only = security === all || security === 0;
  return [
    ...(only ? [] : [span(`${exactNumber(security)} security`, 'warn'), span(' · ', 'faint')]),
    span(`${exactNumber(all)} ${noun}  `, 'faint'),
  ];
}

function hintSpans(editing: FilterEditing, state: AuditState, { nowMs }: Surroundings): Span[] {
  const { names } = state.known;
  const found = completions(editing.completion?.stem ?? editing.field.text, names);
  const problem = found.length > 0 ? null : problemOf(state, nowMs);
  if (problem !== null) return [span(`   ${problem}`, 'warn')];
  if (found.length === 0) return [span('   words to look for', 'faint')];
  const chosen = editing.completion === null ? -1 : editing.completion.index % found.length;
  const start = Math.max(0, chosen - 3);
  return [
    span('   '),
    ...found
      .slice(start, start + MOST_HINTS)
      .map((text, index) =>
        span(`${safeText(excerpt(text, 60))}  `, start + index === chosen ? 'accent' : 'faint'),
      ),
  ];
}

const MOST_HINTS = 12;

function emptyText(state: AuditState): string {
  return state.line === ''
    ? 'Nothing is in the log yet.'
    : 'No entry fits the filter; esc takes it away.';
}

function problemOf(state: AuditState, nowMs: number): string | null {
  const problem = choiceOf(state, nowMs)?.problem ?? null;
  return problem === null ? null : safeText(excerpt(problem, 200));
}

function shown(text: string): string {
  return safeText(excerpt(text, 80));
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
