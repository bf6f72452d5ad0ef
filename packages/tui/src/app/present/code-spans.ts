import type { Tone } from '../../present/status.js';
import { codeTools } from './code-colours.js';
import { type Span, span } from './line.js';

/** More of a text is left without colours: colouring takes a millisecond for a thousand characters. */
const MOST_COLOURED = 12_000;

/** Longer lines are left without: for some the grammars take the square of their length, or more. */
const LONGEST_COLOURED = 500;

/**
 * Lines of code in their colours; plain while the tools aren't loaded, and where nothing is known of
 * the language.
 * @param lines safe texts without line ends.
 * @param isColoured false where only their breaks matter: colours cost most of it.
 */
export function codeSpans(
  lines: readonly string[],
  language: string | null,
  isColoured = true,
): Span[][] {
  const tools = codeTools();
  if (tools === null || language === null || !isColoured) return lines.map((text) => [span(text)]);
  const end = endOfColoured(lines);
  if (end === 0) return lines.map((text) => [span(text)]);
  const code = lines.slice(0, end).map((text) => (isLong(text) ? '' : text));
  const html = tools.highlight.highlight(code.join('\n'), { language, ignoreIllegals: true }).value;
  const coloured = linesOfHtml(html);
  return lines.map((text, index) => {
    const spans = isLong(text) ? undefined : coloured[index];
    return spans ?? [span(text)];
  });
}

function isLong(text: string): boolean {
  return text.length > LONGEST_COLOURED;
}

function endOfColoured(lines: readonly string[]): number {
  let left = MOST_COLOURED;
  const end = lines.findIndex((text) => {
    left -= (isLong(text) ? 0 : text.length) + 1;
    return left < 0;
  });
  return end < 0 ? lines.length : end;
}

const PART = /<span class="([^"]*)">|<\/span>|[^<]+/g;

function linesOfHtml(html: string): Span[][] {
  const lines: Span[][] = [[]];
  const tones: Tone[] = ['plain'];
  for (const [part, classes] of html.matchAll(PART)) {
    const tone = tones.at(-1) ?? 'plain';
    if (classes !== undefined) tones.push(toneOf(classes) ?? tone);
    else if (part === '</span>') tones.pop();
    else addText(lines, decoded(part), tone);
  }
  return lines;
}

function addText(lines: Span[][], text: string, tone: Tone): void {
  for (const [index, piece] of text.split('\n').entries()) {
    if (index > 0) lines.push([]);
    if (piece !== '') lines.at(-1)?.push(span(piece, tone));
  }
}

function decoded(text: string): string {
  return text.includes('&')
    ? text.replace(/&(?:amp|lt|gt|quot|#x27);/g, (entity) => ENTITIES[entity] ?? entity)
    : text;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#x27;': "'",
};

/** The tone of a part by the first of its classes that has one. */
function toneOf(classes: string): Tone | null {
  for (const name of classes.split(' ')) {
    const tone = TONES.get(name.replace(/^hljs-/, ''));
    if (tone !== undefined) return tone;
  }
  return null;
}

const TONES: ReadonlyMap<string, Tone> = new Map<string, Tone>([
  ['keyword', 'keyword'],
  ['built_in', 'keyword'],
  ['literal', 'keyword'],
  ['type', 'keyword'],
  ['selector-tag', 'keyword'],
  ['name', 'keyword'],
  ['string', 'string'],
  ['regexp', 'string'],
  ['char', 'string'],
  ['subst', 'plain'],
  ['number', 'number'],
  ['symbol', 'number'],
  ['attr', 'accent'],
  ['attribute', 'accent'],
  ['comment', 'comment'],
  ['quote', 'comment'],
  ['meta', 'comment'],
  ['addition', 'added'],
  ['deletion', 'removed'],
  ['section', 'strong'],
  ['strong', 'strong'],
]);
