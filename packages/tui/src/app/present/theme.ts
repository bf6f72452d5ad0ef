import type { Tone } from '../../present/status.js';

/** How a piece of text is drawn; the colours are the terminal's own sixteen, which suit its background. */
export interface Style {
  readonly color?: string;
  readonly bold?: boolean;
  readonly dimColor?: boolean;
  readonly inverse?: boolean;
  readonly underline?: boolean;
}

/** The style of each tone. */
export type Theme = Readonly<Record<Tone, Style>>;

/** Chooses the theme: without colours when `NO_COLOR` holds anything (no-color.org). */
export function chooseTheme(env: Readonly<Record<string, string | undefined>>): Theme {
  return (env['NO_COLOR'] ?? '') === '' ? COLOURS : NO_COLOURS;
}

const COLOURS: Theme = {
  plain: {},
  strong: { bold: true },
  faint: { dimColor: true },
  accent: { color: 'cyan' },
  good: { color: 'green' },
  busy: { color: 'blue', bold: true },
  warn: { color: 'yellow', bold: true },
  bad: { color: 'red', bold: true },
  cursor: { inverse: true },
  match: { color: 'yellow', bold: true },
  added: { color: 'green' },
  removed: { color: 'red' },
  keyword: { color: 'magenta' },
  string: { color: 'green' },
  number: { color: 'cyan' },
  comment: { dimColor: true },
  person: { color: 'cyan', bold: true },
  series1: { color: 'blue' },
  series2: { color: 'magenta' },
  series3: { color: 'cyan' },
  series4: { color: 'yellow' },
  series5: { color: 'green' },
};

const NO_COLOURS: Theme = {
  plain: {},
  strong: { bold: true },
  faint: { dimColor: true },
  accent: {},
  good: {},
  busy: { bold: true },
  warn: { bold: true },
  bad: { bold: true },
  cursor: { inverse: true },
  match: { underline: true },
  added: {},
  removed: {},
  keyword: {},
  string: {},
  number: {},
  comment: { dimColor: true },
  person: { bold: true },
  series1: {},
  series2: {},
  series3: {},
  series4: {},
  series5: {},
};
