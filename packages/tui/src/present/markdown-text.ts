import { safeText } from './safe-text.js';

/** Recorded text in Markdown: it shows as it is, and can't take hold of what stands around it. */

/** Plain text in one line of Markdown. */
export function plainMarkdown(text: string): string {
  return escapeLine(safeText(text.replace(/\s+/g, ' ').trim()));
}

/** What means something in the middle of a line; `$` begins formulas on some sites. */
const SPECIAL = /[\\`*_[\]<>#|~&!$]/g;

/** What makes a line an item of a list, or underlines the one above it. */
const MARKER = /^([-+=]|\d{1,9}(?=[.)]))/;

function escapeLine(line: string): string {
  const escaped = line.replace(SPECIAL, '\\$&');
  return escaped.replace(MARKER, (marker) => (/\d/.test(marker) ? `${marker}\\` : `\\${marker}`));
}

/** A text in one line, as code. The ticks around it are more than any within. */
export function codeSpan(text: string): string {
  const line = safeText(text.replace(/\s+/g, ' ').trim());
  if (line === '') return '';
  const ticks = '`'.repeat(longestRun(line, /`+/g) + 1);
  const space = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return `${ticks}${space}${line}${space}${ticks}`;
}

/** Lines of a text as a block of code. */
export function codeBlock(text: string): string[] {
  const lines = linesOf(text);
  const fence = '`'.repeat(Math.max(3, longestRun(text, /`+/g) + 1));
  return [fence, ...lines, fence];
}

/** A user's own words: quoted, line by line as they were written. */
export function quoted(text: string): string[] {
  const lines = linesOf(text);
  return lines.map((line, index) => {
    const [, indent = '', rest = ''] = /^( *)(.*)/s.exec(line) ?? [];
    // A backslash at its end keeps a line a line.
    const end = rest !== '' && (lines[index + 1] ?? '').trim() !== '' ? '\\' : '';
    return `> ${'\u00a0'.repeat(indent.length)}${escapeLine(rest)}${end}`.trimEnd();
  });
}

/**
 * An answer, which is Markdown itself: headings go below those of the document, HTML and pictures
 * show as text (a picture would be fetched by who reads it), and code that was not closed is.
 */
export function answerMarkdown(text: string): string[] {
  const result: string[] = [];
  let fence: string | null = null;
  for (const line of linesOf(text)) {
    const mark = /^ {0,3}(`{3,}|~{3,})(.*)/s.exec(line);
    if (fence !== null) {
      result.push(line);
      if (mark !== null && closes(fence, mark[1] ?? '', mark[2] ?? '')) fence = null;
    } else if (mark !== null && !(mark[1]?.startsWith('`') && mark[2]?.includes('`'))) {
      fence = mark[1] ?? null;
      result.push(line);
    } else {
      result.push(proseLine(line));
    }
  }
  return fence === null ? result : [...result, fence];
}

function closes(fence: string, mark: string, rest: string): boolean {
  return mark[0] === fence[0] && mark.length >= fence.length && rest.trim() === '';
}

/** Below the turns (2) and what stands in them. */
function proseLine(line: string): string {
  return line
    .replace(/^( {0,3})(#{1,6})(?=\s|$)/, '$1####')
    .replace(/^( {0,3})(=+|-+)\s*$/, '$1\\$2')
    .replace(/</g, '&lt;')
    .replace(/!\[/g, '\\![');
}

function linesOf(text: string): string[] {
  return text
    .trimEnd()
    .split(/\r\n|[\r\n]/)
    .map((line) => safeText(line.replaceAll('\t', '    ')));
}

function longestRun(text: string, runs: RegExp): number {
  return Math.max(0, ...(text.match(runs) ?? []).map((run) => run.length));
}
