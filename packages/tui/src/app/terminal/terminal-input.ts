/** What the terminal says that is no key: where its mouse was used, what its background is. */
export type TerminalReport =
  | {
      readonly kind: 'wheel-up' | 'wheel-down' | 'click';
      /** From 0. */
      readonly row: number;
      readonly column: number;
    }
  | { readonly kind: 'background'; readonly light: boolean }
  /** The terminal has answered all that it was asked. */
  | { readonly kind: 'answered' };

/** A piece of input taken apart. */
export interface SplitInput {
  /** What is left for whoever reads keys. */
  readonly keys: string;
  readonly reports: readonly TerminalReport[];
}

/**
 * Takes what the terminal reports out of its input: mouse reports (SGR, and the older form), replies
 * about colours. They may come in pieces; pasted text is let through as it is.
 */
export class TerminalInput {
  #held = '';
  #pasting = false;

  /** Takes a piece of input. */
  push(chunk: string): SplitInput {
    const input = this.#held + chunk;
    this.#held = '';
    const reports: TerminalReport[] = [];
    let keys = '';
    let at = 0;
    while (at < input.length) {
      const next = input.indexOf(this.#pasting ? PASTE_END : ESCAPE, at);
      if (next < 0) {
        const end = this.#pasting ? input.length - partOfEnd(input.slice(at)) : input.length;
        keys += input.slice(at, end);
        this.#held = input.slice(end);
        break;
      }
      keys += input.slice(at, next);
      const found = this.#pasting ? pasteEnd() : sequenceAt(input, next);
      if (found === 'incomplete') {
        this.#held = input.slice(next);
        break;
      }
      if (found.kept) keys += input.slice(next, next + found.length);
      if (found.report !== undefined) reports.push(found.report);
      if (found.pasting !== undefined) this.#pasting = found.pasting;
      at = next + found.length;
    }
    return { keys, reports };
  }

  /** What is kept until its rest comes: half a report, or something that may be a key by itself. */
  get holding(): 'nothing' | 'key' | 'report' {
    if (this.#held === '') return 'nothing';
    return HALF_REPORT.test(this.#held) ? 'report' : 'key';
  }

  /** Gives up waiting: what is kept are keys after all, but for half a report, which is nothing. */
  release(): string {
    const held = this.#held;
    this.#held = '';
    return HALF_REPORT.test(held) ? '' : held;
  }
}

const ESCAPE = '\u001b';
const HALF_REPORT = /^\u001b(?:\[[<M]|\]\d)/;
const PASTE_START = '\u001b[200~';
const PASTE_END = '\u001b[201~';

interface Found {
  readonly length: number;
  /** It is for those who read keys. */
  readonly kept: boolean;
  readonly report?: TerminalReport | undefined;
  readonly pasting?: boolean;
}

function pasteEnd(): Found {
  return { length: PASTE_END.length, kept: true, pasting: false };
}

function sequenceAt(input: string, at: number): Found | 'incomplete' {
  const rest = input.slice(at, at + LONGEST);
  if (rest.startsWith(PASTE_START)) {
    return { length: PASTE_START.length, kept: true, pasting: true };
  }
  for (const { pattern, read } of REPORTS) {
    const match = pattern.exec(rest);
    if (match !== null) return { length: match[0].length, kept: false, report: read(match) };
  }
  return INCOMPLETE.test(rest) ? 'incomplete' : { length: 1, kept: true };
}

/** No reply is longer. */
const LONGEST = 260;

/** What may become a report, or the start of a paste, once more of it has come. */
const INCOMPLETE =
  /^\u001b(?:$|\[$|\[<[\d;]{0,17}$|\[M[\s\S]{0,2}$|\[2(?:00?)?$|\[\?[\d;]{0,60}$|\][^\u0007\u001b]{0,250}\u001b?$)/;

const REPORTS: readonly {
  readonly pattern: RegExp;
  readonly read: (match: RegExpExecArray) => TerminalReport | undefined;
}[] = [
  {
    pattern: /^\u001b\[<(\d{1,5});(\d{1,5});(\d{1,5})([Mm])/,
    read: ([, button, column, row, end]) =>
      end === 'M' ? mouseReport(Number(button), Number(column), Number(row)) : undefined,
  },
  {
    pattern: /^\u001b\[M([\s\S]{3})/,
    read: ([, codes = '']) => {
      const [button = 0, column = 0, row = 0] = [...codes].map((c) => c.charCodeAt(0) - 32);
      return button % 4 === 3 && button < 64 ? undefined : mouseReport(button, column, row);
    },
  },
  {
    pattern:
      /^\u001b\]11;rgba?:([\da-f]{1,4})\/([\da-f]{1,4})\/([\da-f]{1,4})[^\u0007\u001b]{0,9}(?:\u0007|\u001b\\)/i,
    read: ([, ...channels]) => ({ kind: 'background', light: isLight(channels) }),
  },
  { pattern: /^\u001b\]\d[^\u0007\u001b]{0,250}(?:\u0007|\u001b\\)/, read: () => undefined },
  // Primary device attributes: what every terminal answers, so what was asked before is answered.
  { pattern: /^\u001b\[\?[\d;]{0,60}c/, read: () => ({ kind: 'answered' }) },
];

/** @param column from 1, as the terminal counts. */
function mouseReport(button: number, column: number, row: number): TerminalReport | undefined {
  const place = { row: Math.max(0, row - 1), column: Math.max(0, column - 1) };
  const moved = (button & 32) !== 0;
  // Shift, meta and control are told too, and mean nothing here.
  const pressed = button & ~28;
  if (moved) return undefined;
  if (pressed === 64) return { kind: 'wheel-up', ...place };
  if (pressed === 65) return { kind: 'wheel-down', ...place };
  return pressed === 0 ? { kind: 'click', ...place } : undefined;
}

/** By the luma of ITU-R BT.601, which is near enough to what eyes say. */
function isLight(channels: readonly string[]): boolean {
  const [red = 0, green = 0, blue = 0] = channels.map(
    (hex) => Number.parseInt(hex, 16) / (16 ** hex.length - 1),
  );
  return 0.299 * red + 0.587 * green + 0.114 * blue > 0.5;
}

/** How much of the end of a text may be the beginning of the mark that ends a paste. */
function partOfEnd(text: string): number {
  for (let length = Math.min(PASTE_END.length - 1, text.length); length > 0; length -= 1) {
    if (PASTE_END.startsWith(text.slice(-length))) return length;
  }
  return 0;
}
