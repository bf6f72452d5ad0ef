import { fit, textWidth, wrap } from '../../../present/fit-text.js';
import type { Tone } from '../../../present/status.js';
import { type Span, span } from '../../present/line.js';
import type { Surroundings } from '../../state/screen.js';
import { type Fact, type Mark, markOf, type Section } from './facts.js';
import type { HealthState } from './health-state.js';
import { databaseSection, unreadableSection } from './sections/database.js';
import { latencySection } from './sections/latency.js';
import {
  lossesSection,
  roomSection,
  settingsSection,
  transcriptsSection,
  versionsSection,
} from './sections/others.js';
import { recordingSection } from './sections/recording.js';

/** A line of the screen, before it is fitted. */
export interface HealthLine {
  readonly key: string;
  /** The section that it belongs to. */
  readonly section: string;
  readonly spans: readonly Span[];
  /** What the clipboard gets: what to do, or what is said. */
  readonly copied: string;
}

/** What can be told by now, in the order of its weight. */
export function sectionsOf(state: HealthState, around: Surroundings): Section[] {
  const { vitals, figures, room, recorder, allSettings } = state;
  const { nowMs, facts } = around;
  const { homeDir } = facts;
  return [
    ...(recorder === null ? [] : [recordingSection(recorder, vitals, { nowMs, homeDir })]),
    ...(recorder === null ? [] : [lossesSection(recorder, figures, homeDir)]),
    ...databaseSections(state, around),
    ...(figures === null ? [] : [latencySection(figures), transcriptsSection(figures, nowMs)]),
    ...(vitals === null ? [] : [roomSection(room)]),
    ...(recorder === null ? [] : [settingsSection(recorder, { all: allSettings, homeDir })]),
    ...(recorder === null ? [] : [versionsSection(recorder, vitals)]),
  ];
}

/** What was known of a database counts no more once it can't be asked. */
function databaseSections(state: HealthState, { nowMs, facts, source }: Surroundings): Section[] {
  const { vitals, figures, recorder } = state;
  const { homeDir, databasePath: path } = facts;
  const place = { path, homeDir, nowMs };
  const unreadable = unreadableSection(source, place);
  if (unreadable !== null) return [unreadable];
  return vitals === null ? [] : [databaseSection({ vitals, figures, recorder }, place)];
}

/** The lines of all sections; of a folded one its title only. */
export function healthLines(state: HealthState, around: Surroundings): HealthLine[] {
  const { columns } = around;
  return sectionsOf(state, around).flatMap((section) => {
    const isFolded = state.folded.includes(section.id);
    const facts = isFolded ? [] : section.facts;
    const longest = facts.reduce((most, { label }) => Math.max(most, textWidth(label)), 0);
    const labelColumns = Math.max(LABEL_COLUMNS, Math.min(longest, columns >> 2));
    const place = { section: section.id, labelColumns, columns };
    return [titleLine(section, isFolded), ...facts.flatMap((fact) => factLines(fact, place))];
  });
}

/** How a mark looks: the glyph says it, the colour only helps. */
export const MARKS: Readonly<Record<Mark, { readonly glyph: string; readonly tone: Tone }>> = {
  ok: { glyph: '✓', tone: 'good' },
  warn: { glyph: '!', tone: 'warn' },
  bad: { glyph: '✗', tone: 'bad' },
  told: { glyph: '·', tone: 'faint' },
};

function titleLine(section: Section, isFolded: boolean): HealthLine {
  const { id, title, summary } = section;
  const { glyph, tone } = MARKS[markOf(section)];
  const spans = [
    span(isFolded ? '▸ ' : '▾ ', 'faint'),
    span(`${glyph} `, tone),
    span(fit(title, 14), 'strong'),
    span(isFolded || section.facts.length === 0 ? ` ${summary}` : '', 'faint'),
  ];
  return { key: id, section: id, spans, copied: `${title}: ${summary}` };
}

interface FactPlace {
  readonly section: string;
  readonly labelColumns: number;
  readonly columns: number;
}

function factLines(fact: Fact, { section, labelColumns, columns }: FactPlace): HealthLine[] {
  const { label, mark, text, advice } = fact;
  const { glyph, tone } = MARKS[mark];
  const key = `${section}:${label}`;
  const indent = labelColumns + 8;
  const width = Math.max(10, columns - indent - MARGIN);
  const copied = commandIn(advice) ?? `${label}: ${text}`;
  const lines = wrap(text, width, 3).map((part, n) => [
    ...(n === 0
      ? [span('    '), span(`${glyph} `, tone), span(fit(label, labelColumns), 'faint'), span('  ')]
      : [span(' '.repeat(indent))]),
    span(part, mark === 'bad' || mark === 'warn' ? tone : 'plain'),
  ]);
  const helps = wrap(advice ?? '', width - 2, 3).map((part, n) => [
    span(' '.repeat(indent)),
    span(`${n === 0 ? '→' : ' '} ${part}`, 'accent'),
  ]);
  return [...lines, ...(advice === undefined ? [] : helps)].map((spans, n) => ({
    key: n === 0 ? key : `${key}:${n}`,
    section,
    spans,
    copied,
  }));
}

/** What most labels take. */
const LABEL_COLUMNS = 12;

/** The mark of the chosen line, and a blank at the end. */
const MARGIN = 3;

/** The command that an advice names. */
function commandIn(advice: string | undefined): string | null {
  return /`(spoor [^`]+)`/.exec(advice ?? '')?.[1] ?? null;
}
