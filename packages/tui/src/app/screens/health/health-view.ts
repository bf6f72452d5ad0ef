import { type Line, line, type Span, span, spread } from '../../present/line.js';
import { selectedIndex } from '../../state/list-state.js';
import type { Surroundings } from '../../state/screen.js';
import { markOf } from './facts.js';
import { healthLines, MARKS, sectionsOf } from './health-lines.js';
import type { HealthState } from './health-state.js';

/** How many lines of the sections fit. */
export function healthHeight({ rows }: Surroundings): number {
  return Math.max(1, rows - HEAD);
}

/** The verdict, and a blank line. */
const HEAD = 2;

/** The verdict on the recorder, then section by section why. */
export function healthView(state: HealthState, around: Surroundings): Line[] {
  const { columns } = around;
  const lines = healthLines(state, around);
  const { top } = state.list;
  const chosen = selectedIndex(
    state.list,
    lines.map(({ key }) => key),
  );
  const doing = state.doing === null ? [] : [span(`${state.doing}… `, 'busy')];
  return [
    spread(verdict(state, around), doing, columns),
    line([], columns),
    ...lines.slice(top, top + healthHeight(around)).map(({ spans }, index) => {
      const isChosen = top + index === chosen;
      return line([span(isChosen ? '▌ ' : '  ', 'accent'), ...spans], columns, isChosen);
    }),
  ];
}

function verdict(state: HealthState, around: Surroundings): Span[] {
  const sections = sectionsOf(state, around);
  if (sections.length === 0) {
    const { offers = [] } = around.facts;
    const text = offers.includes('recorder') ? 'Looking…' : 'There is no database yet.';
    return [span(` ${text}`, 'faint')];
  }
  const count = (mark: string) =>
    sections.flatMap(({ facts }) => facts).filter((fact) => fact.mark === mark).length;
  const [bad, warn] = [count('bad'), count('warn')];
  if (bad + warn === 0) {
    const { glyph, tone } = MARKS[sections.some((one) => markOf(one) === 'ok') ? 'ok' : 'told'];
    return [span(` ${glyph} `, tone), span('All is well', 'strong')];
  }
  const { glyph, tone } = MARKS[bad > 0 ? 'bad' : 'warn'];
  const wrong = bad === 0 ? [] : [`${bad} wrong`];
  const look = warn === 0 ? [] : [`${warn} to look at`];
  return [span(` ${glyph} `, tone), span([...wrong, ...look].join(', '), tone)];
}
