import type { Tone } from '../../present/status.js';
import type { Style, Theme } from '../present/theme.js';

/** What sets the terminal's pen to a tone, whatever it was before. */
export type Pen = (tone: Tone, selected: boolean) => string;

/** Makes the pen of a theme; a palette's colours are whole where the terminal has them. */
export function penOf(theme: Theme, trueColour: boolean): Pen {
  const { tones, selected, selectedKeepsColours } = theme;
  const made = new Map<Tone, string>();
  const chosen = new Map<Tone, string>();
  return (tone, isSelected) => {
    const known = isSelected ? chosen : made;
    const before = known.get(tone);
    if (before !== undefined) return before;
    const style = isSelected
      ? { ...selected, ...onBar(tones[tone], selectedKeepsColours) }
      : tones[tone];
    const pen = sequence(style, trueColour);
    known.set(tone, pen);
    return pen;
  };
}

/** On a bar without colours of its own only what is bold stays. */
function onBar(style: Style, keepsColours: boolean): Style {
  if (keepsColours) return style;
  return style.bold === true ? { bold: true } : {};
}

/** Select graphic rendition (SGR), from the beginning. */
function sequence(style: Style, trueColour: boolean): string {
  const { color, backgroundColor, bold, dimColor, inverse, underline } = style;
  const codes = [
    '0',
    ...(bold === true ? ['1'] : []),
    ...(dimColor === true ? ['2'] : []),
    ...(underline === true ? ['4'] : []),
    ...(inverse === true ? ['7'] : []),
    ...(color === undefined ? [] : [colourCode(color, 30, trueColour)]),
    ...(backgroundColor === undefined ? [] : [colourCode(backgroundColor, 40, trueColour)]),
  ];
  return `\u001b[${codes.join(';')}m`;
}

/** @param base 30 for what is written, 40 for what is behind it. */
function colourCode(colour: string, base: number, trueColour: boolean): string {
  const own = OWN_COLOURS.indexOf(colour);
  if (own >= 0) return String(base + own);
  const parts = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  return trueColour ? `${base + 8};2;${parts.join(';')}` : `${base + 8};5;${nearest(parts)}`;
}

const OWN_COLOURS = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'];

/** Of xterm's 256 colours the nearest: of its cube of 6×6×6, or of its greys. */
function nearest(parts: readonly number[]): number {
  const cube = parts.map((part) => closest(CUBE, part));
  const mean = parts.reduce((sum, part) => sum + part, 0) / 3;
  const grey = closest(GREYS, mean);
  const inCube = distance(
    parts,
    cube.map((index) => CUBE[index] ?? 0),
  );
  const shade = GREYS[grey] ?? 0;
  if (distance(parts, [shade, shade, shade]) < inCube) return 232 + grey;
  return cube.reduce((sum, index) => sum * 6 + index, 0) + 16;
}

const CUBE = [0, 95, 135, 175, 215, 255];
const GREYS = Array.from({ length: 24 }, (_, index) => 8 + 10 * index);

function closest(values: readonly number[], to: number): number {
  const far = values.map((value) => Math.abs(value - to));
  return far.indexOf(Math.min(...far));
}

function distance(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, part, index) => sum + (part - (b[index] ?? 0)) ** 2, 0);
}
