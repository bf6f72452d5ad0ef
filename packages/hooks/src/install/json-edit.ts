import type { Edit, Node } from 'jsonc-parser';
import { indentAt, render, startsLine, type TextStyle } from './text-style.js';

/** A child to add to a list, or under a key to an object. */
export interface NewChild {
  readonly key?: string;
  readonly value: unknown;
}

/** White space, line ends, comments and commas: what may stand between two children. */
const TRIVIA = /[ \t]+|\r\n|\r|\n|\/\/[^\r\n]*|\/\*[\s\S]*?\*\/|,/;

/**
 * The edits that add children at the end of an object or a list. The rest of the text stays as it
 * is: a library's formatter would also touch the lines around.
 */
export function appendChildren(
  text: string,
  container: Node,
  added: readonly NewChild[],
  style: TextStyle,
): Edit[] {
  const last = container.children?.at(-1);
  if (last === undefined) return [fill(text, container, added, style)];
  const { comma, tail } = afterChild(text, endOf(last));
  const first = container.children?.[0] ?? last;
  const inline = !startsLine(text, first.offset);
  const indent = indentAt(text, inline ? container.offset : first.offset);
  const own = inline ? inlineStyle(text, container, style) : style;
  const gap = inline ? (style.compact ? '' : ' ') : style.eol + indent;
  const items = added.map((child) => gap + renderChild(child, own, indent)).join(',');
  if (comma !== undefined) {
    return [{ offset: inline ? comma + 1 : tail, length: 0, content: `${items},` }];
  }
  if (inline || tail === endOf(last)) {
    return [{ offset: endOf(last), length: 0, content: `,${items}` }];
  }
  return [
    { offset: endOf(last), length: 0, content: ',' },
    { offset: tail, length: 0, content: items },
  ];
}

/** The edits that take one child out of an object or a list; the inverse of `appendChildren`. */
export function removeChild(text: string, container: Node, child: Node): Edit[] {
  const siblings = container.children ?? [];
  const previous = siblings[siblings.indexOf(child) - 1];
  const { comma } = afterChild(text, endOf(child));
  const end = comma === undefined ? endOf(child) : comma + 1;
  const start = startWithSpace(text, child.offset, end);
  if (siblings.length === 1) {
    const inside = { from: container.offset + 1, to: endOf(container) - 1 };
    const around = text.slice(inside.from, start) + text.slice(end, inside.to);
    if (around.trim() === '') return [cut(inside.from, inside.to)];
  }
  const removal = cut(start, end);
  if (comma !== undefined || previous === undefined) return [removal];
  const before = afterChild(text, endOf(previous)).comma;
  if (before === undefined) return [removal];
  return before + 1 === start ? [cut(before, end)] : [cut(before, before + 1), removal];
}

function fill(text: string, container: Node, added: readonly NewChild[], style: TextStyle): Edit {
  const close = endOf(container) - 1;
  const start = container.offset + 1 + text.slice(container.offset + 1, close).trimEnd().length;
  const outer = indentAt(text, container.offset);
  const indent = outer + style.unit;
  const [before, after] = style.compact ? ['', ''] : [style.eol + indent, style.eol + outer];
  const items = added.map((child) => before + renderChild(child, style, indent)).join(',');
  return { offset: start, length: close - start, content: items + after };
}

function renderChild({ key, value }: NewChild, style: TextStyle, indent: string): string {
  const text = render(value, style, indent);
  return key === undefined ? text : `${JSON.stringify(key)}:${style.compact ? '' : ' '}${text}`;
}

/** A list that begins on its opener's line and stays on it takes its new children there too. */
function inlineStyle(text: string, container: Node, style: TextStyle): TextStyle {
  const body = text.slice(container.offset, endOf(container));
  return /[\r\n]/.test(body) ? style : { ...style, compact: true };
}

/** The comma after a child, and where the comments end that stand on the child's own line. */
function afterChild(text: string, end: number): { comma: number | undefined; tail: number } {
  const trivia = new RegExp(TRIVIA, 'y');
  trivia.lastIndex = end;
  let comma: number | undefined;
  let tail = end;
  let sameLine = true;
  for (let match = trivia.exec(text); match !== null; match = trivia.exec(text)) {
    const [token] = match;
    if (token === ',') {
      if (comma !== undefined) break;
      comma = match.index;
      sameLine = true;
    }
    if (/^[\r\n]/.test(token)) sameLine = false;
    if (sameLine && /^[,/]/.test(token)) tail = trivia.lastIndex;
  }
  return { comma, tail };
}

/** White space before a child goes with it, unless a comment's line would then swallow what follows. */
function startWithSpace(text: string, offset: number, end: number): number {
  const start = text.slice(0, offset).trimEnd().length;
  const lineEnds = /^[ \t]*(\r|\n|$)/.test(text.slice(end, end + 200));
  return lineEnds || !/[\r\n]/.test(text.slice(start, offset)) ? start : offset;
}

function cut(from: number, to: number): Edit {
  return { offset: from, length: to - from, content: '' };
}

function endOf(node: Node): number {
  return node.offset + node.length;
}
