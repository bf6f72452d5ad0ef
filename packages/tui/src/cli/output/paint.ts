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
  cursor: 'inverse',
  match: ['yellow', 'bold'],
  added: 'green',
  removed: 'red',
  keyword: 'magenta',
  string: 'green',
  number: 'cyan',
  comment: 'dim',
  person: ['cyan', 'bold'],
  series1: 'blue',
  series2: 'magenta',
  series3: 'cyan',
  series4: 'yellow',
  series5: 'green',
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

/** Columns that plain output may fill: the terminal's; in a pipe those that `COLUMNS` says, or 100. */
export function widthOf({ stdout, env }: Pick<CliIo, 'stdout' | 'env'>): number {
  const said = Number(env['COLUMNS']);
  const piped = Number.isInteger(said) && said > 0 ? said : 100;
  return Math.max(40, stdout.columns ?? piped);
}
