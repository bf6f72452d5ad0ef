import { describe, expect, it } from 'vitest';
import { colourDepth, lightBackground } from '../../../src/app/present/colour-depth.js';
import { CONTRAST_DARK, CONTRAST_LIGHT, DARK, LIGHT } from '../../../src/app/present/palettes.js';
import { type ColourDepth, THEME_NAMES, themeFor } from '../../../src/app/present/theme.js';

/** The contrast of two colours as WCAG 2 reckons it, 1 to 21. */
function contrast(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

describe('themes', () => {
  it.each([
    ['dark', DARK, '#1e1e1e', 4.5],
    ['light', LIGHT, '#ffffff', 4.5],
    ['contrast on dark', CONTRAST_DARK, '#000000', 7],
    ['contrast on light', CONTRAST_LIGHT, '#ffffff', 7],
  ])('%s can be read, on the chosen line too', (_, theme, background, least) => {
    const bar = theme.selected.backgroundColor ?? background;
    for (const [tone, { color }] of Object.entries(theme.tones)) {
      if (color === undefined) continue;
      expect(contrast(color, background), tone).toBeGreaterThanOrEqual(least);
      expect(contrast(color, bar), `${tone} on the bar`).toBeGreaterThanOrEqual(3);
    }
  });

  it('has a look for the chosen line everywhere', () => {
    for (const name of THEME_NAMES) {
      for (const depth of [0, 16, 256] as const) {
        const { selected } = themeFor({ name, depth, light: null });
        expect(selected.inverse === true || selected.backgroundColor !== undefined).toBe(true);
      }
    }
  });

  it.each([
    ['auto', 256, true, LIGHT],
    ['auto', 256, false, DARK],
    ['light', 256, false, LIGHT],
    ['contrast', 256, true, CONTRAST_LIGHT],
  ] as const)('%s with %i colours, light %s', (name, depth, light, theme) => {
    expect(themeFor({ name, depth, light })).toBe(theme);
  });

  it.each([
    ['none', 256, false],
    ['dark', 0, false],
    ['auto', 0, null],
  ] as const)('%s with %i colours has none', (name, depth: ColourDepth, light) => {
    const theme = themeFor({ name, depth, light });
    const colours = [theme.selected, ...Object.values(theme.tones)].flatMap((style) => [
      style.color,
      style.backgroundColor,
    ]);
    expect(colours.every((colour) => colour === undefined)).toBe(true);
  });

  it.each(['auto', 'dark', 'light', 'contrast'] as const)(
    '%s uses the names of the terminal where it has sixteen colours',
    (name) => {
      const { tones } = themeFor({ name, depth: 16, light: true });
      for (const { color } of Object.values(tones)) expect(color ?? 'cyan').toMatch(/^[a-z]+$/);
    },
  );
});

describe('colourDepth', () => {
  it.each([
    [{ TERM: 'xterm' }, 16],
    [{ TERM: 'xterm-256color' }, 256],
    [{ TERM: 'screen-256color' }, 256],
    [{ TERM: 'linux' }, 16],
    [{ TERM: 'xterm', COLORTERM: 'truecolor' }, 256],
    [{ TERM: 'xterm-kitty' }, 256],
    [{ TERM: 'dumb' }, 0],
    [{ TERM: 'xterm-256color', NO_COLOR: '1' }, 0],
    [{ TERM: 'xterm-256color', NO_COLOR: '' }, 256],
    [{ TERM: 'xterm-256color', FORCE_COLOR: '0' }, 0],
    [{}, 16],
  ])('%j: %i', (env, depth) => {
    expect(colourDepth(env)).toBe(depth);
  });
});

describe('lightBackground', () => {
  it.each([
    ['15;0', false],
    ['0;15', true],
    ['0;default;15', true],
    ['0;7', true],
    ['7;8', false],
    ['12;default', null],
    ['', null],
  ])('COLORFGBG=%s: %s', (colours, light) => {
    expect(lightBackground({ COLORFGBG: colours })).toBe(light);
  });
});
