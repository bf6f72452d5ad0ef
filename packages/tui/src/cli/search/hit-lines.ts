import type { SessionLabel, Snippet, TextHit } from '@spoor/storage';
import { cutEnd, wrap } from '../../present/fit-text.js';
import { type FoundText, foundText } from '../../present/found-text.js';
import { projectName } from '../../present/project-name.js';
import { timeText } from '../../present/relative-time.js';
import { excerpt, oneLine, safeText } from '../../present/safe-text.js';
import { sessionAbout } from '../../present/session-about.js';
import type { Tone } from '../../present/status.js';
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

/**
 * Lays out what was found by sessions, in the order of their first hits: what the session is about,
 * and below it where each text stands and the part of it.
 */
export function hitLines(
  hits: readonly TextHit[],
  labels: ReadonlyMap<string, SessionLabel>,
  look: Look,
): string[] {
  const idLength = shortIdLength(hits.map(({ sessionId }) => sessionId));
  const sessions = [...Map.groupBy(hits, ({ sessionId }) => sessionId)];
  return sessions.flatMap(([sessionId, found], index) => [
    ...(index === 0 ? [] : ['']),
    sessionLine(safeText(sessionId.slice(0, idLength)), labels.get(sessionId), look),
    ...found.flatMap((hit) => [placeLine(hit, look), ...snippetLines(hit.snippet, look)]),
  ]);
}

function sessionLine(id: string, label: SessionLabel | undefined, { width, paint }: Look): string {
  const project = safeText(excerpt(projectName(label?.projectId ?? null), 200));
  const about = label === undefined ? '' : oneLine(sessionAbout(label) ?? '', 400);
  const room = width - id.length - 2;
  return `${paint(id, 'accent')}  ${paint(cutEnd(`${project}  ${about}`.trim(), room), 'strong')}`;
}

function placeLine(hit: TextHit, { width, paint }: Look): string {
  const { at, kind, agentId, toolName, status } = hit;
  const time = at === null ? '–'.padEnd(19) : timeText(at);
  const tool = toolName === null ? '' : `${toolName}${status === 'success' ? '' : ` ${status}`}`;
  const rest = [tool, agentId === null ? '' : '↳ subagent']
    .filter((part) => part !== '')
    .map((part) => safeText(excerpt(part, 200)))
    .join('  ');
  const room = width - INDENT.length - time.length - KIND_WIDTH - 4;
  return [
    INDENT + paint(time, 'faint'),
    paint(kind.padEnd(KIND_WIDTH), TONES[kind]),
    cutEnd(rest, Math.max(0, room)),
  ]
    .join('  ')
    .trimEnd();
}

function snippetLines(snippet: Snippet, { width, paint }: Look): string[] {
  const { text, marks } = foundText(snippet);
  let at = 0;
  return wrap(text, width - 2 * INDENT.length, MOST_LINES).map((line) => {
    const start = Math.max(at, text.indexOf(line.replace(/…$/, ''), at));
    at = start + line.length;
    return INDENT + INDENT + paintMarks(line, start, marks, paint);
  });
}

function paintMarks(line: string, start: number, marks: FoundText['marks'], paint: Paint): string {
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
