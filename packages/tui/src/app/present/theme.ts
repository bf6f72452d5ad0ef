import type { Tone } from '../../present/status.js';
import { CONTRAST_DARK, CONTRAST_LIGHT, DARK, LIGHT } from './palettes.js';

/** How a piece of text is drawn. */
export interface Style {
  readonly color?: string;
  readonly backgroundColor?: string;
  readonly bold?: boolean;
  readonly dimColor?: boolean;
  readonly inverse?: boolean;
  readonly underline?: boolean;
}

/** The style of each tone, and of the line that the keys act on. */
export interface Theme {
  readonly tones: Readonly<Record<Tone, Style>>;
  readonly selected: Style;
  /**
   * Whether the pieces of the chosen line keep their colours: on a bar that is drawn inverse they
   * would turn into a patchwork.
   */
  readonly selectedKeepsColours: boolean;
}

/** A theme as the configuration names it. */
export type ThemeName = 'auto' | 'dark' | 'light' | 'contrast' | 'none';

/** The themes in the order in which a key goes through them. */
export const THEME_NAMES: readonly ThemeName[] = ['auto', 'dark', 'light', 'contrast', 'none'];

/** How many colours a terminal has: none, its own sixteen, or palettes of ours. */
export type ColourDepth = 0 | 16 | 256;

/** What a theme is chosen from. */
export interface ThemeCircumstances {
  readonly name: ThemeName;
  readonly depth: ColourDepth;
  /** Null while the terminal has not said. */
  readonly light: boolean | null;
}

/**
 * Chooses a theme. With sixteen colours, and where the background isn't known, colours are the
 * terminal's own, which suit its background.
 */
export function themeFor({ name, depth, light }: ThemeCircumstances): Theme {
  if (depth === 0 || name === 'none') return NO_COLOURS;
  if (depth === 16) return name === 'contrast' ? OWN_BRIGHT : OWN_COLOURS;
  switch (name) {
    case 'dark':
      return DARK;
    case 'light':
      return LIGHT;
    case 'contrast':
      return light === null ? OWN_BRIGHT : light ? CONTRAST_LIGHT : CONTRAST_DARK;
    case 'auto':
      return light === null ? OWN_COLOURS : light ? LIGHT : DARK;
  }
}

const OWN_COLOURS: Theme = {
  tones: {
    plain: {},
    strong: { bold: true },
    faint: { dimColor: true },
    accent: { color: 'cyan' },
    good: { color: 'green' },
    busy: { color: 'blue', bold: true },
    warn: { color: 'yellow', bold: true },
    bad: { color: 'red', bold: true },
    cursor: { inverse: true },
    match: { bold: true, underline: true },
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
  },
  selected: { inverse: true },
  selectedKeepsColours: false,
};

/** Nothing is dimmed, and what has a colour is bold too. */
const OWN_BRIGHT: Theme = {
  ...OWN_COLOURS,
  tones: {
    ...OWN_COLOURS.tones,
    faint: {},
    comment: {},
    accent: { color: 'cyan', bold: true },
    good: { color: 'green', bold: true },
    added: { color: 'green', bold: true },
    removed: { color: 'red', bold: true },
  },
  selected: { inverse: true, bold: true },
};

const NO_COLOURS: Theme = {
  tones: {
    plain: {},
    strong: { bold: true },
    faint: { dimColor: true },
    accent: {},
    good: {},
    busy: { bold: true },
    warn: { bold: true },
    bad: { bold: true },
    cursor: { inverse: true },
    match: { bold: true, underline: true },
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
  },
  selected: { inverse: true },
  selectedKeepsColours: false,
};
