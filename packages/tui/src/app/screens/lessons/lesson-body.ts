import { excerpt } from '../../../present/safe-text.js';
import { codeTools } from '../../present/code-colours.js';
import { span } from '../../present/line.js';
import { markdownLines } from '../../present/markdown-lines.js';
import type { PageLine } from './lesson-page.js';
import type { WholeLesson } from './readers.js';

const BLANK: PageLine = { spans: [] };
const NOTHING_WRITTEN: readonly PageLine[] = [
  { spans: [span('Nothing more is written of it: e adds to it.', 'faint')] },
];

/** Laying a text out is most of a frame's work, and it stays the same until it is read again. */
const BODIES = new WeakMap<WholeLesson, Body>();

interface Body {
  readonly columns: number;
  /** Code is coloured once what colours it is loaded. */
  readonly tools: unknown;
  readonly lines: readonly PageLine[];
}

/** What of a text is laid out at most. */
const MOST_CHARACTERS = 100_000;
const MOST_LINES = 2_000;

/** What a lesson says, line by line. */
export function lessonBody(whole: WholeLesson, columns: number): readonly PageLine[] {
  const known = BODIES.get(whole);
  const tools = codeTools();
  if (known?.columns === columns && known.tools === tools) return known.lines;
  const { summary, details } = whole.lesson;
  const lines = [summary, details ?? '']
    .filter((text) => text.trim() !== '')
    .flatMap((text) => [
      BLANK,
      ...markdownLines(excerpt(text, MOST_CHARACTERS), columns, MOST_LINES).map(
        (spans): PageLine => ({ spans }),
      ),
    ]);
  if (lines.length === 0) lines.push(BLANK, ...NOTHING_WRITTEN);
  BODIES.set(whole, { columns, tools, lines });
  return lines;
}
