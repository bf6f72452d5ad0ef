import { styleText } from 'node:util';
import type { Tone } from '../../present/status.js';
import type { CliIo } from '../io.js';

/** Colours a text by what it means. */
export type Paint = (text: string, tone: Tone) => string;

type Style = Parameters<typeof styleText>[0];

const STYLES: Readonly<Record<Tone, Style | null>> = {
  plain: null,
  strong: 'bold',
  faint: 'dim',
  accent: 'cyan',
  good: 'green',
  busy: 'blue',
  warn: 'yellow',
  bad: 'red',
};

/** Colours only on a terminal, and only without `NO_COLOR`. */
export function createPaint({ stdout, env }: Pick<CliIo, 'stdout' | 'env'>): Paint {
  const coloured = stdout.isTTY === true && !env['NO_COLOR'] && env['TERM'] !== 'dumb';
  if (!coloured) return (text) => text;
  return (text, tone) => {
    const style = STYLES[tone];
    return style === null ? text : styleText(style, text, { validateStream: false });
  };
}

/** Columns that plain output may fill: the terminal's, or 100 in a pipe. */
export function widthOf({ stdout }: Pick<CliIo, 'stdout'>): number {
  return Math.max(40, stdout.columns ?? 100);
}
