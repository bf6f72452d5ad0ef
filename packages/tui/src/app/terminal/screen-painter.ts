import { asciiText } from '../present/ascii.js';
import type { Line } from '../present/line.js';
import type { Pen } from './pen.js';

/** How frames are painted. */
export interface Look {
  readonly pen: Pen;
  /** Our glyphs are drawn in ASCII. */
  readonly ascii: boolean;
}

/**
 * Paints frames on the whole screen: of each only the lines that are not those of the one before,
 * in one piece, which the terminal shows at once (synchronized output, DEC private mode 2026). The
 * cursor is hidden, and rests in the first place between frames.
 */
export class ScreenPainter {
  readonly #write: (text: string) => void;
  #lines: readonly Line[] = [];
  #look: Look | null = null;
  #rests = false;

  constructor(write: (text: string) => void) {
    this.#write = write;
  }

  /** Paints what has changed. */
  paint(lines: readonly Line[], look: Look): void {
    if (this.#rests) return;
    const whole = look !== this.#look || lines.length !== this.#lines.length;
    const before = whole ? [] : this.#lines;
    this.#lines = lines;
    this.#look = look;
    const drawn = lines
      .map((line, row) => (line === before[row] ? '' : at(row) + drawnLine(line, look)))
      .join('');
    if (drawn === '') return;
    this.#write(`${TOGETHER}${whole ? WIPE : ''}${drawn}${HOME}${SHOWN}`);
  }

  /** What is on the screen may be anything: the next frame is painted whole. */
  forget(): void {
    this.#look = null;
  }

  /** The screen belongs to others, until `wake`. */
  rest(): void {
    this.#rests = true;
  }

  /** The screen is ours again, and nothing is known of what is on it. */
  wake(): void {
    this.#rests = false;
    this.forget();
  }
}

const TOGETHER = '\u001b[?2026h';
const SHOWN = '\u001b[?2026l';
const HOME = '\u001b[m\u001b[H';

/** No cursor, and everything away: what others have drawn too. */
const WIPE = '\u001b[?25l\u001b[m\u001b[2J';

/** The beginning of a row, which is emptied: its new text may be narrower than we think. */
function at(row: number): string {
  return `\u001b[${row + 1};1H\u001b[m\u001b[K`;
}

/** A line with its colours. Texts are safe already; this is the last place that sees to it. */
function drawnLine({ spans, selected }: Line, { pen, ascii }: Look): string {
  let last = '';
  let drawn = '';
  for (const { text, tone } of spans) {
    const next = pen(tone, selected);
    if (next !== last) drawn += next;
    last = next;
    const safe = CONTROLS.test(text) ? text.replace(EACH_CONTROL, '?') : text;
    drawn += ascii ? asciiText(safe) : safe;
  }
  return drawn;
}

const CONTROLS = /\p{Cc}/u;
const EACH_CONTROL = /\p{Cc}/gu;
