import type { Snippet, TextHit } from '@spoor/storage';
import { cutEnd, wrap } from '../../present/fit-text.js';
import { projectName } from '../../present/project-name.js';
import { excerpt, safeText } from '../../present/safe-text.js';
import type { Tone } from '../../present/status.js';
import { timeText } from '../audit/entry-text.js';
import type { Paint } from '../output/paint.js';
import { shortIdLength } from '../output/short-ids.js';

interface Look {
  readonly width: number;
  readonly paint: Paint;
}

const TONES: Readonly<Record<TextHit['kind'], Tone>> = {
  prompt: 'strong',
  answer: 'plain',
  command: 'plain',
  error: 'bad',
};

const KIND_WIDTH = 7;
const INDENT = '  ';
const MOST_LINES = 3;

/** Lays out what was found: where it stands, and below it the part of the text. */
export function hitLines(hits: readonly TextHit[], look: Look): string[] {
  const idLength = shortIdLength(hits.map(({ sessionId }) => sessionId));
  return hits.flatMap((hit, index) => [
    ...(index === 0 ? [] : ['']),
    placeLine(hit, idLength, look),
    ...snippetLines(hit.snippet, look),
  ]);
}

function placeLine(hit: TextHit, idLength: number, { width, paint }: Look): string {
  const { at, kind, sessionId, projectId, agentId, toolName, status } = hit;
  const time = at === null ? '–'.padEnd(19) : timeText(at);
  const id = safeText(sessionId.slice(0, idLength));
  const tool = toolName === null ? '' : `${toolName}${status === 'success' ? '' : ` ${status}`}`;
  const rest = [projectId === null ? '' : projectName(projectId), tool, agentId === null ? '' : '↳']
    .filter((part) => part !== '')
    .map((part) => safeText(excerpt(part, 200)))
    .join('  ');
  const room = width - time.length - KIND_WIDTH - id.length - 6;
  return [
    paint(time, 'faint'),
    paint(kind.padEnd(KIND_WIDTH), TONES[kind]),
    paint(id, 'accent'),
    cutEnd(rest, Math.max(0, room)),
  ]
    .join('  ')
    .trimEnd();
}

/** A text that is safe to show, and which parts of it were looked for. */
interface Shown {
  readonly text: string;
  readonly marks: readonly (readonly [from: number, to: number])[];
}

function snippetLines(snippet: Snippet, { width, paint }: Look): string[] {
  const { text, marks } = shownOf(snippet);
  let at = 0;
  return wrap(text, width - INDENT.length, MOST_LINES).map((line) => {
    const start = Math.max(at, text.indexOf(line.replace(/…$/, ''), at));
    at = start + line.length;
    return INDENT + paintMarks(line, start, marks, paint);
  });
}

/** Making a text safe may lengthen it: the parts are made safe one by one. */
function shownOf({ text, marks, cutBefore, cutAfter }: Snippet): Shown {
  const shown = { text: cutBefore ? '…' : '', marks: [] as [number, number][] };
  let at = 0;
  for (const [from, to] of marks) {
    shown.text += oneLine(text.slice(at, from));
    const start = shown.text.length;
    shown.text += oneLine(text.slice(from, to));
    shown.marks.push([start, shown.text.length]);
    at = to;
  }
  return {
    text: `${shown.text}${oneLine(text.slice(at))}${cutAfter ? '…' : ''}`,
    marks: shown.marks,
  };
}

function oneLine(text: string): string {
  return safeText(text.replace(/[\t\r\n ]+/g, ' '));
}

function paintMarks(line: string, start: number, marks: Shown['marks'], paint: Paint): string {
  let painted = '';
  let at = 0;
  for (const [from, to] of marks) {
    const begin = Math.max(at, from - start);
    const end = Math.min(line.length, to - start);
    if (begin >= end) continue;
    painted += line.slice(at, begin) + paint(line.slice(begin, end), 'warn');
    at = end;
  }
  return painted + line.slice(at);
}
